using MailUpgrade.Adapters.Discovery;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Commands;

/// <summary>Asks hosts of which it is not known at which site they stand: the first site whose way in reaches one is its site.</summary>
/// <param name="ways">Sites and ssh settings, with full paths.</param>
/// <param name="state">State folder, below which the control sockets lie.</param>
internal sealed class DiscoveryRoad(Fleet ways, string state) : IAsyncDisposable
{
    private readonly Dictionary<string, SshHosts> _bySite = ways.Sites.ToDictionary(
        s => s.Name,
        s => new SshHosts(() => ways, Sockets(state, s), TimeProvider.System, new SshTimings(), TicketPlaces.Default));

    /// <summary>Whether the script ended with 0, what it said or why nobody was reached, and the site.</summary>
    public async Task<(bool Good, string Output, string Site)> AskAsync(DiscoveredHost host, string script, TimeSpan limit, CancellationToken ct)
    {
        var why = new List<string>();
        foreach (var site in ways.Sites)
        {
            try
            {
                var at = new FleetHost(host.Name, host.Address, site.Name, host.Roles, []);
                var answer = await _bySite[site.Name].AskAsync(at, new HostScript(script, "discover", false), limit, ct);
                return (answer is { Kind: EndKind.Exited, ExitStatus: 0 }, answer.Output, site.Name);
            }
            catch (Exception e) when (e is HostUnreachableException or HostBarredException)
            {
                why.Add($"by site {site.Name}: {e.Message}");
            }
        }

        return (false, string.Join('\n', why), "");
    }

    private static string Sockets(string state, Site site) => OperatingSystem.IsWindows()
        ? throw new InvalidDataException("ssh's control sockets need Linux or macOS: run this there")
        : ControlFolder.Of($"{state}/discover-{site.Name}");

    public async ValueTask DisposeAsync()
    {
        foreach (var way in _bySite.Values)
        {
            await way.DisposeAsync();
        }
    }
}
