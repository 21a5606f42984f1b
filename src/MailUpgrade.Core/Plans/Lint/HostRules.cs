namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Whether the plan's selectors and the fleet's hosts meet.</summary>
internal static class HostRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope) =>
        scope.Steps.Where(s => s.Step.Hosts is not null).SelectMany(at => Selector(scope, at)).Concat(Unreached(scope));

    private static IEnumerable<PlanFault> Selector(LintScope scope, StepAt at)
    {
        var selector = at.Step.Hosts!;
        var chosen = selector.In(scope.Fleet);
        var unknown = selector.Terms.SelectMany(t => t.Values.Select(v => (t.Key, Value: v))).Where(t => !Words(scope, t.Key).Contains(t.Value)).ToList();
        foreach (var (key, value) in unknown)
        {
            yield return at.Fault("hosts", "unknown-in-selector", $"fleet {scope.Fleet.Id} has no {(key == "name" ? "host" : key)} '{value}': write {string.Join(", ", Words(scope, key))}");
        }
        if (chosen.Count == 0 && unknown.Count == 0)
        {
            yield return at.Fault("hosts", "chooses-nobody", $"'{selector.Text}' chooses no host of fleet {scope.Fleet.Id}: all its terms must hold at once");
        }
        if (at.Step.Order.Canary is { } canary && chosen.All(h => h.Name != canary))
        {
            var names = chosen.Count == 0 ? "nobody" : string.Join(", ", chosen.Select(h => h.Name));
            yield return at.Fault("order", "canary-not-chosen", $"the canary {canary} is not among the hosts chosen ({names}): name one of them");
        }
    }

    private static IEnumerable<PlanFault> Unreached(LintScope scope)
    {
        var installs = scope.Steps.Where(s => s.Step.Kind == StepKind.Install && s.In.Path != "rollback").ToList();
        if (installs.Count == 0)
        {
            yield return new PlanFault(PlanFile.Plan, "phases", "no-install", $"no step of kind install: nothing would go from {scope.Plan.FromVersion} to {scope.Plan.ToVersion}");
            yield break;
        }
        var reached = installs.Where(s => s.Step.Hosts is not null).SelectMany(s => s.Step.Hosts!.In(scope.Fleet)).Select(h => h.Name).ToHashSet();
        foreach (var (host, index) in scope.Fleet.Hosts.Select((h, i) => (h, i)).Where(h => h.h.Name.Length > 0 && !reached.Contains(h.h.Name)))
        {
            yield return new PlanFault(PlanFile.Fleet, $"hosts[{index}]", "host-not-reached",
                $"no install step of plan {scope.Plan.Id} reaches host {host.Name} ({string.Join(", ", host.Roles)}): widen a selector, or take the host out of the fleet");
        }
    }

    /// <summary>A role that the pack knows may be absent from this fleet, as replicas are in a small one; names and sites may not.</summary>
    private static IReadOnlyList<string> Words(LintScope scope, string key) => key switch
    {
        "role" => [.. scope.Fleet.Hosts.SelectMany(h => h.Roles).Concat(scope.Pack?.Roles ?? []).Distinct()],
        "site" => [.. scope.Fleet.Sites.Select(s => s.Name).Distinct()],
        _ => [.. scope.Fleet.Hosts.Select(h => h.Name).Distinct()],
    };
}
