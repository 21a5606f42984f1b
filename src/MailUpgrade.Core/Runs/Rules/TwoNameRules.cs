using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Decisions that need two names, and giving up.</summary>
internal static class TwoNameRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene) => c switch
    {
        Skip skip => Skip(s, skip, scene),
        Rollback back => Rollback(s, back, scene),
        Abort abort => Abort(s, abort, scene),
        _ => new Decision.Ignored(),
    };

    private static Decision Skip(RunState s, Skip c, Scene scene)
    {
        if (RepairRules.Meant(s, c.Step, out var refusal) is not { } step)
        {
            return refusal!;
        }
        if (Facts.StepOf(scene.Plan, step.Name)?.Skip is not { } rule)
        {
            return Run.No(RefusalCodes.NotSkippable, ("step", step.Name));
        }
        if (IsStale(c, step))
        {
            return Run.No(RefusalCodes.Stale, ("command", c.Word));
        }
        return Votes.Cast(s, scene, c, new Ballot("skip " + step.Name, Quorums.Skip, c.Reason), reason =>
        [
            new SkipDecided(step.Name, reason, rule.Consequence.En),
            new IssueOpened(s.Issues.Count + 1, $"Left out: {step.Name}. {rule.Consequence.En}", false, step.Name),
            .. RepairRules.GoOnAfter(s, step),
        ]);
    }

    private static Decision Rollback(RunState s, Rollback c, Scene scene)
    {
        if (!s.HasKickedOff)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "kick-off:"));
        }
        if (s.Status == RunStatus.RollingBack || s.PausedFrom == RunStatus.RollingBack)
        {
            return Run.No(RefusalCodes.AlreadyDecided, ("command", "rollback"), ("by", ""));
        }
        if (!s.TakenOver.IsEmpty)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", string.Join(',', s.TakenOver.Keys.Order(StringComparer.Ordinal).Select(h => "giveback:" + h))));
        }
        if (Facts.LossIsAwaited(s, scene) && s.Proposals["rollback"].Names.Count > 0)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "loss:"));
        }
        return Votes.Cast(
            s, scene, c, new Ballot("rollback", Facts.PassedNoReturn(s, scene.Plan) ? Quorums.LateRollback : Quorums.Rollback, c.Reason),
            reason => [new RollbackDecided(reason)]);
    }

    private static Decision Abort(RunState s, Abort c, Scene scene)
    {
        var locked = s.InFlight.FirstOrDefault(x => Facts.IsLocked(x, Facts.StepOf(scene.Plan, x.Name)));
        return locked is not null
            ? Run.No(RefusalCodes.Uninterruptible, ("step", locked.Name))
            : Run.Yes(new AbortDecided(c.Reason), new RunEnded("aborted"));
    }

    /// <summary>A button of an earlier attempt does not leave out the next one.</summary>
    private static bool IsStale(PersonCommand c, StepState step) => c.Seen is { } seen && seen.Seq < step.EndedSeq;
}
