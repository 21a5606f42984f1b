using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>What happens when a timer is due. A timer that is early, or for something that has passed, does nothing.</summary>
internal static class TimerRules
{
    public static Decision Decide(RunState s, RunTimer timer, Scene scene)
    {
        if (scene.Now < timer.Due || !Timers.Of(s, scene).Contains(timer))
        {
            return new Decision.Ignored();
        }
        return timer.Kind switch
        {
            TimerKind.PhaseDue => Run.Yes(new PhaseStarted(timer.Subject)),
            TimerKind.KickOff => KickOff(s, scene),
            TimerKind.WindowCloses => WindowCloses(s, scene),
            TimerKind.StepDue => StepDue(s, timer.Subject, scene),
            TimerKind.WaitOver => Run.Yes(new StepEnded(
                timer.Subject, s.StepOf(timer.Subject).Attempt, "succeeded", "pass", null, "waited", false)),
            TimerKind.GateExpires => GateExpires(timer.Subject, scene),
            TimerKind.ProposalExpires => Run.Yes(new ProposalExpired(timer.Subject)),
            TimerKind.RollbackWarning => Run.Yes(
                new RollbackWarned(WindowClock.RollbackSafeUntil(s.WindowCloses, scene.Plan.Guidance))),
            _ => new Decision.Ignored(),
        };
    }

    /// <summary>Everything that the permit bound is looked at again: never early, never twice, never later than the grace.</summary>
    private static Decision KickOff(RunState s, Scene scene)
    {
        if (s.Status != RunStatus.Waiting || s.Permit is null)
        {
            return Run.Yes(new StartMissed(s.KickOff, false));
        }
        var permit = s.Permit.Binding;
        if (scene.Now > permit.Expires)
        {
            return Missed(s, RefusalCodes.MissedStart, $"the bot was not there from {s.KickOff:O} on");
        }
        if (scene.OnDisk is { } disk && (disk.Plan != permit.PlanHash || disk.Fleet != permit.FleetHash))
        {
            return Missed(s, RefusalCodes.PlanChanged, disk.Plan != permit.PlanHash ? "plan" : "fleet");
        }
        if (scene.FreezeOf(s.KickOff) is not null)
        {
            return Missed(s, RefusalCodes.FrozenDay, "");
        }
        var missing = Facts.Missing(s, scene, all: true);
        if (missing.Count > 0)
        {
            return Missed(s, RefusalCodes.NotReady, string.Join(',', missing));
        }
        return Run.Yes(new KickedOff(s.KickOff), new PhaseStarted(scene.Plan.KickOffPhase.Id));
    }

    private static Decision Missed(RunState s, string code, string detail) =>
        Run.Yes(new PermitVoided(code, detail), new StartMissed(s.KickOff, true));

    private static Decision WindowCloses(RunState s, Scene scene) =>
        s.Status == RunStatus.Running && !Facts.PassedNoReturn(s, scene.Plan)
            ? Run.Yes(new WindowClosed(), new RunPaused("window", null, ""))
            : Run.Yes(new WindowClosed());

    private static Decision StepDue(RunState s, string name, Scene scene)
    {
        var state = s.StepOf(name);
        return Facts.IsLocked(state, Facts.StepOf(scene.Plan, name))
            ? Run.Yes(new StepOverdue(name, state.Attempt))
            : Run.Yes(new StepTimedOut(name, state.Attempt));
    }

    private static Decision GateExpires(string phase, Scene scene)
    {
        var decided = new GateDecided(phase, "silence");
        return scene.Plan.PhaseOf(phase).Silence == SilenceRule.ProposeRollback
            ? Run.Yes(decided, new RunPaused("hold", null, "nobody decided in time"), new DecisionProposed("rollback", "nobody decided in time"))
            : Run.Yes(decided, new RunPaused("hold", null, "nobody decided in time"));
    }
}
