using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>A host's address and port map, from its <c>env</c> file (<c>MU_ADDR='127.0.10.5'</c>, <c>MU_PORTS='25=10025 ...'</c>).</summary>
public sealed partial record PracticeHost(string Name, IPAddress Address, IReadOnlyDictionary<int, int> Ports)
{
    /// <summary>Its network namespace; null where it shares this machine's network.</summary>
    public string? Network { get; private init; }

    /// <exception cref="IOException">The cluster has no such host.</exception>
    public static PracticeHost Read(ClusterFolder cluster, string name)
    {
        var text = File.ReadAllText(cluster.EnvOf(name));
        var ports = Ported().Match(text).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('='))
            .ToDictionary(p => int.Parse(p[0], CultureInfo.InvariantCulture), p => int.Parse(p[1], CultureInfo.InvariantCulture));
        var network = Path.Combine(cluster.Host(name), "netns");
        return new PracticeHost(name, IPAddress.Parse(Addressed().Match(text).Groups[1].Value), ports)
        {
            Network = File.Exists(network) ? File.ReadAllText(network).Trim() : null,
        };
    }

    /// <summary>Where a service of that real port listens here.</summary>
    public IPEndPoint EndPoint(int realPort) => new(Address, Ports.GetValueOrDefault(realPort, realPort));

    [GeneratedRegex("MU_ADDR='([^']*)'")]
    private static partial Regex Addressed();

    [GeneratedRegex("MU_PORTS='([^']*)'")]
    private static partial Regex Ported();
}
