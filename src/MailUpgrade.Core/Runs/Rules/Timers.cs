using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>The instants a run has to judge, derived from its state: the schedule is never stored.</summary>
public static class Timers
{
    /// <summary>How long before the latest safe rollback people are told.</summary>
    public static readonly TimeSpan RollbackWarningAhead = TimeSpan.FromMinutes(30);

    /// <summary>After a restart the host is asked how a step stands before its time-out is judged.</summary>
    private static readonly TimeSpan AskFirst = TimeSpan.FromMinutes(5);

    /// <summary>All timers not yet handled, in no order.</summary>
    public static IReadOnlyList<RunTimer> Of(RunState s, Scene scene)
    {
        if (s.HasEnded || s.Id.Length == 0)
        {
            return [];
        }
        return [.. s.HasKickedOff ? Night(s, scene) : BeforeKickOff(s, scene), .. StepTimers(s, scene), .. Proposals(s, scene)];
    }

    private static IEnumerable<RunTimer> BeforeKickOff(RunState s, Scene scene)
    {
        if (s.JudgedKickOff == s.KickOff)
        {
            yield break;
        }
        yield return New(s, TimerKind.KickOff, s.KickOff, "");
        foreach (var (kind, due, subject) in LookRules.Of(s, scene))
        {
            yield return New(s, kind, due, subject);
        }
        foreach (var (minutes, due) in Countdown.Of(s, scene.Now))
        {
            yield return New(s, TimerKind.Countdown, due, Countdown.Subject(minutes));
        }
        foreach (var phase in scene.Plan.Phases.Where(p => p.Start.Kind == PhaseStartKind.Clock))
        {
            if (s.PhaseOf(phase.Id).Status == PhaseStatus.Pending)
            {
                yield return New(s, TimerKind.PhaseDue, DueOf(phase, s, scene), phase.Id);
            }
        }
    }

    /// <summary>When a phase with a clock time begins: the last such time before kick-off.</summary>
    public static DateTimeOffset DueOf(Phase phase, RunState s, Scene scene) =>
        WindowClock.LastBefore(s.KickOff, phase.Start.At!.Value, scene.Zone);

    private static IEnumerable<RunTimer> Night(RunState s, Scene scene)
    {
        if (!s.WindowIsClosed)
        {
            yield return New(s, TimerKind.WindowCloses, s.WindowCloses, "");
        }
        if (!s.TimersDone.Contains("rollback-warning") && s.Status is RunStatus.Running or RunStatus.Paused
            && !Facts.PassedNoReturn(s, scene.Plan))
        {
            yield return New(s, TimerKind.RollbackWarning, SafeRollback.Until(s, scene) - RollbackWarningAhead, "");
        }
        else if (!s.TimersDone.Contains("rollback-unsafe") && s.Status is RunStatus.Running or RunStatus.Paused
            && s.PausedFrom != RunStatus.RollingBack && !Facts.PassedNoReturn(s, scene.Plan))
        {
            yield return New(s, TimerKind.RollbackUnsafe, SafeRollback.Until(s, scene), "");
        }
        foreach (var gate in s.Gates.Values.Where(g => g.Side is null && g.Opened.Until is not null))
        {
            yield return New(s, TimerKind.GateExpires, gate.Opened.Until!.Value, gate.Opened.Phase);
        }
    }

    private static IEnumerable<RunTimer> StepTimers(RunState s, Scene scene)
    {
        foreach (var step in s.InFlight.Where(x => x.Host is null || !s.TakenOver.ContainsKey(x.Host)))
        {
            var planned = Facts.StepOf(scene.Plan, step.Name);
            if (planned?.Kind == StepKind.Wait)
            {
                yield return New(s, TimerKind.WaitOver, step.StartedAt!.Value + planned.WaitFor!.Value, step.Name);
            }
            else if (step.Due is { } due && (step.Flags & (StepFlags.Overdue | StepFlags.TimedOut)) == 0)
            {
                var asked = s.ResumedAt >= step.StartedAt ? s.ResumedAt.Value + AskFirst : due;
                yield return New(s, TimerKind.StepDue, asked > due ? asked : due, step.Name) with { Id = $"step-due:{s.Id}:{step.Name}:{step.Attempt}" };
            }
        }
    }

    /// <summary>What the plan proposed waits as long as it is true; names on a permit wait until kick-off.</summary>
    private static IEnumerable<RunTimer> Proposals(RunState s, Scene scene) =>
        s.Proposals.Where(p => p.Value.Names.Count > 0 && p.Key != FoldDecisions.GoKey)
            .Select(p => New(s, TimerKind.ProposalExpires, p.Value.At + DecisionKinds.QuorumOf(p.Key, s, scene.Plan).Holds, p.Key));

    private static RunTimer New(RunState s, TimerKind kind, DateTimeOffset due, string subject) => new(
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{s.Id}:{subject}:{due.UtcDateTime:yyyy-MM-ddTHH:mm:ss}"),
        kind, due, subject);
}
