namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Whether everything that is to be seen to after the night has somebody, a date, and scripts that are there.</summary>
internal static class AftercareRules
{
    private static readonly string[] Own = [AftercareRow.Snapshots, AftercareRow.Access, AftercareRow.LeftOut];

    public static IEnumerable<PlanFault> Check(LintScope scope) =>
        Rows(scope, PlanFile.Plan, scope.Plan.Aftercare).Concat(Rows(scope, PlanFile.Pack, scope.Pack?.Aftercare ?? []));

    private static IEnumerable<PlanFault> Rows(LintScope scope, PlanFile file, IReadOnlyList<AftercareRow> rows)
    {
        var steps = scope.Steps.Select(s => s.Step.Id).ToHashSet(StringComparer.Ordinal);
        for (var n = 0; n < rows.Count; n++)
        {
            var row = rows[n];
            PlanFault Fault(string key, string code, string text) =>
                new(file, key.Length == 0 ? $"aftercare[{n}]" : $"aftercare[{n}].{key}", code, $"aftercare {row.Id}: {text}");
            var whole = row.With(null);
            if (file == PlanFile.Plan && AftercareRow.Find(scope.Pack?.Aftercare ?? [], row.Id) is { } below)
            {
                whole = below.With(row);
            }
            if (rows.Take(n).Any(r => r.Id == row.Id))
            {
                yield return Fault("id", "id-twice", "the list has this id twice: give it another");
            }
            if (!Own.Contains(row.Id) && (whole.Title is null || whole.Owner is null || whole.DueDays is null))
            {
                yield return Fault("", "aftercare-incomplete", "the pack has no row of that id, so it needs title, owner and due");
            }
            if (row.Owner is { Length: > 0 } owner && !TeamRoles.All.Contains(owner) && scope.Team.Find(owner) is null)
            {
                yield return Fault("owner", "unknown-owner", $"'{owner}' is neither a role nor a person of the team: write {string.Join(", ", TeamRoles.All)} or the id of a person");
            }
            else if (row.Owner is { Length: > 0 } role && TeamRoles.All.Contains(role) && scope.Team.Holding(role).Count == 0)
            {
                yield return Fault("owner", "role-unheld", $"nobody in the team is {role}: give a person that role, or write another");
            }
            if (row.Does is not null && whole.Proof is null)
            {
                yield return Fault("does", "aftercare-unproven", "what the bot does it has to prove: write proof with a script of the pack");
            }
            // A pack serves plans of many shapes, so that its rows may name steps that this plan does not have.
            foreach (var step in row.BegunBy.Concat(row.DoneBy).Where(s => file == PlanFile.Plan && !steps.Contains(s)))
            {
                yield return Fault(row.BegunBy.Contains(step) ? "begun-by" : "done-by", "unknown-step", $"there is no step '{step}' in this plan");
            }
            foreach (var script in new[] { row.Does, row.Proof }.OfType<string>().Select(s => new ScriptRef(ScriptPlace.Pack, scope.Plan.Pack, s)).Where(s => !scope.ScriptExists(s)))
            {
                yield return Fault(script.Path == row.Does ? "does" : "proof", "script-missing", $"there is no {script}: write it, or another name");
            }
        }
    }
}
