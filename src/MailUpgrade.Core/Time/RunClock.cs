namespace MailUpgrade.Core.Time;

/// <summary>
/// The run clock: real time in production, scaled and able to jump in drills. Above <see cref="HonestSpeed"/> it does not pass a
/// due, unhandled timer: <see cref="Barrier"/>, or the end of a call that is under way (<see cref="Expect"/>). A stall of the machine
/// is not a missed start, and reading a file is not ten minutes of the night.
/// </summary>
public sealed class RunClock : TimeProvider
{
    /// <summary>Up to this speed the clock waits for nobody.</summary>
    public const double HonestSpeed = 60;

    /// <summary>Wire clock. A call that hangs holds the clock no longer than this.</summary>
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(10);

    private readonly TimeProvider wire;
    private readonly Action<ClockDefinition> store;
    private readonly Lock gate = new();
    private ClockDefinition definition;
    private readonly List<Expected> calls = [];
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
        set => Change(() => barrier = value);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var now = definition.NowAt(wire.GetUtcNow());
            return Limit() is { } limit && now > limit ? limit : now;
        }
    }

    /// <summary>What the clock would show if nothing held it: less than before only where the machine's own clock went back.</summary>
    public DateTimeOffset Unheld => Definition.NowAt(wire.GetUtcNow());

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

    /// <summary>A call is under way that takes this long on a run clock of speed 1; until it is disposed the clock goes no further.</summary>
    public IDisposable Expect(TimeSpan length)
    {
        lock (gate)
        {
            var now = definition.NowAt(wire.GetUtcNow());
            var begun = Limit() is { } limit && now > limit ? limit : now;
            var call = new Expected(this, begun + length);
            calls.Add(call);
            return call;
        }
    }

    /// <summary>Lets go of what held the clock; it goes on from where it stood.</summary>
    private void Change(Action change)
    {
        var moved = false;
        lock (gate)
        {
            var real = wire.GetUtcNow();
            var stood = Limit();
            change();
            var next = Limit();
            if (stood is { } at && definition.NowAt(real) > at && (next is null || next > at))
            {
                Replace(new ClockDefinition(at, real, definition.Speed));
                moved = true;
            }
        }
        if (moved)
        {
            Jumped?.Invoke();
        }
    }

    private DateTimeOffset? Limit()
    {
        if (definition.Speed <= HonestSpeed)
        {
            return null;
        }
        var limit = barrier;
        foreach (var call in calls)
        {
            limit = limit is null || call.Until < limit ? call.Until : limit;
        }
        return limit;
    }

    private void Replace(ClockDefinition next)
    {
        store(next);
        Volatile.Write(ref definition, next);
    }

    private sealed class Expected : IDisposable
    {
        private readonly RunClock clock;
        private readonly ITimer patience;

        public Expected(RunClock clock, DateTimeOffset until)
        {
            (this.clock, Until) = (clock, until);
            patience = clock.wire.CreateTimer(_ => LetGo(), null, LongestStall, Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset Until { get; }

        public void Dispose()
        {
            patience.Dispose();
            LetGo();
        }

        private void LetGo() => clock.Change(() => clock.calls.Remove(this));
    }
}
