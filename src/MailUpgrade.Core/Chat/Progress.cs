using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat;

/// <summary>Where a run stands against its plan. Pure.</summary>
public static class Progress
{
    /// <summary>The phase that people talk about now: one that runs before kick-off, the night's current one, or the way back.</summary>
    public static Phase? Current(RunState s, Plan plan) =>
        s.HasEnded ? null
        : IsWayBack(s) ? plan.Rollback
        : s.HasKickedOff ? NextWork.Current(s, plan)
        : plan.Phases.Where(p => p.BeginsBeforeKickOff).LastOrDefault(
            p => s.PhaseOf(p.Id) is { Status: PhaseStatus.Running } or { Status: PhaseStatus.Failed, EndedAt: null });

    /// <summary>The cluster goes back, or waits on its way back.</summary>
    public static bool IsWayBack(RunState s) =>
        s.Status == RunStatus.RollingBack || (s.Status == RunStatus.Paused && s.PausedFrom == RunStatus.RollingBack);

    /// <summary>Steps of a phase over all its hosts: decided ones, and all.</summary>
    public static (int Done, int Total) Steps(RunState s, Scene scene, Phase phase)
    {
        var all = Names(scene, phase).Select(s.StepOf).ToList();
        var done = s.PhaseOf(phase.Id).Status == PhaseStatus.Succeeded ? all.Count
            : all.Count(x => x.Status is StepStatus.Succeeded or StepStatus.Skipped && x.Phase == phase.Id);
        return (done, all.Count);
    }

    /// <summary>Names of the steps of a phase on their hosts, in order.</summary>
    public static IEnumerable<string> Names(Scene scene, Phase phase) =>
        phase.Steps.SelectMany(step => scene.HostsOf(step).Select(step.NameOn));

    /// <summary>How far the night is behind its plan, negative when ahead; null before kick-off, on the way back and after the end.</summary>
    public static TimeSpan? BehindPlan(RunState s, Scene scene)
    {
        if (!s.HasKickedOff || s.HasEnded || IsWayBack(s) || NextWork.Current(s, scene.Plan) is not { } phase)
        {
            return null;
        }
        var planned = PlannedTimes.Of(scene.Plan, s.KickOff, scene.Zone).First(t => t.Phase == phase.Id);
        if (s.PhaseOf(phase.Id).StartedAt is not { } started)
        {
            return scene.Now - planned.Start;
        }
        var over = scene.Now - (started + phase.Planned);
        return started - planned.Start + (over > TimeSpan.Zero ? over : TimeSpan.Zero);
    }

    /// <summary>Latest safe moment to decide a rollback; null where it is no question (not begun, doors open, on the way back, ended).</summary>
    public static DateTimeOffset? RollbackSafeUntil(RunState s, Scene scene) =>
        !s.HasKickedOff || s.HasEnded || IsWayBack(s) || Facts.PassedNoReturn(s, scene.Plan)
            ? null : SafeRollback.Until(s, scene);

    /// <summary>Hosts of steps in short, or step ids where there is none, or where the bot's own machine works for all of them.</summary>
    public static string Target(StepState step) => step.Host is null or HostSelector.Bot ? step.Name.Split('/')[0] : step.Host;
}
