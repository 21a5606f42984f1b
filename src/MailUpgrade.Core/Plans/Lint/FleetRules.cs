namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Whether a fleet is one: unique hosts, known sites and roles, providers that exist.</summary>
internal static class FleetRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope) => Sites(scope.Fleet).Concat(Hosts(scope)).Concat(Providers(scope));

    private static PlanFault Fault(string path, string code, string text) => new(PlanFile.Fleet, path, code, text);

    private static IEnumerable<PlanFault> Sites(Fleet fleet)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (site, index) in fleet.Sites.Select((s, i) => (s, i)).Where(s => s.s.Name.Length > 0 && !seen.Add(s.s.Name)))
        {
            yield return Fault($"sites[{index}].name", "site-twice", $"site {site.Name} stands twice: keep one");
        }
    }

    private static IEnumerable<PlanFault> Hosts(LintScope scope)
    {
        var fleet = scope.Fleet;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var addresses = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var sites = fleet.Sites.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (host, index) in fleet.Hosts.Select((h, i) => (h, i)))
        {
            if (host.Name.Length > 0 && !names.Add(host.Name))
            {
                yield return Fault($"hosts[{index}].name", "host-twice", $"host {host.Name} stands twice: keep one");
            }
            if (host.Name is HostSelector.Bot or "all")
            {
                yield return Fault($"hosts[{index}].name", "host-name-reserved", $"'{host.Name}' is a word of the selectors: give the host another name");
            }
            if (host.Address.Length > 0 && !addresses.TryAdd(host.Address, host.Name))
            {
                yield return Fault($"hosts[{index}].address", "address-twice", $"host {host.Name} has the address of {addresses[host.Address]} ({host.Address}): every host has its own");
            }
            if (host.Site.Length > 0 && !sites.Contains(host.Site))
            {
                yield return Fault($"hosts[{index}].site", "unknown-site", $"host {host.Name} stands at '{host.Site}', which is no site here: write one of {string.Join(", ", sites)}");
            }
            if (scope.Pack is not { Roles.Count: > 0 } pack)
            {
                continue;
            }
            foreach (var role in host.Roles.Where(r => !pack.Roles.Contains(r)))
            {
                yield return Fault($"hosts[{index}].roles", "unknown-host-role", $"host {host.Name}: pack {pack.Id} knows no role '{role}': write one of {string.Join(", ", pack.Roles)}");
            }
        }
    }

    private static IEnumerable<PlanFault> Providers(LintScope scope)
    {
        foreach (var (kind, name) in new[] { ("snapshot", scope.Fleet.SnapshotProvider), ("backup", scope.Fleet.BackupProvider) })
        {
            var script = new ScriptRef(ScriptPlace.Provider, name, $"{kind}-create.sh");
            if (name.Length > 0 && !scope.ScriptExists(script))
            {
                yield return Fault($"providers.{kind}", "provider-missing", $"the {kind} provider '{name}' has no {script}: name a folder of config/providers that has it");
            }
        }
    }
}
