using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// A set of snapshots over stopped services is whole or it is nothing. When a member fails, services start again by the steps of the way back
/// that the pack names, and people decide; a new set has a new id and begins with a new stop.
/// </summary>
public static class VoidSetRules
{
    /// <summary>Cause of the pause when services run again.</summary>
    public const string Cause = "void-set";

    /// <summary>What makes the set void; null where this failure does not, or the pack does not say how services start.</summary>
    internal static SetVoided? VoidedBy(RunState s, StepState state, string reason, Scene scene)
    {
        if (s.OpenVoid is not null || ShadowRules.Is(s) || s.Status is not (RunStatus.Running or RunStatus.Paused) || s is { Status: RunStatus.Paused, PausedFrom: RunStatus.RollingBack }
            || Facts.StepOf(scene.Plan, state.Name) is not { Kind: StepKind.Snapshot, Script: "create" or "verify" } step)
        {
            return null;
        }
        var night = scene.Plan.Phases.Where(p => !p.BeginsBeforeKickOff).TakeWhile(p => p.Id != state.Phase).Append(scene.Plan.PhaseOf(state.Phase)).ToList();
        var again = night.SelectMany(p => p.Steps.Select(x => (Phase: p.Id, Step: x)))
            .SkipWhile(x => !Is(x.Step, scene.Pack?.Stops)).ToList();
        var starts = Starts(scene);
        return starts.Count == 0 || again.Count == 0 || again.Any(x => x.Step.Kind == StepKind.Install) || night[^1].BeginsBeforeKickOff
            ? null
            : new SetVoided(
                state.Phase, NameOf(s, step, state.Phase), SetIds.Of(s.Id, step, state.Phase), state.Name, reason, [.. starts.Select(x => x.Id)],
                [.. again.Select(x => x.Step.Id)], [.. again.Select(x => x.Phase).Distinct()]);
    }

    /// <summary>A person wants a new set. It is taken once services run again, from where they stop.</summary>
    internal static Decision Again(RunState s, Retry c, VoidSet voided)
    {
        if (c.Step.Length > 0 && !s.Steps.Values.Any(x => voided.Covers(x) && (x.Name == c.Step || x.Host == c.Step)))
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "failed-step:"));
        }
        if (s.WindowIsClosed)
        {
            return Run.No(RefusalCodes.WindowClosed);
        }
        if (s.Pause?.Cause != Cause)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "services-again:"));
        }
        if (s.InFlight.FirstOrDefault(voided.Covers) is { } member) // one that was lost and found again would pass for a member of the new set
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "ended:" + member.Name));
        }
        return c.Seen is { } seen && seen.Seq < s.Pause.Seq ? Run.No(RefusalCodes.Stale, ("command", c.Word))
            : !s.TakenOver.IsEmpty ? Run.No(RefusalCodes.NotReady, ("missing", string.Join(',', s.TakenOver.Keys.Order(StringComparer.Ordinal).Select(h => "giveback:" + h))))
            : Run.Yes(new SetAgain(voided.Fact.Set), new RunResumed());
    }

    /// <summary>Services start also when the window has closed meanwhile: that is no work of the night, it ends what was begun.</summary>
    internal static bool MayStart(RunState s) => s.OpenVoid is not null && (s.Status == RunStatus.Running || s is { Status: RunStatus.Paused, Pause.Cause: "window" });

    /// <summary>Nothing else begins before this step has started its services.</summary>
    internal static bool IsAwaited(RunState s, StepState step) => s.OpenVoid?.IsStart(step.Name) == true && MayStart(s);

    /// <summary>Steps that start services while the set is void.</summary>
    internal static IReadOnlyList<Step> Starts(Scene scene) => [.. scene.Plan.Rollback.Steps.Where(x => Is(x, scene.Pack?.Starts))];

    /// <summary>The plan with the ids that sets have now. May be called with a plan that has them already.</summary>
    public static Plan PlanOf(RunState s, Plan plan) => s.VoidSets.IsEmpty ? plan : plan with
    {
        Phases = [.. plan.Phases.Select(p => With(s, p))],
        Rollback = With(s, plan.Rollback),
    };

    private static Phase With(RunState s, Phase phase) => phase with { Steps = [.. phase.Steps.Select(x => With(s, phase.Id, x))] };

    private static Step With(RunState s, string phase, Step step)
    {
        if (!step.With.ContainsKey("set") && step.Kind != StepKind.Snapshot)
        {
            return step;
        }
        var name = NameOf(s, step, phase);
        var voided = s.VoidSets.Count(v => v.Fact.Name == name);
        return voided == 0 ? step : step with
        {
            With = new Dictionary<string, string>(step.With) { ["set"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{voided + 1}") },
        };
    }

    /// <summary>Name of the set as the plan's file has it.</summary>
    internal static string NameOf(RunState s, Step step, string phase)
    {
        var now = step.With.TryGetValue("set", out var set) ? set : phase;
        return s.VoidSets.Select(v => v.Fact.Name).FirstOrDefault(n =>
            now.StartsWith(n + "-", StringComparison.Ordinal) && int.TryParse(now.AsSpan(n.Length + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)) ?? now;
    }

    private static bool Is(Step step, IReadOnlyList<string>? scripts) => step.Script is { } script && scripts?.Contains(script) == true;
}
