namespace MailUpgrade.Core.Plans;

/// <summary>The hosts a run works on.</summary>
/// <param name="Id">File name without extension, also the key <c>fleet</c>.</param>
/// <param name="Kind">What may be pretended on it.</param>
/// <param name="Domain">Mail domain, for probes and reports.</param>
/// <param name="Language">Language of the run's chat, <c>en</c> or <c>id</c>.</param>
/// <param name="Sites">Where hosts stand.</param>
/// <param name="Hosts">In the order of the file; unique names and addresses.</param>
/// <param name="SnapshotProvider">Folder below <c>config/providers/</c>.</param>
/// <param name="BackupProvider">Folder below <c>config/providers/</c>.</param>
/// <param name="Testers">Source addresses that may pass closed doors.</param>
/// <param name="Accounts">How many accounts to expect, for the sample's strength.</param>
public sealed record Fleet(
    string Id,
    FleetKind Kind,
    string Domain,
    string Language,
    IReadOnlyList<Site> Sites,
    IReadOnlyList<FleetHost> Hosts,
    string SnapshotProvider,
    string BackupProvider,
    IReadOnlyList<string> Testers,
    int Accounts)
{
    /// <summary>The way in by ssh, where the fleet's hosts are real ones.</summary>
    public SshSettings Ssh { get; init; } = SshSettings.Default;

    /// <summary>Fleet of which this one is a copy to rehearse on; null where it is no copy.</summary>
    public string? CopyOf { get; init; }

    /// <summary>The hosts run their packages themselves: nothing of the mail system is simulated. Always so outside practice and lab.</summary>
    public bool RealMachines { get; init; }

    /// <summary>The site's own program behind a provider that hands on to one (<c>MU_PROGRAM</c>), or null.</summary>
    public string? ProviderProgram { get; init; }

    /// <summary>Folder of the lab that these hosts belong to; null where they are no lab's.</summary>
    public string? Lab { get; init; }

    /// <summary>How probes reach the mail service, and how much of it they look at.</summary>
    public MailSettings Mail { get; init; } = MailSettings.Default;

    /// <summary>Host by name.</summary>
    /// <exception cref="KeyNotFoundException">The fleet has no such host.</exception>
    public FleetHost HostOf(string name) =>
        name == HostSelector.Bot ? FleetHost.BotItself
        : Hosts.FirstOrDefault(h => h.Name == name) ?? throw new KeyNotFoundException($"no host '{name}' in fleet {Id}");
}

/// <summary>What a fleet is, and so what may be pretended on it.</summary>
public enum FleetKind
{
    /// <summary>Simulated hosts on this machine.</summary>
    Practice,

    /// <summary>Throw-away hosts over ssh.</summary>
    Lab,

    /// <summary>A copy of production.</summary>
    Sandbox,

    /// <summary>People's mail.</summary>
    Production,
}

/// <summary>A place with its own way in.</summary>
/// <param name="Name">Used by selectors.</param>
/// <param name="Title">For people.</param>
/// <param name="Jump">Jump host of the way in, or null.</param>
/// <param name="User">Login there, or null for ssh's own choice.</param>
/// <param name="Port">ssh port, 1 to 65535.</param>
public sealed record Site(string Name, LocalText Title, string? Jump, string? User, int Port);

/// <summary>One host.</summary>
/// <param name="Name">Short name, as people say it.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Site">Name of its site.</param>
/// <param name="Roles">What it does, words of the pack.</param>
/// <param name="Volumes">Secondary volumes that lie elsewhere.</param>
public sealed record FleetHost(
    string Name, string Address, string Site, IReadOnlyList<string> Roles, IReadOnlyList<FarVolume> Volumes)
{
    /// <summary>Folder of foreign installer scripts that a lab host gets in place of the simulated ones, or null.</summary>
    public string? Installer { get; init; }

    /// <summary>The bot's own machine, chosen by the selector <c>bot</c>.</summary>
    public static FleetHost BotItself { get; } = new(HostSelector.Bot, "127.0.0.1", HostSelector.Bot, [], []);
}

/// <summary>A secondary volume of a near host lying far away: outside the snapshot set, able to hang.</summary>
public sealed record FarVolume(string Name, string Path, string Kind);
