namespace MailUpgrade.Core.Time;

/// <summary>A timer on the run clock: a real timer whose due time is measured anew when the clock jumps.</summary>
internal sealed class RunTimerHandle : ITimer
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(2);
    private readonly RunClock clock;
    private readonly ITimer real;
    private readonly TimerCallback callback;
    private readonly object? state;
    private readonly Lock gate = new();
    private DateTimeOffset? due;
    private TimeSpan period;

    public RunTimerHandle(
        RunClock clock, TimeProvider wire, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        this.clock = clock;
        this.callback = callback;
        this.state = state;
        real = wire.CreateTimer(_ => OnReal(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.Jumped += Arm;
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            this.period = period;
            due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
        }
        Arm();
        return true;
    }

    public void Dispose()
    {
        clock.Jumped -= Arm;
        real.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void OnReal()
    {
        lock (gate)
        {
            if (due is null)
            {
                return;
            }
            if (clock.GetUtcNow() < due)
            {
                Arm(LeastWait); // rounding, or the clock stands at its barrier
                return;
            }
            due = period > TimeSpan.Zero ? due + period : null;
        }
        callback(state);
        Arm();
    }

    private void Arm() => Arm(TimeSpan.Zero);

    private void Arm(TimeSpan least)
    {
        lock (gate)
        {
            if (due is not { } at)
            {
                real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }
            var left = clock.ToWire(at - clock.GetUtcNow());
            real.Change(left > least ? left : least, Timeout.InfiniteTimeSpan);
        }
    }
}
