using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Practice.Cluster;

/// <summary>
/// Ports of a cluster are the real ones plus a base, so that several clusters of one fleet can run on this machine. A running cluster
/// holds the port of its base on its first address.
/// </summary>
internal static class PortRange
{
    /// <summary>Apart by more than the largest real port, and below 65536 with it.</summary>
    private static readonly int[] Bases = [10_000, 22_000, 34_000, 46_000];

    /// <summary>Base for a cluster: its own where it has one, else the first that no running cluster holds.</summary>
    public static string For(ClusterFolder cluster, Fleet fleet) => (
        Known(cluster) ?? Bases.FirstOrDefault(b => TryHold(IPAddress.Parse(fleet.Hosts[0].Address), b) is { } free && Free(free), Bases[0]))
        .ToString(CultureInfo.InvariantCulture);

    /// <summary>Holds the range of a cluster as long as the socket lives; null where somebody else has it.</summary>
    public static Socket? TryHold(ClusterFolder cluster)
    {
        var first = cluster.HostNames()[0];
        return TryHold(Mail.PracticeHost.Read(cluster, first).Address, Known(cluster) ?? Bases[0]);
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

    private static bool Free(Socket held)
    {
        held.Dispose();
        return true;
    }

    private static int? Known(ClusterFolder cluster)
    {
        if (!Directory.Exists(cluster.Hosts))
        {
            return null;
        }
        var port = cluster.HostNames().SelectMany(h => Mail.PracticeHost.Read(cluster, h).Ports).FirstOrDefault();
        return port.Key == 0 ? null : port.Value - port.Key;
    }
}
