namespace MailUpgrade.Core.Time;

/// <summary>What the run clock is: every process that has these three values tells the same time.</summary>
/// <param name="Start">Run time at the anchor.</param>
/// <param name="Anchor">Real (wire) time at which the run clock stood at the start.</param>
/// <param name="Speed">Run seconds per real second, above 0; 1 in production.</param>
public sealed record ClockDefinition(DateTimeOffset Start, DateTimeOffset Anchor, double Speed)
{
    /// <summary>Real time: the run clock of production.</summary>
    public static ClockDefinition Real(DateTimeOffset wire) => new(wire, wire, 1);

    /// <summary>Run time at a real instant; before the anchor it lies before the start.</summary>
    public DateTimeOffset NowAt(DateTimeOffset wire) => (Start + ((wire - Anchor) * Speed)).ToUniversalTime();

    /// <summary>The real instant at which the run clock tells this time, as long as nothing makes it jump.</summary>
    public DateTimeOffset WireAt(DateTimeOffset run) => (Anchor + ((run - Start) / Speed)).ToUniversalTime();
}
