using MailUpgrade.Adapters.Local;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Practice.Remote;

/// <summary>
/// Hosts that are folders of this machine: every command is a real process, run through the cluster's <c>on</c>. The bot's own machine
/// is the host <c>bot</c>.
/// </summary>
/// <param name="cluster">Folder of the cluster.</param>
/// <param name="runClock">Limits, cuts and ledger go by it.</param>
public sealed class PracticeHosts(ClusterFolder cluster, TimeProvider runClock) : LocalHosts(runClock)
{
    private readonly PracticeLink _link = new(cluster, runClock);

    /// <inheritdoc/>
    protected override LocalPlace PlaceOf(FleetHost host)
    {
        if (host.Name == HostSelector.Bot)
        {
            Directory.CreateDirectory(cluster.Bot);
            // Probes from outside need the ports as they are mapped on the hosts; the same real port is mapped alike on all of them.
            var ports = string.Join(
                ' ', cluster.HostNames().SelectMany(n => PracticeHost.Read(cluster, n).Ports).DistinctBy(p => p.Key).Select(p => $"{p.Key}={p.Value}"));
            return Place(["/bin/sh"], cluster.Bot, TicketProgram.StopFile, TicketProgram.LinuxBootId, cluster.Bot, ("HOME", cluster.Bot), ("MU_PORTS", ports));
        }
        if (!File.Exists(cluster.EnvOf(host.Name)))
        {
            throw new HostUnreachableException($"{host.Name} does not exist in {cluster.Root}.");
        }
        var stop = Path.Combine(cluster.RootOf(host.Name), TicketProgram.StopFile.TrimStart('/'));
        var folder = cluster.Host(host.Name);
        return Place([cluster.On, host.Name, "sh"], folder, stop, Path.Combine(folder, "boot-id"), cluster.Root);
    }

    /// <inheritdoc/>
    protected override void ThrowIfCut(FleetHost host) => _link.ThrowIfCut(host);

    private LocalPlace Place(
        IReadOnlyList<string> shell, string folder, string stop, string bootId, string home, params IEnumerable<(string Name, string Value)> more) => new(
        shell,
        home,
        LocalPlace.EnvironmentWith([("MU_CLUSTER", cluster.Root), .. more]),
        new TicketProgram(Path.Combine(folder, "tickets"), Path.Combine(folder, "ledger"), bootId, stop),
        bootId);
}
