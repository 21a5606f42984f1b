using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>States of a run; <see cref="StatusWords"/> has the words of the contract.</summary>
public enum RunStatus
{
    /// <summary>Until the permit.</summary>
    Planned,

    /// <summary>The permit is sealed.</summary>
    Waiting,

    /// <summary>From kick-off, also at gates.</summary>
    Running,

    /// <summary>Nothing new begins.</summary>
    Paused,

    /// <summary>Going back.</summary>
    RollingBack,

    /// <summary>Went back.</summary>
    RolledBack,

    /// <summary>Practice and rehearsal: done.</summary>
    Completed,

    /// <summary>Production: accepted and done.</summary>
    SignedOff,

    /// <summary>Not accepted.</summary>
    Rejected,

    /// <summary>Given up.</summary>
    Aborted,
}

/// <summary>States of a phase.</summary>
public enum PhaseStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Begun.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>A step failed and nobody has decided, or it ended so.</summary>
    Failed,

    /// <summary>Left out.</summary>
    Skipped,

    /// <summary>Undone.</summary>
    RolledBack,
}

/// <summary>States of a step.</summary>
public enum StepStatus
{
    /// <summary>Not begun, or to be begun again.</summary>
    Pending,

    /// <summary>Touches the world, or waits for an answer.</summary>
    Running,

    /// <summary>Proven.</summary>
    Succeeded,

    /// <summary>Proven not.</summary>
    Failed,

    /// <summary>Nobody can prove it.</summary>
    Unknown,

    /// <summary>Left out by two names.</summary>
    Skipped,
}

/// <summary>A phase that has begun.</summary>
public sealed record PhaseState(string Id, PhaseStatus Status, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <summary>A step that has begun.</summary>
/// <param name="Name">Step name on its host.</param>
/// <param name="Phase">Id.</param>
/// <param name="Host">Or null.</param>
/// <param name="Status">Now.</param>
/// <param name="Attempt">Of the last start; 0 before the first.</param>
/// <param name="How">How the running attempt works, or how the next one is to.</param>
/// <param name="StartedAt">Of the last attempt.</param>
/// <param name="EndedAt">Of the last attempt.</param>
/// <param name="Due">Time-out of the last attempt.</param>
/// <param name="Last">Its end.</param>
/// <param name="Flags">Overdue, locked, timed out, link lost.</param>
/// <param name="Prompt">Prompt that waits for its answer.</param>
/// <param name="PromptOffset">Offset behind the last prompt seen in this attempt.</param>
/// <param name="Answers">Answers decided in this attempt, by number.</param>
public sealed record StepState(
    string Name, string Phase, string? Host, StepStatus Status, int Attempt, string How, DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt, DateTimeOffset? Due, StepEnded? Last, StepFlags Flags, PromptSeen? Prompt, long PromptOffset,
    System.Collections.Immutable.ImmutableDictionary<int, string> Answers)
{
    /// <summary>What else is known of the talk with its installer in this attempt.</summary>
    public Conversation Talk { get; init; } = Conversation.None;

    /// <summary>Event that told its last end; 0 before the first.</summary>
    public long EndedSeq { get; init; }

    /// <summary>Event of its last start; 0 before the first.</summary>
    public long StartedSeq { get; init; }

    /// <summary>It was done before and is to be done anew in the order of its phase: nobody has decided on it alone.</summary>
    public bool Anew { get; init; }

    /// <summary>A step before its first start.</summary>
    public static StepState NotBegun(string name) =>
        new(name, "", null, StepStatus.Pending, 0, "start", null, null, null, null, StepFlags.None, null, 0,
            System.Collections.Immutable.ImmutableDictionary<int, string>.Empty);
}

/// <summary>What happened to a running step.</summary>
[Flags]
public enum StepFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Longer than planned; people were called.</summary>
    Overdue = 1,

    /// <summary>Nothing may kill it from here on.</summary>
    Locked = 2,

    /// <summary>It is being ended.</summary>
    TimedOut = 4,

    /// <summary>Its host cannot be seen.</summary>
    LinkLost = 8,
}

/// <summary>Words of the contract.</summary>
public static class StatusWords
{
    /// <summary>Word of a run's state.</summary>
    public static string Word(this RunStatus status) => status switch
    {
        RunStatus.RollingBack => "rolling-back",
        RunStatus.RolledBack => "rolled-back",
        RunStatus.SignedOff => "signed-off",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>Word of a phase's state.</summary>
    public static string Word(this PhaseStatus status) =>
        status == PhaseStatus.RolledBack ? "rolled-back" : status.ToString().ToLowerInvariant();

    /// <summary>Word of a step's state.</summary>
    public static string Word(this StepStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>State of an ended run by its word.</summary>
    public static RunStatus EndedRun(string word) => word switch
    {
        "completed" => RunStatus.Completed,
        "signed-off" => RunStatus.SignedOff,
        "rolled-back" => RunStatus.RolledBack,
        "rejected" => RunStatus.Rejected,
        _ => RunStatus.Aborted,
    };
}
