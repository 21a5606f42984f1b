using System.CommandLine;
using System.Globalization;
using MailUpgrade.Adapters.Discovery;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Commands;

/// <summary>
/// <c>discover ssh://HOST</c>: writes a fleet file from what the cluster says of itself. Nothing on the hosts changes: the pack's two
/// discover scripts read. Ways in, providers and testers are those of the fleet that has this host, or of <c>--like</c>.
/// </summary>
internal static class DiscoverCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        var address = new Argument<string>("host") { Description = "ssh://[user@]HOST[:PORT] of any host of the cluster." };
        var like = new Option<string?>("--like") { Description = "Fleet whose sites, ssh settings, providers and testers are used; default: the one that has this host." };
        var pack = new Option<string>("--pack") { Description = "Pack whose discover scripts ask.", DefaultValueFactory = _ => "zimbra" };
        var name = new Option<string?>("--name") { Description = "Name of the fleet; default that of --like, or the host's." };
        var output = new Option<string?>("--out") { Description = "File to write; it must not exist. Default: print." };
        var discover = new Command("discover", "Writes a fleet file from what the cluster says of itself. Changes nothing on the hosts.") { address, like, pack, name, output };
        discover.SetAction((parsed, ct) => FleetLink.GuardAsync(() => DiscoverAsync(
            new ConfigFolder(parsed.GetValue(CommonOptions.Config)!), parsed.GetValue(CommonOptions.State)!, parsed.GetValue(address)!, parsed.GetValue(like),
            parsed.GetValue(pack)!, parsed.GetValue(name), parsed.GetValue(output), ct)));
        return discover;
    }

    private static async Task<int> DiscoverAsync(
        ConfigFolder config, string state, string address, string? like, string pack, string? name, string? output, CancellationToken ct)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "ssh" || uri.Host.Length == 0)
        {
            throw new InvalidDataException($"'{address}' is no host: write ssh://HOST or ssh://user@HOST:PORT");
        }

        if (output is not null && File.Exists(output))
        {
            throw new InvalidDataException($"{output} is there already: nothing is written over; name another --out");
        }

        var (cluster, roles) = (Script(config, pack, "discover/cluster.sh"), config.Pack(pack).Required().Roles);
        var known = DiscoveryWays.Find(config, uri, like);
        var ways = known?.Fleet ?? DiscoveryWays.Guess(uri);
        var fleet = ways with { Id = name ?? known?.Fleet.Id ?? uri.Host.Split('.')[0] };
        await using var road = new DiscoveryRoad(SshPaths.Full(ways, config.FleetsPath), state);
        var first = new DiscoveredHost(known?.Host ?? uri.Host.Split('.')[0], uri.Host, [], "", [], []);
        var answer = await road.AskAsync(first, Assigned(first, "") + cluster, Limit, ct);
        if (answer is not { Output: { } words, Good: true })
        {
            await Console.Error.WriteLineAsync($"{uri.Host} could not be asked: {answer.Output.Trim()}");
            return CommonOptions.Bad;
        }

        var said = ClusterWords.Parse(words);
        var script = Script(config, pack, "discover/host.sh");
        var hosts = await Task.WhenAll(said.Hosts.Select(h => OneAsync(h with { Looks = [.. said.Looks.Where(l => l.Host == h.Name).Select(l => l.Text)] })));
        var sorted = hosts.OrderBy(h => roles.ToList().IndexOf(h.Roles[0])).ThenBy(h => h.Name, NaturalOrder.Instance).ToList();
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var text = FleetText.Of(fleet, known is null ? null : $"fleet {known.Fleet.Id}", said, sorted, $"What the cluster said of itself on {now} UTC, asked on {uri.Host}. Every `look` needs a person.");
        if (output is null)
        {
            Console.Write(text);
        }
        else
        {
            await File.WriteAllTextAsync(output, text, ct);
        }

        var unseen = hosts.Where(h => h.Site.Length == 0).Select(h => h.Name).ToList();
        await Console.Error.WriteLineAsync(
            $"{hosts.Length} hosts, {text.Split('\n').Count(l => l.Contains("# look", StringComparison.Ordinal))} lines to look at{(output is null ? "" : $", written to {output}")}. Then: plan check PLAN --fleet {output ?? fleet.Id}"
            + (unseen.Count == 0 ? "" : $"\nCould not be reached, their volumes are not known: {string.Join(' ', unseen)}"));
        return unseen.Count == 0 ? CommonOptions.Done : CommonOptions.Bad;

        async Task<DiscoveredHost> OneAsync(DiscoveredHost host)
        {
            var own = await road.AskAsync(host, Assigned(host, said.Domain) + script, Limit, ct);
            return own.Good ? host.With(own.Site, own.Output)
                : host with { Looks = [.. host.Looks, $"it could not be asked: {own.Output.Trim().Split('\n')[^1]}"] };
        }
    }

    private static string Script(ConfigFolder config, string pack, string path)
    {
        var script = new ScriptRef(ScriptPlace.Pack, pack, path);
        return config.Has(script) ? config.ProgramOf(pack, script)
            : throw new InvalidDataException($"pack {pack} has no {path}: it does not know how its system describes itself");
    }

    private static string Assigned(DiscoveredHost host, string domain) =>
        string.Concat(new[] { ("MU_HOST", host.Name), ("MU_ROLES", string.Join(',', host.Roles)), ("MU_RUN", "discover"), ("MU_DOMAIN", domain) }
            .Select(v => $"{v.Item1}={StepVariables.Quoted(v.Item2)}\n"));
}
