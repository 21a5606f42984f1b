namespace MailUpgrade.Core.Plans;

/// <summary>How a fleet's mail service is reached by probes, and how much of it is looked at. Holds no secret, only where secrets lie.</summary>
public sealed record MailSettings
{
    /// <summary>A fleet that says nothing: the pack's ports, TLS required, no login.</summary>
    public static MailSettings Default { get; } = new();

    /// <summary>A practice or lab fleet that says nothing: its simulated services speak without TLS and have nothing to spare.</summary>
    public static MailSettings Simulated { get; } = new() { Tls = false, Sample = new SampleSettings { PerSecond = 40 } };

    /// <summary>Login name of an administrator who may act for any account, or null.</summary>
    public string? Admin { get; init; }

    /// <summary>Full path of the file with that administrator's password, or null.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>TLS with a certificate that is checked; false only on networks of one's own.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Full path of a PEM file of authorities to trust in place of the system's, or null.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Ports by service name; they go before those of the pack.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = new Dictionary<string, int>();

    /// <summary>Where accounts are looked up, or null.</summary>
    public MailDirectorySettings? Directory { get; init; }

    /// <summary>Full path of a file with one account per line (<c>ADDRESS [HOST [CLASS [BYTES]]]</c>), where no directory is asked; or null.</summary>
    public string? AccountsFile { get; init; }

    /// <summary>Addresses that are always looked at.</summary>
    public IReadOnlyList<string> Vips { get; init; } = [];

    /// <summary>Accounts with passwords of their own, always looked at by every way that users have.</summary>
    public IReadOnlyList<TestAccount> TestAccounts { get; init; } = [];

    /// <summary>IP address of the bot's own machine that probes come from, so that closed doors let them pass; null: the system chooses.</summary>
    public string? From { get; init; }

    /// <summary>An address outside that takes probe mail, or null: then mail is sent between mailbox hosts only.</summary>
    public string? Outside { get; init; }

    /// <summary>How much is looked at, and how fast.</summary>
    public SampleSettings Sample { get; init; } = new();
}

/// <summary>An LDAP directory of accounts.</summary>
/// <param name="Bind">DN of the reader.</param>
/// <param name="PasswordFile">Full path of the file with its password.</param>
/// <param name="Below">DN below which accounts lie.</param>
/// <param name="Filter">LDAP filter of accounts.</param>
/// <param name="Address">Attribute with the mail address.</param>
/// <param name="Host">Attribute with the mailbox host, or null where there is one host.</param>
/// <param name="Class">Attribute with the class of service, or null.</param>
public sealed record MailDirectorySettings(string Bind, string PasswordFile, string Below, string Filter, string Address, string? Host, string? Class);

/// <summary>An account whose password lies in a file.</summary>
/// <param name="Address">Mail address.</param>
/// <param name="PasswordFile">Full path.</param>
public sealed record TestAccount(string Address, string PasswordFile);

/// <summary>How much is looked at, and how fast.</summary>
public sealed record SampleSettings
{
    /// <summary>Accounts drawn at random, 0 to 1000000; <see cref="Detect"/> goes before it.</summary>
    public int Accounts { get; init; } = 60;

    /// <summary>Share of accounts, above 0 up to 1, that a fault must hit to be seen; null: <see cref="Accounts"/> decides.</summary>
    public double? Detect { get; init; }

    /// <summary>With which chance, above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Accounts begun per second and host, 1 to 1000, wire clock.</summary>
    public int PerSecond { get; init; } = 3;

    /// <summary>Load average per core above which a host is let alone until it falls; 0: not looked at.</summary>
    public double LoadCeiling { get; init; }

    /// <summary>Newest messages read per account, 0 to 100.</summary>
    public int Messages { get; init; } = 3;

    /// <summary>Blobs read per storage volume, 0 to 1000.</summary>
    public int Blobs { get; init; } = 5;

    /// <summary>Days after which a baseline is deleted, 1 to 3650.</summary>
    public int KeepDays { get; init; } = 30;
}
