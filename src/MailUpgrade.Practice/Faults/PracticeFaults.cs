using System.Globalization;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Faults;

/// <summary>
/// Sets and clears the faults of a practice cluster. All of it is files, so that it works while the bot and the mail service are dead.
/// Setting again replaces the parameters; clearing what is not set changes nothing.
/// </summary>
/// <param name="cluster">Which cluster.</param>
/// <param name="catalogue">What can be set.</param>
/// <param name="runClock">A cut ends by it; <see cref="PracticeClock"/> where the bot is dead.</param>
public sealed class PracticeFaults(ClusterFolder cluster, FaultCatalogue catalogue, TimeProvider runClock)
{
    /// <summary>In <see cref="Cut"/>: every host.</summary>
    public const string AllHosts = "all";

    private const string SnapshotLost = "snapshot-lost";
    private const string StopFile = "stop-file";
    private const int LongestText = 200;
    private const int LargestNumber = 1_000_000;

    /// <exception cref="FaultException">What is wrong, and what to write instead.</exception>
    public void Set(string id, string? host, IReadOnlyDictionary<string, string> parameters)
    {
        var kind = KindOf(id);
        var folder = FolderOf(kind, host);
        foreach (var name in parameters.Keys.Where(n => kind.Parameters.All(p => p.Name != n)))
        {
            var takes = kind.Parameters.Count == 0 ? "It takes none." : $"It takes: {string.Join(", ", kind.Parameters.Select(p => p.Name))}.";
            throw new FaultException($"{id} has no parameter '{name}'. {takes}");
        }

        foreach (var parameter in kind.Parameters)
        {
            Check(id, parameter, parameters.GetValueOrDefault(parameter.Name));
        }

        if (host is not null && IsTrueMachine(host) && !FaultCatalogue.OnTrueMachines.Contains(id))
        {
            throw new FaultException($"{id} is played by simulated commands, and {host} runs true packages: it would have no effect there. There are {string.Join(", ", FaultCatalogue.OnTrueMachines.Order(StringComparer.Ordinal))}.");
        }

        Directory.CreateDirectory(folder);
        ClusterFiles.Write(Path.Combine(folder, id), string.Concat(parameters.Select(p => $"{p.Key}={p.Value}\n")));
        if (id == SnapshotLost)
        {
            MoveSets(cluster.Snapshots, cluster.LostSnapshots);
        }
        else if (id == StopFile && !IsTrueMachine(host!))
        {
            ClusterFiles.Write(StopFileOf(host!), parameters.GetValueOrDefault("text", "the owner of this host forbids it") + "\n");
        }
    }

    /// <exception cref="FaultException">What is wrong, and what to write instead.</exception>
    public void Clear(string id, string? host)
    {
        File.Delete(Path.Combine(FolderOf(KindOf(id), host), id));
        if (id == SnapshotLost)
        {
            MoveSets(cluster.LostSnapshots, cluster.Snapshots);
        }
        else if (id == StopFile && !IsTrueMachine(host!))
        {
            File.Delete(StopFileOf(host!));
        }
    }

    /// <summary>What is set, in the order of hosts and ids; those of the bot's own world first.</summary>
    public IReadOnlyList<SetFault> List() =>
    [
        .. Of(null, cluster.BotFaults),
        .. cluster.HostNames().SelectMany(h => Of(h, cluster.FaultsOf(h))),
    ];

    /// <summary>Is it set? For those who play the faults of the bot's own world.</summary>
    public bool IsSet(string id) => File.Exists(Path.Combine(cluster.BotFaults, id));

    /// <summary>Cuts the link to a host, or to <see cref="AllHosts"/>, for a time of the run clock; zero mends it.</summary>
    /// <exception cref="FaultException">What is wrong, and what to write instead.</exception>
    public void Cut(string host, TimeSpan length)
    {
        if (length < TimeSpan.Zero)
        {
            throw new FaultException("A cut cannot be shorter than nothing: write a time such as 3m.");
        }

        var hosts = host == AllHosts ? cluster.HostNames() : [Known(host)];
        foreach (var name in hosts)
        {
            if (length == TimeSpan.Zero)
            {
                File.Delete(cluster.LinkOf(name));
            }
            else
            {
                ClusterFiles.Write(
                    cluster.LinkOf(name), (runClock.GetUtcNow() + length).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + "\n");
            }
        }
    }

    /// <summary>The sets that are there now are gone, or are found again; one made meanwhile stays.</summary>
    private static void MoveSets(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var set in Directory.Exists(from) ? Directory.GetDirectories(from) : [])
        {
            var place = Path.Combine(to, Path.GetFileName(set));
            if (!Directory.Exists(place))
            {
                Directory.Move(set, place);
            }
        }
    }

    /// <summary>A lab host of true packages has a disk in place of a root of simulated commands; the lab plays its faults.</summary>
    private bool IsTrueMachine(string host) => Directory.Exists(Path.Combine(cluster.Host(host), "disk"));

    private string StopFileOf(string host) => Path.Combine(cluster.RootOf(host), TicketProgram.StopFile.TrimStart('/'));

    private IEnumerable<SetFault> Of(string? host, string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Where(catalogue.Kinds.ContainsKey).Order(StringComparer.Ordinal)
                .Select(id => new SetFault(id, host, Read(Path.Combine(folder, id))));

    private static Dictionary<string, string> Read(string path) =>
        File.ReadLines(path).Select(l => l.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private FaultKind KindOf(string id) =>
        catalogue.Kinds.GetValueOrDefault(id)
        ?? throw new FaultException($"There is no fault '{id}'. Near: {string.Join(", ", catalogue.Kinds.Keys.OrderBy(k => Distance(k, id)).Take(3))}. All: mailupgrade fault list.");

    private string FolderOf(FaultKind kind, string? host) => (kind.OnHost, host) switch
    {
        (true, null) => throw new FaultException($"{kind.Id} is a fault of a host: add --host, one of {string.Join(", ", cluster.HostNames())}."),
        (true, _) => cluster.FaultsOf(Known(host)),
        (false, null) => cluster.BotFaults,
        (false, _) => throw new FaultException($"{kind.Id} is of the bot's own world: leave out --host."),
    };

    private string Known(string host) =>
        cluster.HostNames().Contains(host)
            ? host
            : throw new FaultException($"There is no host '{host}' in this cluster: it has {string.Join(", ", cluster.HostNames())}.");

    private static void Check(string id, FaultParameter parameter, string? value)
    {
        if (value is null)
        {
            if (parameter.Required)
            {
                throw new FaultException($"{id} needs {parameter.Name}: write {parameter.Name}={(parameter.IsNumber ? "5" : "...")}.");
            }
        }
        else if (parameter.IsNumber)
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > LargestNumber)
            {
                throw new FaultException($"{id}: {parameter.Name}={value} is not a whole number from 1 to {LargestNumber}.");
            }
        }
        else if (value.Length is 0 or > LongestText || value.Any(char.IsControl))
        {
            throw new FaultException($"{id}: {parameter.Name} is one line of 1 to {LongestText} characters.");
        }
    }

    // Letters that stand at the same place from the front or the back count: enough to find what was meant.
    private static int Distance(string known, string given)
    {
        var common = known.Zip(given).TakeWhile(p => p.First == p.Second).Count() + known.Reverse().Zip(given.Reverse()).TakeWhile(p => p.First == p.Second).Count();
        return Math.Max(known.Length, given.Length) - common;
    }
}
