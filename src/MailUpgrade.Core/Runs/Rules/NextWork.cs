using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>What the plan says comes next. The only place that knows the order of work.</summary>
public static class NextWork
{
    /// <summary>Everything that may begin now; empty while something is in flight, awaited or paused.</summary>
    public static IReadOnlyList<Work> Of(RunState s, Scene scene) => s.Status switch
    {
        RunStatus.Planned or RunStatus.Waiting => BeforeKickOff(s, scene),
        _ when s.OpenVoid is { } voided && VoidSetRules.MayStart(s) => StartAgain(s, scene, voided),
        RunStatus.Running => Night(s, scene),
        RunStatus.Paused when s.HasKickedOff => Decided(s, scene),
        RunStatus.RollingBack => WayBack(s, scene),
        _ => [],
    };

    private static IReadOnlyList<Work> BeforeKickOff(RunState s, Scene scene) =>
        [.. scene.Plan.Phases.Where(p => p.BeginsBeforeKickOff && IsOpen(s.PhaseOf(p.Id)))
            .SelectMany(p => InPhase(s, scene, p))];

    private static IReadOnlyList<Work> Night(RunState s, Scene scene)
    {
        var phase = Current(s, scene.Plan);
        if (phase is null)
        {
            return [new Work.EndRun(s.Mode == "production" ? "signed-off" : "completed")];
        }
        if (IsOpen(s.PhaseOf(phase.Id)))
        {
            return InPhase(s, scene, phase);
        }
        var gate = s.Gates.GetValueOrDefault(phase.Id);
        return phase.Gate is null || ShadowRules.Is(s) || gate?.Side == "go" ? [new Work.StartPhase(phase.Id)]
            : gate is null || gate.Side is not null ? [new Work.OpenGate(phase.Id)]
            : [];
    }

    /// <summary>While paused only what a person has decided begins.</summary>
    private static IReadOnlyList<Work> Decided(RunState s, Scene scene)
    {
        var phase = s.PausedFrom == RunStatus.RollingBack ? scene.Plan.Rollback : Current(s, scene.Plan);
        return phase is null || !IsOpen(s.PhaseOf(phase.Id)) ? []
            : [.. (s.OpenVoid is null ? phase.Steps : VoidSetRules.Starts(scene)).SelectMany(step => Instances(s, scene, step))
                .Where(i => i.State is { Status: StepStatus.Pending, Attempt: > 0, Anew: false } && !IsTaken(s, i.Host))
                .Select(i => Start(s, phase, i))];
    }

    /// <summary>Services start again once the other members of the void set have come to their end; then people decide.</summary>
    private static IReadOnlyList<Work> StartAgain(RunState s, Scene scene, VoidSet voided)
    {
        if (s.InFlight.Any(x => voided.Covers(x)))
        {
            return [];
        }
        var work = InPhase(s, scene, scene.Plan.PhaseOf(voided.Fact.Phase) with { Steps = VoidSetRules.Starts(scene) });
        return work is [Work.EndPhase] ? [new Work.HoldVoid(voided.Fact.Set)] : work;
    }

    private static IReadOnlyList<Work> WayBack(RunState s, Scene scene)
    {
        var phase = scene.Plan.Rollback;
        var state = s.PhaseOf(phase.Id);
        return state.Status switch
        {
            PhaseStatus.Pending => s.InFlight.Any(x => !Facts.OnlyWaits(x, scene.Plan)) ? [] : [new Work.StartPhase(phase.Id)],
            PhaseStatus.Succeeded => [new Work.EndRun("rolled-back")],
            _ => InPhase(s, scene, phase),
        };
    }

    /// <summary>The phase the night is in, or comes to next; null when all are done.</summary>
    public static Phase? Current(RunState s, Plan plan) => plan.Phases.FirstOrDefault(
        p => !p.BeginsBeforeKickOff && s.PhaseOf(p.Id).Status is not (PhaseStatus.Succeeded or PhaseStatus.Skipped));

    private static IReadOnlyList<Work> InPhase(RunState s, Scene scene, Phase phase)
    {
        var failed = false;
        foreach (var step in phase.Steps.Where(step => !IsMoot(s, step)))
        {
            // A host that was left out takes no part any more; the way back takes the whole cluster.
            var instances = Instances(s, scene, step).Where(i => phase == scene.Plan.Rollback || i.Host is null || !s.LeftOut.Contains(i.Host)).ToList();
            var bad = instances.Any(i => i.State.Status is StepStatus.Failed or StepStatus.Unknown);
            if (bad && !phase.BeginsBeforeKickOff)
            {
                return [];
            }
            if (failed && step.Kind != StepKind.Check)
            {
                break;
            }
            var running = instances.Count(i => i.State.Status == StepStatus.Running);
            var pending = instances.Where(i => i.State.Status == StepStatus.Pending).ToList();
            if (running + pending.Count > 0)
            {
                return LateNode.Filter(
                    s, scene, phase, [.. InOrder(s, step, instances, pending, running).Select(i => Start(s, phase, i))], running > 0);
            }
            failed |= bad;
        }
        return [new Work.EndPhase(phase.Id, failed ? "failed" : "succeeded")];
    }

    private static IEnumerable<Instance> InOrder(
        RunState s, Step step, IReadOnlyList<Instance> all, IReadOnlyList<Instance> pending, int running)
    {
        var canary = all.FirstOrDefault(i => i.Host == step.Order.Canary);
        if (step.Order.Canary is not null && canary?.State.Status is StepStatus.Pending or StepStatus.Running)
        {
            return canary.State.Status == StepStatus.Pending && !IsTaken(s, canary.Host) ? [canary] : [];
        }
        return pending.Where(i => !IsTaken(s, i.Host)).Take(Math.Max(0, step.Order.AtOnce - running));
    }

    /// <summary>Nothing begins on a host that is in a person's hands.</summary>
    private static bool IsTaken(RunState s, string? host) => host is not null && s.TakenOver.ContainsKey(host);

    /// <summary>A step that needs something the run never made has nothing to do.</summary>
    private static bool IsMoot(RunState s, Step step) =>
        step.With.TryGetValue("needs", out var needed) && !s.Evidence.ContainsKey(needed) && !s.Samples.ContainsKey(needed);

    private static bool IsOpen(PhaseState phase) =>
        phase.Status == PhaseStatus.Running || (phase.Status == PhaseStatus.Failed && phase.EndedAt is null);

    private static IReadOnlyList<Instance> Instances(RunState s, Scene scene, Step step) =>
        [.. scene.HostsOf(step).Select(h => new Instance(step.NameOn(h), h, s.StepOf(step.NameOn(h))))];

    private static Work.StartStep Start(RunState s, Phase phase, Instance i) =>
        new Work.StartStep(i.Name, phase.Id, i.Host, i.State.Attempt + 1, ShadowRules.Is(s) ? ShadowRules.Watch : i.State.How);

    private sealed record Instance(string Name, string? Host, StepState State);
}
