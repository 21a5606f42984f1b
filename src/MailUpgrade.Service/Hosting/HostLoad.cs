using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>How busy a host is, by its own figures.</summary>
internal static class HostLoad
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly HostScript Ask = new("cut -d ' ' -f 1 /proc/loadavg; grep -c '^processor' /proc/cpuinfo", "load", false);

    /// <summary>Load average of one minute per core; null where the host does not say.</summary>
    public static async Task<double?> OfAsync(IHosts hosts, FleetHost host, CancellationToken ct)
    {
        try
        {
            var answer = await hosts.AskAsync(host, Ask, Limit, ct);
            return answer is { Kind: EndKind.Exited, ExitStatus: 0 } && answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var load, var cores, ..]
                && double.TryParse(load, CultureInfo.InvariantCulture, out var average) && int.TryParse(cores, CultureInfo.InvariantCulture, out var count) && count > 0
                ? average / count : null;
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException)
        {
            return null;
        }
    }
}
