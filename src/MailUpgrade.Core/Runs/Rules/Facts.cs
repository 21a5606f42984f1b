using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Small truths that several rules and views need.</summary>
public static class Facts
{
    /// <summary>The point of no return has begun.</summary>
    public static bool PassedNoReturn(RunState s, Plan plan) =>
        plan.Phases.Any(p => p.IsPointOfNoReturn && s.PhaseOf(p.Id).Status != PhaseStatus.Pending);

    /// <summary>Somebody proposed to go back after the point of no return, and what that would lose is not counted since.</summary>
    public static bool LossIsAwaited(RunState s, Scene scene) =>
        PassedNoReturn(s, scene.Plan) && Engine.LossCounter.StepOf(scene.Plan) is not null
        && s.Proposals.TryGetValue("rollback", out var open) && s.LossSeq < open.Seq;

    /// <summary>Hosts of which somebody proposed or decided to go on without them, and what that means is not counted since.</summary>
    public static IEnumerable<string> LeftOutAwaited(RunState s) =>
        s.Proposals.Where(p => p.Key.StartsWith("without ", StringComparison.Ordinal)).Select(p => (Host: p.Key[8..], p.Value.Seq))
            .Where(p => !s.LeftOutCounts.TryGetValue(p.Host, out var last) || last.Seq < p.Seq).Select(p => p.Host)
            .Concat(s.LeftOut.Where(h => !s.LeftOutCounts.ContainsKey(h)));

    /// <summary>The plan's step behind a step name, or null.</summary>
    public static Step? StepOf(Plan plan, string name)
    {
        var id = name.Split('/', 2)[0];
        return plan.Phases.Append(plan.Rollback).SelectMany(p => p.Steps).FirstOrDefault(x => x.Id == id);
    }

    /// <summary>Id of the phase that a step belongs to.</summary>
    public static string PhaseOf(Plan plan, string name)
    {
        var id = name.Split('/', 2)[0];
        return plan.Phases.Append(plan.Rollback).First(p => p.Steps.Any(x => x.Id == id)).Id;
    }

    /// <summary>Nothing may kill this running step now.</summary>
    public static bool IsLocked(StepState state, Step? step) =>
        step?.Uninterruptible.Always == true || state.Flags.HasFlag(StepFlags.Locked);

    /// <summary>The ask step that waits for an answer, or null.</summary>
    public static StepState? OpenAsk(RunState s, Plan plan) =>
        s.Status == RunStatus.RollingBack || s.PausedFrom == RunStatus.RollingBack ? null // nobody is asked any more
        : s.InFlight.FirstOrDefault(x => StepOf(plan, x.Name)?.Kind == StepKind.Ask);

    /// <summary>A step that only waits, for people or for a time, touches no host: nothing need wait for its end.</summary>
    public static bool OnlyWaits(StepState step, Plan plan) => StepOf(plan, step.Name)?.Kind is StepKind.Ask or StepKind.Wait;

    /// <summary>A person or role is needed before anything can go on.</summary>
    public static bool SomebodyIsAwaited(RunState s, Plan plan) =>
        s.Status == RunStatus.Planned || s.Status == RunStatus.Paused || s.Undecided.Count > 0
        || !s.TakenOver.IsEmpty || s.Gates.Values.Any(g => g.Side is null) || OpenAsk(s, plan) is not null
        || s.InFlight.Any(x => x.Prompt is { Known: false });

    /// <summary>Its timer is due and will be handled in a moment.</summary>
    private static bool IsJustDue(Phase phase, RunState s, Scene scene) =>
        s.JudgedKickOff != s.KickOff && scene.Now <= Timers.DueOf(phase, s, scene) + scene.Plan.StartGrace;

    /// <summary>
    /// What still stands against a start, as tokens <c>kind:subject</c>: <c>phase:precheck</c>, <c>ready:</c>, <c>issue:3</c>, <c>rehearsal:</c>.
    /// </summary>
    /// <param name="s">State.</param>
    /// <param name="scene">Surroundings.</param>
    /// <param name="all">True at the instant itself: what was due later is due now.</param>
    public static IReadOnlyList<string> Missing(RunState s, Scene scene, bool all)
    {
        var missing = new List<string>();
        foreach (var phase in scene.Plan.Phases.Where(p => p.BeginsBeforeKickOff))
        {
            var due = all || phase.Start.Kind == PhaseStartKind.Command || Timers.DueOf(phase, s, scene) <= scene.Now;
            var state = s.PhaseOf(phase.Id).Status;
            var onItsWay = !all && phase.Start.Kind == PhaseStartKind.Clock
                && (state == PhaseStatus.Running || (state == PhaseStatus.Pending && IsJustDue(phase, s, scene)));
            if (due && state is not (PhaseStatus.Succeeded or PhaseStatus.Skipped) && !onItsWay)
            {
                missing.Add("phase:" + phase.Id);
            }
        }
        missing.AddRange(s.Issues.Where(i => i.IsOpen && i.Blocking).Select(i => $"issue:{i.Number}"));
        missing.AddRange(LookRules.Missing(s, scene, all));
        if (s.Mode == "production" && !scene.RehearsalPassed)
        {
            missing.Add("rehearsal:");
        }
        if (s.Mode == "production" && scene.Channels.Count > 0)
        {
            missing.AddRange(Quorums.Of(scene.Plan, Quorums.Permit).Seats.Where(seat => !scene.Team.People.Any(p => seat.Roles.Any(p.Roles.Contains) && scene.IsBound(p)))
                .Select(seat => "bound:" + seat.Roles[0]).Distinct());
        }
        return missing;
    }
}
