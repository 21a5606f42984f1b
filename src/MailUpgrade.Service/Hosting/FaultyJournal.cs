using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>The journal of a practice night while <c>state-disk-full</c> is set: nothing is written, all is readable.</summary>
internal sealed class FaultyJournal(IJournal inner, Func<bool> isFull) : IJournal
{
    public Task<IReadOnlyList<JournalLine>> AppendAsync(
        string stream, long afterSeq, IReadOnlyList<NewJournalEntry> entries, CancellationToken ct) =>
        isFull() ? Task.FromException<IReadOnlyList<JournalLine>>(Full()) : inner.AppendAsync(stream, afterSeq, entries, ct);

    public Task<IReadOnlyList<JournalLine>> ReadAsync(string stream, long afterSeq, CancellationToken ct) => inner.ReadAsync(stream, afterSeq, ct);

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken ct) => inner.StreamsAsync(ct);

    public Task<long> CursorAsync(string reader, string stream, CancellationToken ct) => inner.CursorAsync(reader, stream, ct);

    public Task SaveCursorAsync(string reader, string stream, long seq, CancellationToken ct) =>
        isFull() ? Task.FromException(Full()) : inner.SaveCursorAsync(reader, stream, seq, ct);

    private static JournalWriteException Full() => new("the state folder's disk is full", new IOException("No space left on device"));
}
