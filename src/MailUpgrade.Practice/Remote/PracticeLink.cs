using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Remote;

/// <summary>The link to each practice host, which a drill can cut for a while of the run clock.</summary>
internal sealed class PracticeLink(ClusterFolder cluster, TimeProvider runClock)
{
    private readonly PracticeReboot _reboot = new(cluster, runClock);

    /// <exception cref="HostUnreachableException">The link is cut now, or the host is down.</exception>
    public void ThrowIfCut(FleetHost host)
    {
        if (host.Name == HostSelector.Bot)
        {
            return;
        }

        _reboot.PlayIfAsked(host.Name);
        string until;
        try
        {
            until = File.ReadAllText(cluster.LinkOf(host.Name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return;
        }

        // A file that cannot be read as an instant cuts: whoever wrote it wanted a cut.
        if (!long.TryParse(until.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            || runClock.GetUtcNow().ToUnixTimeMilliseconds() < ms)
        {
            throw new HostUnreachableException($"The link to {host.Name} is down.");
        }
    }
}
