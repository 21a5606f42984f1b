namespace MailUpgrade.Service.Endpoints;

/// <summary>Says that something is different, without saying what. Raising it many times costs nothing.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version;

    /// <summary>Grows with each change.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Something is different.</summary>
    public void Raise()
    {
        Interlocked.Increment(ref version);
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Returns when there was a change after a version; at once where there was one already.</summary>
    public async Task AfterAsync(long seen, CancellationToken ct)
    {
        while (Version <= seen)
        {
            var change = next.Task;
            if (Version > seen)
            {
                return;
            }
            await change.WaitAsync(ct);
        }
    }
}
