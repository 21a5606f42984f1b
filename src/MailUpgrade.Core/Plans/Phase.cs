namespace MailUpgrade.Core.Plans;

/// <summary>A time box that people talk about.</summary>
/// <param name="Id">Unique in the plan, lower-case words with hyphens.</param>
/// <param name="Title">Short name for chat and paper.</param>
/// <param name="Owner">Role that answers for it.</param>
/// <param name="Start">What begins it.</param>
/// <param name="Planned">Planned length.</param>
/// <param name="Gate">Decision that must be taken before it begins, or null.</param>
/// <param name="Steps">In order; a step begins when the one before it has ended on all its hosts.</param>
/// <param name="WayBack">How to undo it, or why that is not needed. Never empty.</param>
/// <param name="IsPointOfNoReturn">After it began, going back loses data.</param>
/// <param name="Silence">What happens when a decision of this phase is not taken in time.</param>
public sealed record Phase(
    string Id,
    LocalText Title,
    string Owner,
    PhaseStart Start,
    TimeSpan Planned,
    Gate? Gate,
    IReadOnlyList<Step> Steps,
    LocalText WayBack,
    bool IsPointOfNoReturn,
    SilenceRule Silence)
{
    /// <summary>True for phases that run while the run is still planned or waiting.</summary>
    public bool BeginsBeforeKickOff => Start.Kind is PhaseStartKind.Command or PhaseStartKind.Clock;
}

/// <summary>What begins a phase.</summary>
/// <param name="Kind">Which of the four.</param>
/// <param name="At">Local time of day, only with <see cref="PhaseStartKind.Clock"/>.</param>
/// <param name="Command">Command word without slash, only with <see cref="PhaseStartKind.Command"/>.</param>
public sealed record PhaseStart(PhaseStartKind Kind, TimeOnly? At = null, string? Command = null);

/// <summary>The four ways a phase begins.</summary>
public enum PhaseStartKind
{
    /// <summary>When the phase before it has ended.</summary>
    AfterPrevious,

    /// <summary>When a person says the command.</summary>
    Command,

    /// <summary>At a local time before kick-off.</summary>
    Clock,

    /// <summary>At the sealed instant.</summary>
    KickOff,
}

/// <summary>A decision that people must take.</summary>
/// <param name="Role">Whose decision it is.</param>
/// <param name="Question">What is asked, as the message's second line.</param>
/// <param name="Within">After that the silence rule of the phase applies; null waits until the window closes.</param>
public sealed record Gate(string Role, LocalText Question, TimeSpan? Within)
{
    /// <summary>Who must all say go; one person of <see cref="Role"/> where the plan names nobody else.</summary>
    public IReadOnlyList<Seat> Seats { get; init; } = [new Seat([Role])];

    /// <summary>By what the plan says.</summary>
    public bool Equals(Gate? other) => other is not null && Role == other.Role && Question == other.Question && Within == other.Within
        && Seats.SequenceEqual(other.Seats);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Role, Question, Within);
}

/// <summary>The side to which a gate's time-out goes. There is no "yes": silence never approves.</summary>
public enum SilenceRule
{
    /// <summary>Nothing new begins until a person decides.</summary>
    Hold,

    /// <summary>The way back is proposed to the people who may decide it.</summary>
    ProposeRollback,
}
