using MailUpgrade.Core.Ports;

namespace MailUpgrade.Testing;

/// <summary>The way of one process to a journal that outlives it: whoever was killed writes no more, however late his threads are.</summary>
internal sealed class JournalOfOneLife(IJournal journal) : IJournal
{
    private volatile bool over;

    /// <summary>The process is dead.</summary>
    public void End() => over = true;

    public async Task<IReadOnlyList<JournalLine>> AppendAsync(
        string stream, long afterSeq, IReadOnlyList<NewJournalEntry> entries, CancellationToken ct)
    {
        if (over)
        {
            await new TaskCompletionSource().Task;
        }
        return await journal.AppendAsync(stream, afterSeq, entries, ct);
    }

    public Task<IReadOnlyList<JournalLine>> ReadAsync(string stream, long afterSeq, CancellationToken ct) => journal.ReadAsync(stream, afterSeq, ct);

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken ct) => journal.StreamsAsync(ct);

    public Task<long> CursorAsync(string reader, string stream, CancellationToken ct) => journal.CursorAsync(reader, stream, ct);

    public Task SaveCursorAsync(string reader, string stream, long seq, CancellationToken ct) => journal.SaveCursorAsync(reader, stream, seq, ct);
}
