namespace MailUpgrade.Practice.Cluster;

/// <summary>Where things lie in the folder of a practice cluster (<c>STATE/practice/FLEET</c>).</summary>
/// <param name="Root">Full path of that folder.</param>
public sealed record ClusterFolder(string Root)
{
    /// <summary>Runs a command as if on a host.</summary>
    public string On => Path.Combine(Root, "on");

    /// <summary>Copy of the run clock's definition, read by shell programs too.</summary>
    public string Clock => Path.Combine(Root, "clock");

    /// <summary>Who the mail service's process is: pid, start time, boot id.</summary>
    public string Pid => Path.Combine(Root, "pid");

    /// <summary>Held open by the mail service while it lives: two on one folder cannot be.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>What the mail service has to say.</summary>
    public string Log => Path.Combine(Root, "service.log");

    /// <summary>Logins of the practice mail system, readable by the owner only.</summary>
    public string Secrets => Path.Combine(Root, "secrets");

    /// <summary>Faults of the bot's own world.</summary>
    public string BotFaults => Path.Combine(Root, "faults");

    /// <summary>All hosts.</summary>
    public string Hosts => Path.Combine(Root, "hosts");

    /// <summary>Sets of the provider <c>directory</c>.</summary>
    public string Snapshots => Path.Combine(Root, "snapshots");

    /// <summary>Sets that a fault has taken away.</summary>
    public string LostSnapshots => Path.Combine(Root, "snapshots-lost");

    /// <summary>Neutral folder for programs that run on the bot's own machine.</summary>
    public string Bot => Path.Combine(Root, "bot");

    /// <summary>One host: root, faults, tickets, ledger, link, env.</summary>
    public string Host(string host) => Path.Combine(Hosts, host);

    /// <summary>Root prefix of a host: all that a snapshot copies.</summary>
    public string RootOf(string host) => Path.Combine(Hosts, host, "root");

    /// <summary>A host's faults, one file each.</summary>
    public string FaultsOf(string host) => Path.Combine(Hosts, host, "faults");

    /// <summary>Absent: the link is up. Else the run-clock instant in ms until which it is cut.</summary>
    public string LinkOf(string host) => Path.Combine(Hosts, host, "link");

    /// <summary>Address and port map of a host, as shell assignments.</summary>
    public string EnvOf(string host) => Path.Combine(Hosts, host, "env");

    /// <summary>One line per true start of a ticket: <c>STEP TICKET RUN-MS</c>.</summary>
    public string LedgerOf(string host) => Path.Combine(Hosts, host, "ledger");

    /// <summary>Files whose existence says which services run.</summary>
    public string ServicesOf(string host) => Path.Combine(RootOf(host), "opt/zimbra/.practice/services");

    /// <summary>Names of the hosts that exist, in ordinal order.</summary>
    public IReadOnlyList<string> HostNames() =>
        !Directory.Exists(Hosts)
            ? []
            : [.. Directory.GetDirectories(Hosts).Where(d => File.Exists(Path.Combine(d, "env"))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
}
