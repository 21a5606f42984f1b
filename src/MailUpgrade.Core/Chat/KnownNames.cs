using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat;

/// <summary>Hosts and steps that a person can name; phones write capitals where nobody wants them.</summary>
public sealed class KnownNames
{
    private readonly Dictionary<string, string> names;

    private KnownNames(Dictionary<string, string> names) => this.names = names;

    /// <summary>Names of a plan on a fleet.</summary>
    public static KnownNames Of(Plan plan, Fleet fleet)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var host in fleet.Hosts)
        {
            all.TryAdd(host.Name, host.Name);
        }
        foreach (var step in plan.Phases.Append(plan.Rollback).SelectMany(p => p.Steps))
        {
            foreach (var host in step.Hosts is null ? [null] : step.Hosts.In(fleet).Select(h => (string?)h.Name))
            {
                all.TryAdd(step.NameOn(host), step.NameOn(host));
            }
        }
        return new KnownNames(all);
    }

    /// <summary>The name as the plan writes it, or null.</summary>
    public string? Find(string said) => names.GetValueOrDefault(said);
}
