namespace MailUpgrade.Core.Sampling;

/// <summary>Stops what listens to it, and lets it go on. Safe from any thread; on twice is on.</summary>
#pragma warning disable CA1001 // a source without a timer or a wait handle holds nothing that must be given back
public sealed class HoldSwitch
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _held = new();
    private TaskCompletionSource _released = Done();

    /// <summary>Cancelled while it is on.</summary>
    public CancellationToken Held
    {
        get
        {
            lock (_gate)
            {
                return _held.Token;
            }
        }
    }

    /// <summary>Whether it is on.</summary>
    public bool IsOn => Held.IsCancellationRequested;

    /// <summary>Sets it.</summary>
    public void Set(bool on)
    {
        CancellationTokenSource? stop = null;
        lock (_gate)
        {
            if (on == _held.IsCancellationRequested)
            {
                return;
            }
            if (on)
            {
                _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                stop = _held;
            }
            else
            {
                _held = new CancellationTokenSource();
                _released.TrySetResult();
            }
        }
        stop?.Cancel();
    }

    /// <summary>Returns when it is off.</summary>
    public async Task OffAsync(CancellationToken ct)
    {
        while (IsOn)
        {
            Task released;
            lock (_gate)
            {
                released = _released.Task;
            }
            await released.WaitAsync(ct);
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
