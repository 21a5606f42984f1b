namespace MailUpgrade.Core.Time;

/// <summary>Defines a run clock: it showed <paramref name="Start"/> at the real instant <paramref name="Anchor"/> and runs at <paramref name="Speed"/>.</summary>
/// <param name="Start">Run time at the anchor, UTC.</param>
/// <param name="Anchor">Real time, UTC.</param>
/// <param name="Speed">Run seconds per real second; 1 is real time.</param>
public sealed record ClockDefinition(DateTimeOffset Start, DateTimeOffset Anchor, double Speed)
{
    /// <summary>Real time: the run clock of production.</summary>
    public static ClockDefinition Real(DateTimeOffset wire) => new(wire, wire, 1);

    /// <summary>Run time at a real instant.</summary>
    public DateTimeOffset NowAt(DateTimeOffset wire) => Start + ((wire - Anchor) * Speed);

    /// <summary>Real instant at which a run time comes.</summary>
    public DateTimeOffset WireAt(DateTimeOffset run) => Anchor + ((run - Start) / Speed);
}
