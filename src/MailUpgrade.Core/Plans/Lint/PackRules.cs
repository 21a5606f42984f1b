namespace MailUpgrade.Core.Plans.Lint;

/// <summary>What the pack knows about its mail system, held against the plan.</summary>
internal static class PackRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope) =>
        scope.Pack is { } pack ? Library(scope).Concat(Order(scope, pack)).Concat(Required(scope, pack)).Concat(Version(scope, pack)) : [];

    private static IEnumerable<PlanFault> Library(LintScope scope)
    {
        var library = new ScriptRef(ScriptPlace.Pack, scope.Plan.Pack, Pack.Library);
        if (scope.Plan.Pack.Length > 0 && !scope.ScriptExists(library))
        {
            yield return new PlanFault(PlanFile.Pack, "pack", "script-missing", $"there is no {library}, which goes before every script: write it, an empty one will do");
        }
    }

    private static IEnumerable<PlanFault> Order(LintScope scope, Pack pack)
    {
        var places = scope.Phases.GroupBy(p => p.Phase.Id).ToDictionary(g => g.Key, g => g.First());
        foreach (var order in pack.PhaseOrders)
        {
            var standing = order.Where(places.ContainsKey).Select(id => places[id]).ToList();
            foreach (var (first, second) in standing.Zip(standing.Skip(1)).Where(p => p.First.Index > p.Second.Index))
            {
                yield return second.Fault("", "pack-order", $"pack {pack.Id} wants {first.Phase.Id} before it (order: {string.Join(", ", order)}): move it after {first.Phase.Id}");
            }
        }
    }

    private static IEnumerable<PlanFault> Required(LintScope scope, Pack pack) =>
        pack.RequiredPhases.Where(id => scope.Plan.Phases.All(p => p.Id != id)).Select(id =>
            new PlanFault(PlanFile.Plan, "phases", "phase-required", $"pack {pack.Id} wants a phase '{id}' in every plan: write one with that id"));

    private static IEnumerable<PlanFault> Version(LintScope scope, Pack pack)
    {
        var (from, to) = (scope.Plan.FromVersion, scope.Plan.ToVersion);
        if (from.Length == 0 || to.Length == 0)
        {
            yield break;
        }
        var path = pack.PathFor(from, to);
        if (from == to)
        {
            yield return new PlanFault(PlanFile.Plan, "to", "version-same", $"the plan goes from {from} to {to}: write the version to go to");
        }
        else if (path is null)
        {
            yield return new PlanFault(PlanFile.Plan, "to", "version-path-unknown",
                $"pack {pack.Id} knows no way from {from} to {to}: it knows {string.Join(", ", pack.VersionPaths.Select(p => $"{p.From} to {p.To}"))}");
        }
        else if (path.How == VersionPathKind.Steps)
        {
            yield return new PlanFault(PlanFile.Plan, "to", "version-path-by-steps",
                $"{from} goes to {to} by steps, each with a plan of its own: {string.Join(", ", path.Through.Prepend(from).Append(to))}; rule {path.From} to {path.To} of pack {pack.Id}{Note(path)}");
        }
        else if (path.How == VersionPathKind.Refused)
        {
            yield return new PlanFault(PlanFile.Plan, "to", "version-path-refused",
                $"{from} does not go to {to}: rule {path.From} to {path.To} of pack {pack.Id}{Note(path)}");
        }
    }

    private static string Note(VersionPath path) => path.Note is null ? "" : ": " + path.Note.En;
}
