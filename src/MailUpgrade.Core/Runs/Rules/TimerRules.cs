using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>What happens when a timer is due. A timer that is early, or for something that has passed, does nothing.</summary>
internal static class TimerRules
{
    public static Decision Decide(RunState s, RunTimer timer, Scene scene, Commands.Proof? proof = null)
    {
        if (scene.Now < timer.Due || !Timers.Of(s, scene).Contains(timer))
        {
            return new Decision.Ignored();
        }
        return timer.Kind switch
        {
            TimerKind.PhaseDue => Run.Yes(new PhaseStarted(timer.Subject)),
            TimerKind.KickOff => KickOff(s, scene, proof),
            TimerKind.WindowCloses => WindowCloses(s, scene),
            TimerKind.StepDue => StepDue(s, timer.Subject, scene),
            TimerKind.WaitOver => Run.Yes(new StepEnded(
                timer.Subject, s.StepOf(timer.Subject).Attempt, "succeeded", "pass", null, "waited", false)),
            TimerKind.GateExpires => GateExpires(timer.Subject, scene),
            TimerKind.ProposalExpires => Run.Yes(new ProposalExpired(timer.Subject)),
            TimerKind.RollbackWarning => Run.Yes(
                new RollbackWarned(SafeRollback.Until(s, scene))),
            TimerKind.RollbackUnsafe => Run.Yes(new RollbackUnsafe(timer.Due)),
            TimerKind.Countdown => Run.Yes(new CountdownTold(Countdown.Minutes(timer.Subject), Stands(s, scene))),
            _ => new Decision.Ignored(),
        };
    }

    /// <summary>Everything that the permit bound is looked at again: never early, never twice, never later than the grace.</summary>
    private static Decision KickOff(RunState s, Scene scene, Commands.Proof? proof)
    {
        if (ShadowRules.Is(s))
        {
            // Nothing of the bot's begins: it follows the night that people begin.
            return Run.Yes(new KickedOff(s.KickOff), new PhaseStarted(scene.Plan.KickOffPhase.Id));
        }
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
        IReadOnlyList<string> missing = [.. Facts.Missing(s, scene, all: true), .. Lost(proof)];
        if (missing.Count > 0)
        {
            return Missed(s, RefusalCodes.NotReady, string.Join(',', missing));
        }
        return new Decision.Accepted([new KickedOff(s.KickOff), .. Confirmed(proof), .. Rehearsed(s, scene), new PhaseStarted(scene.Plan.KickOffPhase.Id)]);
    }

    private static IEnumerable<RunEvent> Confirmed(Commands.Proof? proof) =>
        proof is { There.Count: > 0 } ? [new ProofConfirmed(proof.There)] : [];

    /// <summary>Evidence that was recorded and is not there any more: the first hosts by name, the others by their number.</summary>
    private static IEnumerable<string> Lost(Commands.Proof? proof)
    {
        const int Named = 4;
        var lost = proof?.Lost ?? [];
        return lost.Take(Named).Concat(lost.Count > Named ? [$"and {lost.Count - Named} more"] : []).Select(x => "proof:" + x.Replace(',', ' '));
    }

    private static IEnumerable<RunEvent> Rehearsed(RunState s, Scene scene)
    {
        var measured = Measured.Of(scene.Book, s.PlanHash);
        if (measured.Rehearsals > 0)
        {
            yield return new RehearsalsBound(
                measured.Rehearsals,
                scene.Plan.Phases.Where(p => measured.Usual(p.Id) is not null)
                    .ToDictionary(p => p.Id, p => Math.Round(measured.Usual(p.Id)!.Value.TotalMinutes, 1)));
        }
    }

    private static Decision Missed(RunState s, string code, string detail) =>
        Run.Yes(new PermitVoided(code, detail), new StartMissed(s.KickOff, true));

    /// <summary>What a start would lack: the permit too, and what is still due counts as on its way.</summary>
    private static IReadOnlyList<string> Stands(RunState s, Scene scene) =>
        [.. Facts.Missing(s, scene, all: false), .. s.Ready is null && s.Permit is null ? ["ready:"] : Array.Empty<string>()];

    private static Decision WindowCloses(RunState s, Scene scene) =>
        s.Status == RunStatus.Running && !Facts.PassedNoReturn(s, scene.Plan) && !ShadowRules.Is(s)
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
