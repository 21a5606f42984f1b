using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>Who holds which role, hosts in people's hands, added steps, the client's list: in the fold.</summary>
internal static class FoldPeople
{
    public static RunState Apply(RunState s, Recorded r) => r.Event switch
    {
        HandoverOffered e => s with { Offer = new Offer(e.Role, r.Actor, e.To, r.Seq) },
        HandoverTaken e => Decided(s with
        {
            Offer = null,
            RoleChanges = s.RoleChanges.Add(new RoleChange(e.From, null, null, e.Role)).Add(new RoleChange(r.Actor, null, e.Role, null)),
        }),
        RolesChanged e => Decided(s with
        {
            Offer = s.Offer?.From == e.Person ? null : s.Offer,
            RoleChanges = s.RoleChanges.Add(new RoleChange(e.Person, e.Roles, null, null)),
            Proposals = s.Proposals.RemoveRange(s.Proposals.Keys.Where(k => k.StartsWith($"role {e.Person} ", StringComparison.Ordinal))),
        }),
        GlassBroken e => Decided(s with
        {
            Glass = s.Glass.Add(e),
            RoleChanges = s.RoleChanges.AddRange(e.By.Select(p => new RoleChange(p, null, e.Role, null))),
            Proposals = s.Proposals.Remove("breakglass " + e.Role),
        }),
        HostTakenOver e => Decided(s with { TakenOver = s.TakenOver.SetItem(e.Host, Fold.Word(r, e.Reason)), Sessions = s.Sessions.Remove(e.Host) }),
        SessionNoted e => s with { Sessions = s.Sessions.SetItem(e.Host, e) },
        HostGivenBack e => Decided(GivenBack(s, r, e)),
        PlanAmended e => Decided(s with
        {
            Amendments = s.Amendments.Add(e),
            Proposals = s.Proposals.RemoveRange(s.Proposals.Keys.Where(k => k.StartsWith("amend ", StringComparison.Ordinal) && k.EndsWith(e.Command, StringComparison.Ordinal))),
        }),
        ItemChecked e => s with { Items = s.Items.SetItem(e.Item, new ItemState(e.Ok, e.Remark, r.Actor)) },
        FileKept e => s with { Files = s.Files.Add(e) },
        _ => s,
    };

    private static RunState GivenBack(RunState s, Recorded r, HostGivenBack e)
    {
        // What runs there is asked before its time-out is judged, as after a restart.
        var next = s with { TakenOver = s.TakenOver.Remove(e.Host), ResumedAt = r.At };
        foreach (var name in e.Steps)
        {
            next = FoldDecisions.Again(next, name, "verify");
        }
        return next;
    }

    private static RunState Decided(RunState s) => s with { DecisionsTaken = s.DecisionsTaken + 1 };
}
