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
        var key = "skip " + step.Name;
        return Second(s, c, key, scene, [TeamRoles.Executor, TeamRoles.Supervisor]) switch
        {
            null => Run.Yes(new DecisionProposed(key, c.Reason)),
            Decision.Accepted => new Decision.Accepted(
            [
                new SkipDecided(step.Name, First(c.Reason, s.Proposals[key].Text), rule.Consequence.En),
                .. RepairRules.GoOnAfter(s, step),
            ]),
            { } no => no,
        };
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
        IReadOnlyList<string> needed = Facts.PassedNoReturn(s, scene.Plan)
            ? [TeamRoles.Supervisor, TeamRoles.ClientIt]
            : [TeamRoles.Executor, TeamRoles.Supervisor];
        if (!scene.Team.Find(c.Actor)!.Roles.Any(needed.Contains))
        {
            return Run.No(RefusalCodes.NotAllowed, ("command", "rollback"), ("who", string.Join(",", needed)));
        }
        return Second(s, c, "rollback", scene, needed) switch
        {
            null => Run.Yes(new DecisionProposed("rollback", c.Reason)),
            Decision.Accepted => Run.Yes(new RollbackDecided(First(c.Reason, s.Proposals["rollback"].Text))),
            { } no => no,
        };
    }

    private static Decision Abort(RunState s, Abort c, Scene scene)
    {
        var locked = s.InFlight.FirstOrDefault(x => Facts.IsLocked(x, Facts.StepOf(scene.Plan, x.Name)));
        return locked is not null
            ? Run.No(RefusalCodes.Uninterruptible, ("step", locked.Name))
            : Run.Yes(new AbortDecided(c.Reason), new RunEnded("aborted"));
    }

    /// <summary>Null: this is the first name. Accepted: both names stand. Otherwise the refusal.</summary>
    public static Decision? Second(RunState s, PersonCommand c, string key, Scene scene, IReadOnlyList<string> needed)
    {
        if (!s.Proposals.TryGetValue(key, out var first))
        {
            return null;
        }
        if (first.Who == c.Actor)
        {
            return Run.No(RefusalCodes.OwnRequest, ("command", c.Word), ("who", Other(scene, c.Actor, needed)));
        }
        var one = scene.Team.Find(first.Who)?.Roles ?? [];
        var two = scene.Team.Find(c.Actor)!.Roles;
        var approved = needed.Count == 2 && needed[0] == TeamRoles.Supervisor
            ? (one.Contains(needed[0]) && two.Contains(needed[1])) || (one.Contains(needed[1]) && two.Contains(needed[0]))
            : one.Contains(TeamRoles.Supervisor) || two.Contains(TeamRoles.Supervisor) || first.Who == RunCommand.Bot;
        return approved ? new Decision.Accepted([])
            : Run.No(RefusalCodes.NotAllowed, ("command", c.Word), ("who", Other(scene, first.Who, needed)));
    }

    private static string Other(Scene scene, string first, IReadOnlyList<string> needed)
    {
        var held = scene.Team.Find(first)?.Roles ?? [];
        return string.Join(",", needed.Where(r => !held.Contains(r)).DefaultIfEmpty(TeamRoles.Supervisor));
    }

    private static string First(string a, string b) => a.Length > 0 ? a : b;
}
