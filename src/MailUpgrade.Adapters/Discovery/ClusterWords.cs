using System.Globalization;

namespace MailUpgrade.Adapters.Discovery;

/// <summary>What a cluster said of itself through the pack's <c>discover/cluster.sh</c>.</summary>
/// <param name="Domain">Mail domain; empty where it said none.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Hosts">Servers in the order in which they were named.</param>
/// <param name="Looks">What a person must look at: a host's name or <c>-</c>, and the text.</param>
public sealed record ClusterWords(
    string Domain, int Accounts, IReadOnlyList<DiscoveredHost> Hosts, IReadOnlyList<(string Host, string Text)> Looks)
{
    /// <summary>Reads the script's lines; what is none of them is left out.</summary>
    public static ClusterWords Parse(string output)
    {
        var (domain, accounts) = ("", 0);
        var hosts = new List<DiscoveredHost>();
        var looks = new List<(string, string)>();
        foreach (var line in output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (line.Split(' ', 4))
            {
                case ["domain", var name]:
                    domain = name;
                    break;
                case ["accounts", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n):
                    accounts = n;
                    break;
                case ["host", var name, var address, var roles]:
                    hosts.Add(new DiscoveredHost(name, address, roles.Split(','), "", [], []));
                    break;
                case ["look", var host, ..]:
                    looks.Add((host, line[(line.IndexOf(host, StringComparison.Ordinal) + host.Length)..].Trim()));
                    break;
            }
        }

        return new(domain, accounts, hosts, looks);
    }
}
