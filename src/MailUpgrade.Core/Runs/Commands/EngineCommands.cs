using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.Commands;

/// <summary>Create the run.</summary>
public sealed record PlanRun(string Id, RunPlanned Planned) : RunCommand(Id, Bot, NoChannel);

/// <summary>Do what the plan says comes next. Refused as stale when it is not next any more.</summary>
public sealed record Advance(string Id, Work Work) : RunCommand(Id, Bot, NoChannel);

/// <summary>A step has ended.</summary>
/// <param name="Id">Made from step and attempt.</param>
/// <param name="Ended">Its outcome.</param>
/// <param name="With">Facts that came with it: evidence, samples.</param>
public sealed record EndStep(string Id, StepEnded Ended, IReadOnlyList<RunEvent> With) : RunCommand(Id, Bot, NoChannel);

/// <summary>Something noteworthy happened while a step runs (prompt, marker, overdue).</summary>
public sealed record Observe(string Id, IReadOnlyList<RunEvent> Events) : RunCommand(Id, Bot, NoChannel);

/// <summary>A timer is due. Ignored when it is not due by the run clock or what it is for has passed.</summary>
public sealed record TimerDue(RunTimer Timer) : RunCommand(Timer.Id, Bot, NoChannel)
{
    /// <summary>At the instant: what the hosts say of the evidence that the permit binds; null where nobody asked them.</summary>
    public Proof? Proof { get; init; }
}

/// <summary>What hosts say of evidence.</summary>
/// <param name="There">One line for each evidence that is there.</param>
/// <param name="Lost"><c>EVIDENCE on HOST</c> for each member that is not there, or of which nobody can say.</param>
public sealed record Proof(IReadOnlyList<string> There, IReadOnlyList<string> Lost);

/// <summary>The service is back.</summary>
public sealed record ResumeService(string Id) : RunCommand(Id, Bot, NoChannel);

/// <summary>Issues of earlier runs of the plan come along.</summary>
public sealed record CarryIssues(string Id, IReadOnlyList<IssueOpened> Issues) : RunCommand(Id, Bot, NoChannel);

/// <summary>The bot's clock shows this; a clock set back is told once.</summary>
public sealed record NoticeClock(string Id, DateTimeOffset Shows) : RunCommand(Id, Bot, NoChannel);

/// <summary>The hosts were looked at for other work.</summary>
public sealed record ReportConflicts(RunTimer Timer, IReadOnlyList<HostSaid> Said) : RunCommand(Timer.Id, Bot, NoChannel);

/// <summary>A sandbox was looked at.</summary>
public sealed record ReportSandbox(RunTimer Timer, SandboxChecked Found) : RunCommand(Timer.Id, Bot, NoChannel);
