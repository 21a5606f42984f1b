namespace MailUpgrade.Core.Runs.Events;

/// <summary>Two names go into the night with an older backup than the plan makes.</summary>
/// <param name="Phase">Phase that is left out.</param>
/// <param name="Reason">Of the decision.</param>
public sealed record OlderBackupAccepted(string Phase, string Reason) : RunEvent;

/// <summary>Two names end the backup that may still run; its steps begin again to end it and to prove that.</summary>
/// <param name="Phase">That makes it.</param>
/// <param name="Steps">Whose backup is ended.</param>
/// <param name="Reason">Of the decision.</param>
public sealed record BackupAbortDecided(string Phase, IReadOnlyList<string> Steps, string Reason) : RunEvent;

/// <summary>Nothing new begins.</summary>
/// <param name="Cause"><c>failure unknown hold not-ok window late void-set</c>.</param>
/// <param name="Step">Step that caused it, or null.</param>
/// <param name="Reason">One line.</param>
public sealed record RunPaused(string Cause, string? Step, string Reason) : RunEvent;

/// <summary>Work goes on.</summary>
public sealed record RunResumed : RunEvent;

/// <summary>One of the names that a decision needs was given.</summary>
/// <param name="Decision">The command line without its slash that the others say to mean the same: <c>rollback</c>, <c>skip STEP</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record DecisionProposed(string Decision, string Reason) : RunEvent;

/// <summary>The names on a decision have waited too long for the others and count no more.</summary>
public sealed record ProposalExpired(string Decision) : RunEvent;

/// <summary>A step is tried again: already done is asked first.</summary>
public sealed record RetryDecided(string Step) : RunEvent;

/// <summary>The executor mended it by hand: verify alone.</summary>
public sealed record FixedDeclared(string? Step, string Note) : RunEvent;

/// <summary>A step is left out, by two names.</summary>
public sealed record SkipDecided(string Step, string Reason, string Consequence) : RunEvent;

/// <summary>The cluster goes back, by two names.</summary>
public sealed record RollbackDecided(string Reason) : RunEvent;

/// <summary>What going back would lose now was counted, because somebody proposed it after the point of no return.</summary>
/// <param name="Messages">That came in since; at least, where hosts are not counted.</param>
/// <param name="Accounts">To so many accounts.</param>
/// <param name="NotCounted">Hosts that did not answer.</param>
public sealed record LossCounted(int Messages, int Accounts, IReadOnlyList<string> NotCounted) : RunEvent;

/// <summary>What going on without a host means was counted, because somebody proposed it.</summary>
/// <param name="Host">Which.</param>
/// <param name="Accounts">That live on it by the directory; null: not known.</param>
/// <param name="Waiting">Messages for them in the queues that answered; null: not known.</param>
/// <param name="NotCounted">Hosts whose queue is not known.</param>
public sealed record LeftOutCounted(string Host, int? Accounts, int? Waiting, IReadOnlyList<string> NotCounted) : RunEvent;

/// <summary>The night goes on without one host: its doors stay closed, mail for it waits.</summary>
public sealed record HostLeftOut(string Host, string Reason) : RunEvent;

/// <summary>The run was given up.</summary>
public sealed record AbortDecided(string Reason) : RunEvent;

/// <summary>A decision is asked of a role.</summary>
public sealed record GateOpened(string Phase, string Role, DateTimeOffset? Until) : RunEvent;

/// <summary>A gate was decided.</summary>
/// <param name="Phase">Id.</param>
/// <param name="Side"><c>go</c>, <c>no-go</c> or <c>silence</c>.</param>
public sealed record GateDecided(string Phase, string Side) : RunEvent;

/// <summary>The client's IT accepts.</summary>
public sealed record ClientAccepted(string Remark) : RunEvent
{
    /// <summary>Items that are not OK and were accepted so; null for none.</summary>
    public IReadOnlyList<int>? OpenItems { get; init; }
}

/// <summary>The client's IT does not accept.</summary>
public sealed record ClientRefused(string Remark) : RunEvent;

/// <summary>The supervisor closes the night as not accepted.</summary>
public sealed record RejectionDecided(string Reason) : RunEvent;

/// <summary>An issue was opened, or came along from an earlier run of the plan.</summary>
/// <param name="Number">1, 2, 3 ... in this run.</param>
/// <param name="Text">What it is.</param>
/// <param name="Blocking">It forbids the start while it is open.</param>
/// <param name="Step">Step it was found at; null where it belongs to none, and in journals of earlier versions.</param>
/// <param name="FromRun">Run that opened it first; null for an issue of this run.</param>
/// <param name="FromNumber">Its number there.</param>
public sealed record IssueOpened(
    int Number, string Text, bool Blocking, string? Step = null, string? FromRun = null, int? FromNumber = null) : RunEvent;

/// <summary>An issue was closed.</summary>
public sealed record IssueClosed(int Number, string Remedy) : RunEvent;

/// <summary>A remark for the report.</summary>
public sealed record NoteAdded(string Text) : RunEvent;

/// <summary>A command was refused; delivered again it is refused again.</summary>
public sealed record CommandRefused(string Command, string Code, IReadOnlyDictionary<string, string> Facts) : RunEvent;
