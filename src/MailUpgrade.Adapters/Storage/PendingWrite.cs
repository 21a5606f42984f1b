using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Storage;

/// <summary>What a caller waits for until the next commit.</summary>
internal abstract class PendingWrite(string stream, CancellationToken ct)
{
    public string Stream { get; } = stream;

    public CancellationToken Ct { get; } = ct;

    public abstract void Fail(Exception reason);

    public abstract void Done();
}

internal sealed class PendingAppend(
    string stream, long afterSeq, IReadOnlyList<NewJournalEntry> entries, CancellationToken ct) : PendingWrite(stream, ct)
{
    // Asynchronous continuations: a caller must not run its own work on the thread that commits for everybody.
    private readonly TaskCompletionSource<IReadOnlyList<JournalLine>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long AfterSeq { get; } = afterSeq;

    public IReadOnlyList<NewJournalEntry> Entries { get; } = entries;

    public List<JournalLine> Lines { get; } = new(entries.Count);

    public Task<IReadOnlyList<JournalLine>> Answer => answer.Task;

    public override void Fail(Exception reason) => answer.TrySetException(reason);

    public override void Done() => answer.TrySetResult(Lines);
}

internal sealed class PendingCursor(string reader, string stream, long seq, CancellationToken ct) : PendingWrite(stream, ct)
{
    private readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Reader { get; } = reader;

    public long Seq { get; } = seq;

    public Task Answer => answer.Task;

    public override void Fail(Exception reason) => answer.TrySetException(reason);

    public override void Done() => answer.TrySetResult();
}
