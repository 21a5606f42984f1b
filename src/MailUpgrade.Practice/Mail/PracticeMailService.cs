using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Mail.Soap;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// The mail system of a practice cluster: one process that listens wherever a service of a simulated host runs, and stops listening
/// when it stops. All that it serves lies below the hosts' root prefixes.
/// </summary>
public sealed class PracticeMailService
{
    // Wire clock. What inotify may miss (a folder taken away and made again) is seen after this; the queue is retried as often.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<MailStore> _stores;
    private readonly ClusterFolder _cluster;
    /// <summary>Exit status where another process serves the folder.</summary>
    public const int ServedAlready = 4;

    private readonly MailServiceLimits _limits;
    private readonly IReadOnlyList<PracticeHost> _hosts;
    private readonly HostSessions _sessions;
    private readonly Dictionary<string, MailQueue> _queues;
    private readonly Dictionary<string, (DateTime Stamp, Firewall Rules)> _firewalls = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Host, int Port), HostListener> _open = [];
    private readonly ConnectionCount _count = new();

    private PracticeMailService(ClusterFolder cluster, MailServiceLimits limits)
    {
        (_cluster, _limits) = (cluster, limits);
        _hosts = [.. cluster.HostNames().Select(n => PracticeHost.Read(cluster, n))];
        var clock = new PracticeClock(cluster);
        var directory = new MailDirectory(cluster, _hosts);
        _stores = directory.Stores;
        var logins = MailLogins.Read(cluster);
        _queues = _hosts.Where(h => h.Ports.ContainsKey(25)).ToDictionary(h => h.Name, h => new MailQueue(cluster, h.Name, directory, clock)
        {
            // By the port as this host calls it: its rules were made there.
            Reaches = store => FirewallOf(h.Name).LetsOut(_hosts.First(x => x.Name == store).Address, h.EndPoint(7025).Port),
        });
        _sessions = new HostSessions(cluster, directory, logins, new SoapService(directory, logins, clock, VersionOf), _queues);
    }

    /// <summary>
    /// Serves until it is cancelled or the cluster's folder is gone. Writes the cluster's <c>pid</c> file when it listens, and takes it
    /// away at the end. A second one on the same folder returns at once.
    /// </summary>
    /// <param name="clusterFolder">Full path of the cluster.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>0 after an orderly end, 1 where its addresses are taken, 2 where there is no cluster, <see cref="ServedAlready"/>.</returns>
    public static Task<int> RunAsync(string clusterFolder, CancellationToken ct) => RunAsync(clusterFolder, new MailServiceLimits(), ct);

    /// <inheritdoc cref="RunAsync(string, CancellationToken)"/>
    /// <param name="clusterFolder">Full path of the cluster.</param>
    /// <param name="limits">What a client may take.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<int> RunAsync(string clusterFolder, MailServiceLimits limits, CancellationToken ct)
    {
        var cluster = new ClusterFolder(Path.GetFullPath(clusterFolder));
        if (!File.Exists(cluster.On))
        {
            await Console.Error.WriteLineAsync($"{cluster.Root} is no practice cluster.");
            return 2;
        }

        FileStream held;
        try
        {
            held = new FileStream(cluster.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            await Console.Error.WriteLineAsync($"Another process serves {cluster.Root}.");
            return ServedAlready;
        }

        using var range = PortRange.Take(cluster);
        if (range is null)
        {
            await held.DisposeAsync();
            await Console.Error.WriteLineAsync(
                $"Another practice cluster runs on the addresses and ports of {cluster.Root}: stop it, or use another state folder.");
            return 1;
        }

        await using (held)
        {
            await new PracticeMailService(cluster, limits).ServeAsync(ct);
            return 0;
        }
    }

    private async Task ServeAsync(CancellationToken ct)
    {
        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watch = new ServiceWatch(() => changed.Writer.TryWrite(true));
        var me = ProcessMark.OfThisProcess();
        try
        {
            Reconcile(watch, ct);
            me.Write(_cluster.Pid);
            while (!ct.IsCancellationRequested && ProcessMark.Read(_cluster.Pid) == me)
            {
                using var look = CancellationTokenSource.CreateLinkedTokenSource(ct);
                look.CancelAfter(Look);
                try
                {
                    await changed.Reader.ReadAsync(look.Token);
                }
                catch (OperationCanceledException)
                {
                    // Time to look anyway, or the end.
                }

                Round(watch, ct);
            }
        }
        finally
        {
            foreach (var listener in _open.Values)
            {
                listener.Dispose();
            }

            if (ProcessMark.Read(_cluster.Pid) == me)
            {
                File.Delete(_cluster.Pid);
            }
        }
    }

    private void Round(ServiceWatch watch, CancellationToken ct)
    {
        try
        {
            Reconcile(watch, ct);
            foreach (var queue in _queues.Values)
            {
                queue.Deliver();
            }

            foreach (var store in _stores)
            {
                store.LogArrivals();
                store.LogLogins();
            }
        }
        catch (Exception e)
        {
            // A host is being copied or taken away, so files are half there: the next look, a second later, sees them whole.
            Console.Error.WriteLine($"A look failed: {e.Message}");
        }
    }

    private void Reconcile(ServiceWatch watch, CancellationToken ct)
    {
        foreach (var host in _hosts)
        {
            var services = _cluster.ServicesOf(host.Name);
            watch.Add(services);
            watch.Add(Path.GetDirectoryName(services)!);
            watch.Add(_cluster.FaultsOf(host.Name));
            foreach (var port in host.Ports.Keys)
            {
                if (PortRoles.Of(port) is not var (role, service))
                {
                    continue;
                }

                var key = (host.Name, port);
                var wanted = Runs(host.Name, service);
                if (!wanted && _open.Remove(key, out var listener))
                {
                    listener.Dispose();
                }
                else if (wanted && !_open.ContainsKey(key))
                {
                    Open(host, port, role, ct);
                }
            }
        }
    }

    private void Open(PracticeHost host, int port, PortRole role, CancellationToken ct)
    {
        var at = host.EndPoint(port);
        try
        {
            _open[(host.Name, port)] = new HostListener(
                at, host.Network, _limits, _count, source => FirewallOf(host.Name).Lets(source, at.Port), (wire, session) => _sessions.ServeAsync(role, host.Name, wire, session), ct);
        }
        catch (SocketException e)
        {
            // Somebody else has the port: tried again at every look.
            Console.Error.WriteLine($"{host.Name}: cannot listen on {at}: {e.SocketErrorCode}");
        }
    }

    private bool Runs(string host, string service) => service switch
    {
        "mysql" => File.Exists(Path.Combine(Path.GetDirectoryName(_cluster.ServicesOf(host))!, "mysql")),
        "ldap" => File.Exists(Path.Combine(_cluster.ServicesOf(host), "ldap")) && !File.Exists(Path.Combine(_cluster.FaultsOf(host), "ldap-down")),
        _ => File.Exists(Path.Combine(_cluster.ServicesOf(host), service)),
    };

    private Firewall FirewallOf(string host)
    {
        var file = Path.Combine(_cluster.RootOf(host), "etc/practice-firewall.rules");
        var stamp = File.GetLastWriteTimeUtc(file);
        lock (_firewalls)
        {
            if (!_firewalls.TryGetValue(host, out var known) || known.Stamp != stamp)
            {
                _firewalls[host] = known = (stamp, Firewall.Parse(File.Exists(file) ? File.ReadLines(file) : []));
            }

            return known.Rules;
        }
    }

    private string VersionOf(string host)
    {
        var packages = Path.Combine(_cluster.RootOf(host), "var/lib/dpkg/practice-packages");
        var core = !File.Exists(packages) ? null : File.ReadLines(packages).FirstOrDefault(l => l.StartsWith("zimbra-core ", StringComparison.Ordinal));
        // zimbra-core 8.7.1.GA.1670.UBUNTU16.64 -> 8.7.1_GA_1670 NETWORK
        return core?["zimbra-core ".Length..].Split('.') is [var major, var minor, var micro, var kind, var build, ..]
            ? $"{major}.{minor}.{micro}_{kind}_{build} NETWORK"
            : "unknown";
    }
}
