using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Practice.Cluster;

/// <summary>
/// Ports of a cluster are the real ones plus a base, so that several clusters of one fleet can run on this machine. A running cluster
/// holds the port of its base on its first address. The first to come keeps its base; a cluster whose doors were never shut may move.
/// </summary>
internal static class PortRange
{
    /// <summary>Apart by more than the largest real port, and below 65536 with it.</summary>
    private static readonly int[] Bases = [10_000, 22_000, 34_000, 46_000];

    /// <summary>Takes a range for a cluster and holds it as long as the socket lives; null where all that it could use are taken.</summary>
    public static Socket? Take(ClusterFolder cluster)
    {
        var first = PracticeHost.Read(cluster, cluster.HostNames()[0]);
        if (first.Network is not null)
        {
            // Hosts with networks of their own have the real ports, and nobody beside them.
            return new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        }
        var address = first.Address;
        var own = BaseOf(cluster);
        if (TryHold(address, own) is { } held)
        {
            return held;
        }
        foreach (var other in Bases.Where(b => b != own && MayMove(cluster)))
        {
            if (TryHold(address, other) is { } free)
            {
                Move(cluster, other - own);
                return free;
            }
        }
        return null;
    }

    private static Socket? TryHold(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static int BaseOf(ClusterFolder cluster)
    {
        var port = cluster.HostNames().SelectMany(h => PracticeHost.Read(cluster, h).Ports).First();
        return port.Value - port.Key;
    }

    /// <summary>Rules of shut doors name ports: a cluster with such rules stays where it is.</summary>
    private static bool MayMove(ClusterFolder cluster) =>
        cluster.HostNames().Select(h => new FileInfo(Path.Combine(cluster.RootOf(h), "etc/practice-firewall.rules"))).All(f => !f.Exists || f.Length == 0);

    private static void Move(ClusterFolder cluster, int by)
    {
        foreach (var name in cluster.HostNames())
        {
            var host = PracticeHost.Read(cluster, name);
            var ports = host.Ports.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value + by}"));
            ClusterFiles.Write(cluster.EnvOf(name), $"MU_ADDR='{host.Address}'\nMU_PORTS='{string.Join(' ', ports)}'\n");
        }
    }
}
