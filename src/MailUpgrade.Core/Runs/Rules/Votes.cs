using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// Names on a decision. The others say or press the same command; one person is one name on whatever channel; the one who asked never
/// approves; a name that has waited too long counts no more.
/// </summary>
internal static class Votes
{
    /// <summary>Takes a person's name: a proposal while names are missing, the decision with the last one, otherwise a refusal.</summary>
    /// <param name="s">The run.</param>
    /// <param name="scene">Plan and team.</param>
    /// <param name="c">What the person said.</param>
    /// <param name="ballot">The decision.</param>
    /// <param name="taken">Makes its events from the reason: the last name's, or else the first that was given.</param>
    public static Decision Cast(RunState s, Scene scene, PersonCommand c, Ballot ballot, Func<string, IReadOnlyList<RunEvent>> taken)
    {
        var seats = ballot.Seats ?? Quorums.Of(scene.Plan, ballot.Quorum).Seats;
        var open = s.Proposals.GetValueOrDefault(ballot.Key);
        if (open is null && c.Seen is { } seen && s.Expired.TryGetValue(ballot.Key, out var ended) && seen.Seq < ended)
        {
            return Run.No(RefusalCodes.Expired, ("command", c.Word));
        }
        var names = NamesOf(scene, seats, ballot, open);
        if (names.Contains(c.Actor))
        {
            return Run.No(RefusalCodes.OwnRequest, ("command", c.Word), ("who", string.Join(',', Missing(scene, seats, names))));
        }
        if (!Seat.Fit(seats, RolesOf(scene, [.. names, c.Actor])))
        {
            return Run.No(RefusalCodes.NotAllowed, ("command", c.Word), ("who", string.Join(',', Missing(scene, seats, names))));
        }
        return names.Count + 1 < seats.Count
            ? Run.Yes(new DecisionProposed(ballot.Key, ballot.Reason))
            : new Decision.Accepted(taken(ballot.Reason.Length > 0 ? ballot.Reason : open?.Reason ?? ""));
    }

    /// <summary>Roles that can still give a name to an open decision.</summary>
    public static IReadOnlyList<string> Missing(RunState s, Scene scene, Ballot ballot)
    {
        var seats = ballot.Seats ?? Quorums.Of(scene.Plan, ballot.Quorum).Seats;
        return Missing(scene, seats, NamesOf(scene, seats, ballot, s.Proposals.GetValueOrDefault(ballot.Key)));
    }

    /// <summary>Names that stand; of a person who has lost the role since, the name counts no more.</summary>
    private static List<string> NamesOf(Scene scene, IReadOnlyList<Seat> seats, Ballot ballot, Proposal? open)
    {
        var names = new List<string>();
        foreach (var name in ballot.Already.Concat(open?.Names ?? []).Distinct())
        {
            if (Seat.Fit(seats, RolesOf(scene, [.. names, name])))
            {
                names.Add(name);
            }
        }
        return names;
    }

    private static IReadOnlyList<string> Missing(Scene scene, IReadOnlyList<Seat> seats, IReadOnlyList<string> names)
    {
        var held = RolesOf(scene, names);
        return [.. seats.SelectMany(x => x.Roles).Distinct().Where(role => Seat.Fit(seats, [.. held, [role]]))];
    }

    private static List<IReadOnlyList<string>> RolesOf(Scene scene, IReadOnlyList<string> names) =>
        [.. names.Select(n => scene.Team.Find(n)?.Roles ?? [])];
}
