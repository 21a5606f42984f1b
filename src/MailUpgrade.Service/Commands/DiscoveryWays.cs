using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Service.Commands;

/// <summary>The ways in to a cluster whose hosts nobody has written down yet.</summary>
/// <param name="Fleet">Its sites, ssh settings, providers and testers count; its hosts do not.</param>
/// <param name="Host">Name there of the host that is asked first, or null.</param>
internal sealed record DiscoveryWays(Fleet Fleet, string? Host)
{
    /// <summary>The named fleet; else the one with most hosts that has this host; else null.</summary>
    /// <exception cref="InvalidDataException">The named one has faults.</exception>
    public static DiscoveryWays? Find(ConfigFolder config, Uri uri, string? like)
    {
        if (like is not null)
        {
            var read = config.Fleet(like);
            return read.Faults.Count > 0 ? throw new InvalidDataException(string.Join('\n', read.Faults)) : Of(read.Required());
        }

        return config.FleetNames().Select(config.Fleet).Where(f => f.Faults.Count == 0).Select(f => f.Required())
            .Where(f => f.Kind != FleetKind.Practice && f.Hosts.Any(IsIt))
            .OrderByDescending(f => f.Hosts.Count).Select(Of).FirstOrDefault();

        bool IsIt(FleetHost host) => host.Address == uri.Host || host.Name == uri.Host;
        DiscoveryWays Of(Fleet fleet) => new(fleet, fleet.Hosts.FirstOrDefault(IsIt)?.Name);
    }

    /// <summary>One site, the login's own ssh_config and known hosts: what <c>ssh HOST</c> would do.</summary>
    public static Fleet Guess(Uri uri)
    {
        var user = uri.UserInfo.Length > 0 ? uri.UserInfo : null;
        var site = new Site("main", new LocalText("Main site", "Lokasi utama"), null, user, uri.Port > 0 ? uri.Port : 22);
        return new Fleet("discovered", FleetKind.Production, "", "en", [site], [], "exec", "exec", [], 0)
        {
            Ssh = new SshSettings("user", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "known_hosts"), null, user != "root"),
        };
    }
}
