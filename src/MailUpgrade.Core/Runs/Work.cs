namespace MailUpgrade.Core.Runs;

/// <summary>Something that the plan says comes next. Made by <see cref="Rules.NextWork"/> from state alone.</summary>
public abstract record Work
{
    /// <summary>Begin a phase.</summary>
    public sealed record StartPhase(string Phase) : Work;

    /// <summary>End a phase.</summary>
    public sealed record EndPhase(string Phase, string Outcome) : Work;

    /// <summary>Ask for the decision before a phase.</summary>
    public sealed record OpenGate(string Phase) : Work;

    /// <summary>Start a step.</summary>
    public sealed record StartStep(string Step, string Phase, string? Host, int Attempt, string How) : Work;

    /// <summary>Ask people before a node that passes the latest safe rollback.</summary>
    public sealed record HoldLate(string Phase, string Step) : Work;

    /// <summary>Services run again after a set of snapshots was void: people decide.</summary>
    public sealed record HoldVoid(string Set) : Work;

    /// <summary>Nothing is left.</summary>
    public sealed record EndRun(string State) : Work;
}

/// <summary>An instant at which the run has something to judge.</summary>
/// <param name="Id">Made from what it is for, so that two wake-ups are one.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Due">Run clock.</param>
/// <param name="Subject">Phase or step.</param>
public sealed record RunTimer(string Id, TimerKind Kind, DateTimeOffset Due, string Subject);

/// <summary>What a timer is for.</summary>
public enum TimerKind
{
    /// <summary>A phase with a clock time begins.</summary>
    PhaseDue,

    /// <summary>The kick-off instant.</summary>
    KickOff,

    /// <summary>The window closes.</summary>
    WindowCloses,

    /// <summary>A step's time-out.</summary>
    StepDue,

    /// <summary>A wait step is over.</summary>
    WaitOver,

    /// <summary>A gate's time is over.</summary>
    GateExpires,

    /// <summary>The names on a decision have waited too long.</summary>
    ProposalExpires,

    /// <summary>Half an hour before the latest safe rollback.</summary>
    RollbackWarning,

    /// <summary>The latest safe rollback.</summary>
    RollbackUnsafe,

    /// <summary>Other work on the hosts is looked for.</summary>
    ConflictCheck,

    /// <summary>A sandbox is looked at.</summary>
    SandboxCheck,

    /// <summary>A mark before kick-off at which people are told where things stand.</summary>
    Countdown,
}
