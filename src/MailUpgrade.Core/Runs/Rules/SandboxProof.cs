using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// Whether a sandbox is one: no host of it is a host of production, and nothing of it reaches the outside. What nobody could look at does
/// not count as proven.
/// </summary>
public static class SandboxProof
{
    /// <summary>Judges.</summary>
    /// <param name="sandbox">The copy.</param>
    /// <param name="production">What it is a copy of; null where its file cannot be read.</param>
    /// <param name="marks">Machine ids and ssh host keys of production; null where they were never taken.</param>
    /// <param name="said">What each host of the sandbox said to the probe.</param>
    public static SandboxChecked Judge(Fleet sandbox, Fleet? production, HostsSeen? marks, IReadOnlyList<HostSaid> said)
    {
        var problems = new List<string>();
        if (production is null)
        {
            problems.Add($"fleet {sandbox.CopyOf} cannot be read: its addresses cannot be compared");
        }
        if (marks is null)
        {
            problems.Add($"machine ids and ssh host keys of {sandbox.CopyOf} were never taken: run 'mailupgrade hosts mark --fleet {sandbox.CopyOf}'");
        }
        foreach (var host in sandbox.Hosts)
        {
            problems.AddRange(OfHost(host, production, marks, said.FirstOrDefault(x => x.Host == host.Name)));
        }
        return new SandboxChecked(said.Count, problems, production is null ? [] : [.. Lacking(sandbox, production)]);
    }

    private static IEnumerable<string> OfHost(FleetHost host, Fleet? production, HostsSeen? marks, HostSaid? said)
    {
        if (production?.Hosts.FirstOrDefault(p => p.Address == host.Address) is { } same)
        {
            yield return $"{host.Name} has the address {host.Address} of {same.Name} in production";
        }
        if (said?.Status is null)
        {
            yield return $"{host.Name} was not looked at: {said?.Line ?? "the pack has no sandbox probe"}";
            yield break;
        }
        if (said.Status != 0)
        {
            yield return $"{host.Name}: {said.Line}";
        }
        foreach (var (what, value, of) in new (string, string, Func<SeenHost, string>)[]
            { ("machine id", said.Value("machine-id"), h => h.MachineId), ("ssh host key", said.Value("host-key"), h => h.HostKey) })
        {
            if (value.Length == 0)
            {
                yield return $"{host.Name} does not say its {what}";
            }
            else if (marks?.Hosts.FirstOrDefault(h => of(h) == value) is { } twin)
            {
                yield return $"{host.Name} has the {what} of {twin.Name} in production";
            }
        }
    }

    /// <summary>What production has and the sandbox lacks: not rehearsed, whatever the rehearsal says.</summary>
    private static IEnumerable<string> Lacking(Fleet sandbox, Fleet production)
    {
        foreach (var host in production.Hosts)
        {
            if (sandbox.Hosts.FirstOrDefault(h => h.Name == host.Name) is not { } copy)
            {
                yield return $"host {host.Name} ({string.Join(", ", host.Roles)}): the sandbox has no such host";
                continue;
            }
            foreach (var volume in host.Volumes.Where(v => copy.Volumes.All(c => c.Name != v.Name)))
            {
                yield return $"volume {volume.Name} of {host.Name} ({volume.Kind}): the sandbox has none";
            }
        }
        if (sandbox.Accounts < production.Accounts)
        {
            yield return string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{production.Accounts - sandbox.Accounts} of {production.Accounts} accounts: the sandbox has fewer");
        }
    }
}
