using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// A node whose long run passes the latest safe rollback needs two names before it begins. Only measured lengths count: what was never
/// rehearsed is not held up by a guess. The agreement holds for the rest of the phase, so that tired people are asked once.
/// </summary>
public static class LateNode
{
    /// <summary>Key of the two-name decision.</summary>
    public const string Decision = "begin ";

    /// <summary>What may begin of what could; where only late nodes are left and nothing runs, the question to people.</summary>
    internal static IReadOnlyList<Work> Filter(RunState s, Scene scene, Phase phase, IReadOnlyList<Work.StartStep> next, bool othersRun)
    {
        var late = next.Where(w => IsLate(s, scene, phase, w)).ToList();
        return late.Count == 0 ? next
            : late.Count < next.Count || othersRun ? [.. next.Except(late)]
            : [new Work.HoldLate(phase.Id, late[0].Step)];
    }

    /// <summary>When a node begun now would be over, cautiously; null where nobody has measured it.</summary>
    public static DateTimeOffset? LongEnd(RunState s, Scene scene, string step) =>
        Measured.Of(scene.Book, s.PlanHash).LongStep(step) is { } length ? scene.Now + length : null;

    private static bool IsLate(RunState s, Scene scene, Phase phase, Work.StartStep work) =>
        s is { HasKickedOff: true, Status: RunStatus.Running } && work is { Attempt: 1, How: "start" } && !s.LateAgreed.Contains(phase.Id)
        && Facts.StepOf(scene.Plan, work.Step)?.Kind == StepKind.Install && !Facts.PassedNoReturn(s, scene.Plan)
        && LongEnd(s, scene, work.Step) > SafeRollback.Until(s, scene);
}
