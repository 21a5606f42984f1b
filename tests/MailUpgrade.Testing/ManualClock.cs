namespace MailUpgrade.Testing;

/// <summary>A clock that stands until it is moved; timers fire while it passes them.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Handle> timers = [];
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>How many timers wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return timers.Count(t => t.Due is not null);
            }
        }
    }

    /// <summary>How many rest: a wait, not the limit of work that goes on meanwhile.</summary>
    public int Resting
    {
        get
        {
            lock (gate)
            {
                return timers.Count(t => t is { Due: not null, IsLimit: false });
            }
        }
    }

    /// <summary>How often somebody lay down to rest so far.</summary>
    public int Rests { get; private set; }

    public void Advance(TimeSpan length) => MoveTo(GetUtcNow() + length);

    public void MoveTo(DateTimeOffset target)
    {
        while (true)
        {
            Handle? next;
            lock (gate)
            {
                next = timers.Where(t => t.Due <= target).MinBy(t => t.Due);
                now = next?.Due ?? target;
                next?.Passed(now);
            }
            if (next is null)
            {
                return;
            }
            next.Fire();
        }
    }

    /// <summary>Sets the clock without firing anything, also backwards.</summary>
    public void Set(DateTimeOffset to)
    {
        lock (gate)
        {
            now = to;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var handle = new Handle(this, callback, state);
        lock (gate)
        {
            timers.Add(handle);
            Rests += handle.IsLimit ? 0 : 1;
        }
        handle.Change(dueTime, period);
        return handle;
    }

    private sealed class Handle(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        public bool IsLimit { get; } = callback.Method.DeclaringType?.DeclaringType == typeof(CancellationTokenSource) || callback.Method.DeclaringType == typeof(CancellationTokenSource);

        public void Passed(DateTimeOffset at) => Due = period > TimeSpan.Zero ? at + period : null;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                Due = dueTime < TimeSpan.Zero ? null : clock.now + dueTime;
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
