namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Whether every decision that needs more than one name can be taken by the people who are there.</summary>
internal static class SeatRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope)
    {
        foreach (var (quorum, index) in scope.Plan.Decisions.Select((q, i) => (q, i)))
        {
            var path = $"decisions[{index}]";
            if (scope.Plan.Decisions.Take(index).Any(q => q.Decision == quorum.Decision))
            {
                yield return Plan(path, "decision-twice", $"'{quorum.Decision}' stands twice: keep one");
            }
            if (quorum.Seats.Count < 2)
            {
                yield return Plan($"{path}.names", "too-few-names", $"'{quorum.Decision}' needs two names or more, nobody decides it alone: write names: [executor, supervisor]");
            }
            foreach (var fault in Seats(scope, quorum.Seats, (code, text) => Plan($"{path}.names", code, $"'{quorum.Decision}': {text}")))
            {
                yield return fault;
            }
        }
        foreach (var at in scope.Phases.Where(p => p.Phase.Gate is { Seats.Count: > 1 }))
        {
            foreach (var fault in Seats(scope, at.Phase.Gate!.Seats, (code, text) => at.Fault("gate.names", code, text)))
            {
                yield return fault;
            }
        }
        foreach (var (role, index) in scope.Plan.BreakGlass.Select((r, i) => (r, i)).Where(r => !TeamRoles.All.Contains(r.r)))
        {
            yield return Plan($"break-glass[{index}]", "unknown-role", $"'{role}' is no role: write one of {string.Join(", ", TeamRoles.All)}");
        }
    }

    private static IEnumerable<PlanFault> Seats(LintScope scope, IReadOnlyList<Seat> seats, Func<string, string, PlanFault> fault)
    {
        var unknown = seats.SelectMany(s => s.Roles).Where(r => !TeamRoles.All.Contains(r)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            yield return fault("unknown-role", $"'{unknown[0]}' is no role: write {string.Join(", ", TeamRoles.All)}, two with | between them, or any");
        }
        else if (!CanSit(seats, scope.Team))
        {
            yield return fault("names-unheld", $"the team cannot take the seats {string.Join(", ", seats)} with different people: ask for fewer, or add people");
        }
    }

    /// <summary>Each seat finds a person of its own, looked at from the seats' side: people and seats change places.</summary>
    private static bool CanSit(IReadOnlyList<Seat> seats, Team team)
    {
        var people = team.People.Select((p, i) => new Seat(["p" + i])).ToList();
        return Seat.Fit(people, [.. seats.Select(s => (IReadOnlyList<string>)[.. team.People.Select((p, i) => (p, i)).Where(x => x.p.Roles.Any(s.Roles.Contains)).Select(x => "p" + x.i)])]);
    }

    private static PlanFault Plan(string path, string code, string text) => new(PlanFile.Plan, path, code, text);
}
