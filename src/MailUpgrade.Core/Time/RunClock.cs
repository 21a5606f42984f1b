namespace MailUpgrade.Core.Time;

/// <summary>
/// The run clock: real time in production, scaled and able to jump in drills. Above <see cref="HonestSpeed"/> it does not pass
/// <see cref="Barrier"/>, the next due timer, before that is handled: a stall of the machine is not a missed start.
/// </summary>
public sealed class RunClock : TimeProvider
{
    /// <summary>Up to this speed the clock waits for nobody.</summary>
    public const double HonestSpeed = 60;

    private readonly TimeProvider wire;
    private readonly Action<ClockDefinition> store;
    private readonly Lock gate = new();
    private ClockDefinition definition;
    private DateTimeOffset? barrier;

    /// <summary>A clock by its definition.</summary>
    /// <param name="wire">Real time.</param>
    /// <param name="definition">As found in the state folder.</param>
    /// <param name="store">Replaces the definition there, atomically; called at each jump.</param>
    public RunClock(TimeProvider wire, ClockDefinition definition, Action<ClockDefinition> store)
    {
        this.wire = wire;
        this.definition = definition;
        this.store = store;
    }

    /// <summary>Called after the definition was replaced, so that waits are measured anew.</summary>
    public event Action? Jumped;

    /// <summary>How the clock runs now.</summary>
    public ClockDefinition Definition => Volatile.Read(ref definition);

    /// <summary>The next timer that somebody must handle; the clock stands there until it is moved.</summary>
    public DateTimeOffset? Barrier
    {
        get
        {
            lock (gate)
            {
                return barrier;
            }
        }
        set => Release(value);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var now = definition.NowAt(wire.GetUtcNow());
            return Holds(now) ? barrier!.Value : now;
        }
    }

    /// <summary>Goes to an instant at once. Backwards is refused: nothing happens.</summary>
    public void JumpTo(DateTimeOffset instant)
    {
        lock (gate)
        {
            var real = wire.GetUtcNow();
            if (instant <= definition.NowAt(real))
            {
                return;
            }
            Replace(new ClockDefinition(instant, real, definition.Speed));
        }
        Jumped?.Invoke();
    }

    /// <summary>Real length of a run length.</summary>
    public TimeSpan ToWire(TimeSpan length) => length / Definition.Speed;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new RunTimerHandle(this, wire, callback, state, dueTime, period);

    private void Release(DateTimeOffset? next)
    {
        var moved = false;
        lock (gate)
        {
            var real = wire.GetUtcNow();
            if (Holds(definition.NowAt(real)) && (next is null || next > barrier))
            {
                Replace(new ClockDefinition(barrier!.Value, real, definition.Speed));
                moved = true;
            }
            barrier = next;
        }
        if (moved)
        {
            Jumped?.Invoke();
        }
    }

    private bool Holds(DateTimeOffset now) => definition.Speed > HonestSpeed && barrier is { } stop && now > stop;

    private void Replace(ClockDefinition next)
    {
        store(next);
        Volatile.Write(ref definition, next);
    }
}
