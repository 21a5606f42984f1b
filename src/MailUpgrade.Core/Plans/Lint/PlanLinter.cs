namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Checks what one file alone cannot show: whether plan, fleet, team and pack fit each other and the night.</summary>
public static class PlanLinter
{
    /// <summary>Every fault, files together, in the order of the rules. An empty list is a plan that lints clean.</summary>
    /// <param name="plan">May hold empty places where its file had faults; those are not named again by their emptiness alone.</param>
    /// <param name="fleet">The hosts.</param>
    /// <param name="team">The people.</param>
    /// <param name="pack">Null when the pack could not be read; its rules are then left out.</param>
    /// <param name="scriptExists">Asked for every script that the plan names and for the pack's library.</param>
    public static IReadOnlyList<PlanFault> Check(Plan plan, Fleet fleet, Team team, Pack? pack, Func<ScriptRef, bool> scriptExists)
    {
        var scope = new LintScope(plan, fleet, team, pack, scriptExists);
        return
        [
            .. NameRules.Check(scope),
            .. NightRules.Check(scope),
            .. TimeRules.Check(scope),
            .. StepRules.Check(scope),
            .. HostRules.Check(scope),
            .. PackRules.Check(scope),
            .. PeopleRules.Check(scope),
            .. AftercareRules.Check(scope),
            .. FleetRules.Check(scope),
            .. IdentityRules.Check(scope),
        ];
    }
}
