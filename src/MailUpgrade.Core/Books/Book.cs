using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;

namespace MailUpgrade.Core.Books;

/// <summary>
/// The second stream, under the rules of a run's journal: what outlives a run. This is its single writer: decide, append, apply. What it
/// has answered is on disk.
/// </summary>
public sealed class Book(IJournal journal, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim writer = new(1, 1);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile BookState state = BookState.Empty;

    /// <summary>The book as it is; never changes under the reader.</summary>
    public BookState State => state;

    /// <summary>Reads it. Once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var line in await journal.ReadAsync(Streams.Book, 0, ct))
        {
            state = BookState.Apply(state, ToRecorded(line));
        }
    }

    /// <summary>
    /// Records what a rule makes of the book as it stands; nobody writes between its look and its word. A rule that finds its fact
    /// there already returns nothing, so that it may be asked twice.
    /// </summary>
    /// <param name="decide">Pure; an empty list records nothing.</param>
    /// <param name="actor">Person id or <c>bot</c>.</param>
    /// <param name="channel">Channel name or <c>-</c>.</param>
    /// <param name="ct">Before the write begins only.</param>
    /// <returns>What was recorded.</returns>
    /// <exception cref="JournalWriteException">Nothing was recorded.</exception>
    public async Task<IReadOnlyList<BookEvent>> RecordAsync(
        Func<BookState, IReadOnlyList<BookEvent>> decide, string actor, string channel, CancellationToken ct)
    {
        await writer.WaitAsync(ct);
        try
        {
            var events = decide(state);
            if (events.Count > 0)
            {
                await AppendAsync(events, actor, channel, ct);
            }
            return events;
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>The same, by the bot itself.</summary>
    public Task<IReadOnlyList<BookEvent>> RecordAsync(Func<BookState, IReadOnlyList<BookEvent>> decide, CancellationToken ct) =>
        RecordAsync(decide, RunCommand.Bot, RunCommand.NoChannel, ct);

    /// <summary>Returns when the book has events after a sequence number.</summary>
    public async Task ChangedAsync(long afterSeq, CancellationToken ct)
    {
        while (state.Seq <= afterSeq)
        {
            var next = changed.Task;
            if (state.Seq > afterSeq)
            {
                return;
            }
            await next.WaitAsync(ct);
        }
    }

    /// <summary>Reads a line.</summary>
    public static BookRecorded ToRecorded(JournalLine line) =>
        new(line.Seq, line.At, line.Actor, line.Channel, BookCatalog.Read(line.Kind, line.Body));

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private async Task AppendAsync(IReadOnlyList<BookEvent> events, string actor, string channel, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var at = now > state.LastAt ? now : state.LastAt;
        var lines = await journal.AppendAsync(
            Streams.Book, state.Seq,
            [.. events.Select(e => new NewJournalEntry(at, BookCatalog.KindOf(e), actor, channel, BookCatalog.BodyOf(e)))], ct);
        state = lines.Select(ToRecorded).Aggregate(state, BookState.Apply);
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
