namespace MailUpgrade.Core.Plans.Lint;

/// <summary>One person is one vote: ids and identities are unique, roles do not mix asking and approving.</summary>
internal static class IdentityRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var identities = new Dictionary<(string Channel, string Identity), string>();
        foreach (var (person, index) in scope.Team.People.Select((p, i) => (p, i)))
        {
            PlanFault Fault(string key, string code, string text) =>
                new(PlanFile.Team, $"people[{index}].{key}", code, $"person {person.Id}: {text}");
            if (person.Id.Length > 0 && !ids.TryAdd(person.Id, index))
            {
                yield return Fault("id", "person-twice", $"another person has this id (number {ids[person.Id] + 1} of the list): give each their own");
            }
            if (person.Identities.Count == 0)
            {
                yield return Fault("identities", "no-identity", "no channel knows this person: write identities: { web: NAME } or a telegram or teams id");
            }
            foreach (var (channel, identity) in person.Identities)
            {
                if (identity.Length == 0)
                {
                    yield return Fault($"identities.{channel}", "no-identity", $"the identity on {channel} is empty: write it, or remove the channel");
                }
                else if (!identities.TryAdd((channel, identity), person.Id))
                {
                    yield return Fault($"identities.{channel}", "identity-twice",
                        $"{channel} '{identity}' is {identities[(channel, identity)]} already: one identity is one person");
                }
            }
            foreach (var (role, at) in person.Roles.Select((r, i) => (r, i)).Where(r => !TeamRoles.All.Contains(r.r)))
            {
                yield return Fault($"roles[{at}]", "unknown-role", $"'{role}' is no role: write one of {string.Join(", ", TeamRoles.All)}");
            }
            foreach (var approver in new[] { TeamRoles.Supervisor, TeamRoles.ClientIt }.Where(r => person.Roles.Contains(r) && person.Roles.Contains(TeamRoles.Executor)))
            {
                yield return Fault("roles", "asks-and-approves", $"executor and {approver} in one person: the one who asks never approves, take one role away");
            }
        }
    }
}
