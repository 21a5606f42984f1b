using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Handover, roles and break-glass: who holds the keyboard, who commands, who stands in.</summary>
internal static class PeopleRules
{
    /// <summary>Roles that can be handed over, in the order in which a person's is looked for.</summary>
    private static readonly IReadOnlyList<string> Handed = [TeamRoles.Executor, TeamRoles.Supervisor, TeamRoles.ClientIt];

    public static Decision Decide(RunState s, PersonCommand c, Scene scene) => c switch
    {
        Handover handover => Hand(s, handover, scene),
        Take => TakeOffer(s, c, scene),
        ChangeRole change => Change(s, change, scene),
        BreakGlass glass => Break(s, glass, scene),
        _ => new Decision.Ignored(),
    };

    /// <summary>Whether a person holds a role now or gave it away by a handover in this run.</summary>
    private static bool IsOfRole(RunState s, Person person, string role) =>
        person.Roles.Contains(role) || s.RoleChanges.Any(c => c.Person == person.Id && c.Taken == role);

    private static Decision Hand(RunState s, Handover c, Scene scene)
    {
        var role = Handed.First(scene.Team.Find(c.Actor)!.Roles.Contains);
        if (scene.Team.Find(c.To) is not { } to)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-such-person"), ("people", People(scene, c.Actor)));
        }
        return to.Id == c.Actor || !IsOfRole(s, to, role)
            ? Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "not-of-the-role"), ("person", to.Id), ("role", role))
            : Run.Yes(new HandoverOffered(role, to.Id));
    }

    private static Decision TakeOffer(RunState s, PersonCommand c, Scene scene)
    {
        if (s.Offer is not { } offer)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "handover:"));
        }
        if (offer.To != c.Actor)
        {
            return Run.No(RefusalCodes.NotAllowed, ("command", c.Word), ("people", offer.To));
        }
        return scene.Team.Find(offer.From)?.Roles.Contains(offer.Role) != true || (c.Seen is { } seen && seen.Seq < offer.Seq)
            ? Run.No(RefusalCodes.Stale, ("command", c.Word))
            : Run.Yes(new HandoverTaken(offer.Role, offer.From));
    }

    private static Decision Change(RunState s, ChangeRole c, Scene scene)
    {
        if (scene.Team.Find(c.Person) is not { } person)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-such-person"), ("people", People(scene, "")));
        }
        if (c.Roles.Count == 0 || c.Roles.Any(r => !TeamRoles.All.Contains(r)))
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-such-role"));
        }
        if (c.Roles.Contains(TeamRoles.Executor) && c.Roles.Any(r => r is TeamRoles.Supervisor or TeamRoles.ClientIt))
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "asks-and-approves"));
        }
        var lost = person.Roles.Where(r => r is TeamRoles.Executor or TeamRoles.Supervisor && !c.Roles.Contains(r) && scene.Team.Holding(r).Count == 1).ToList();
        if (lost.Count > 0)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "last-of-the-role"), ("person", person.Id), ("role", lost[0]));
        }
        var line = $"role {person.Id} {string.Join(',', c.Roles)}";
        return Votes.Cast(s, scene, c, new Ballot(line, Quorums.Role, c.Reason), reason => [new RolesChanged(person.Id, c.Roles, reason)]);
    }

    private static Decision Break(RunState s, BreakGlass c, Scene scene)
    {
        var role = c.Role.Length > 0 ? c.Role : scene.Plan.BreakGlass is [var first, ..] ? first : TeamRoles.Supervisor;
        var line = "breakglass " + role;
        if (!scene.Plan.BreakGlass.Contains(role))
        {
            return Run.No(RefusalCodes.NotAllowed, ("command", c.Word), ("why", "plan"), ("role", role));
        }
        var open = s.Proposals.GetValueOrDefault(line);
        if (open is null && c.Reason.Length == 0)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-reason"));
        }
        if (scene.Team.Find(c.Actor)!.Roles.Contains(role))
        {
            return Run.No(RefusalCodes.NotAllowed, ("command", c.Word), ("why", "holder"), ("role", role));
        }
        return Votes.Cast(s, scene, c, new Ballot(line, Quorums.BreakGlass, c.Reason), _ =>
            [new GlassBroken(role, [.. open?.Names ?? [], c.Actor], open?.Reason is { Length: > 0 } reason ? reason : c.Reason)]);
    }

    private static string People(Scene scene, string without) =>
        string.Join(',', scene.Team.People.Select(p => p.Id).Where(p => p != without));
}
