namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Whether somebody is there for every role that the plan names, and nobody approves what he asked for.</summary>
internal static class PeopleRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope)
    {
        foreach (var at in scope.PhasesAndRollback)
        {
            foreach (var fault in Role(scope, at.Phase.Owner, (code, text) => at.Fault("owner", code, text)))
            {
                yield return fault;
            }
            if (at.Phase.Gate is not { } gate)
            {
                continue;
            }
            foreach (var fault in Role(scope, gate.Role, (code, text) => at.Fault("gate.role", code, text)))
            {
                yield return fault;
            }
            if (gate.Role == TeamRoles.Executor)
            {
                yield return at.Fault("gate.role", "approver-asks", "the executor asks and so cannot approve: write gate role supervisor or client-it");
            }
        }
        foreach (var fault in SeatRules.Check(scope))
        {
            yield return fault;
        }
        foreach (var at in scope.Steps.Where(s => s.Step.Ask is not null))
        {
            foreach (var fault in Role(scope, at.Step.Ask!.Role, (code, text) => at.Fault("ask.role", code, text)))
            {
                yield return fault;
            }
        }
        foreach (var role in new[] { TeamRoles.Executor, TeamRoles.Supervisor }.Where(r => scope.Team.Holding(r).Count == 0))
        {
            yield return new PlanFault(PlanFile.Team, "people", "role-unheld", $"nobody is {role}, and no night starts without: write roles: [{role}] for a person");
        }
    }

    private static IEnumerable<PlanFault> Role(LintScope scope, string role, Func<string, string, PlanFault> fault)
    {
        if (role.Length == 0)
        {
            yield break;
        }
        if (!TeamRoles.All.Contains(role))
        {
            yield return fault("unknown-role", $"'{role}' is no role: write one of {string.Join(", ", TeamRoles.All)}");
        }
        else if (scope.Team.Holding(role).Count == 0)
        {
            yield return fault("role-unheld", $"nobody in the team is {role}: give a person that role, or write another");
        }
    }
}
