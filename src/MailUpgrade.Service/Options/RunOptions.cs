namespace MailUpgrade.Service.Options;

/// <summary>Section <c>Run</c>: which night.</summary>
public sealed record RunOptions
{
    /// <summary>Plan name or path. Default the plan of the case.</summary>
    public string Plan { get; init; } = "zimbra-8.7.1-to-8.8.10";

    /// <summary>Fleet name or path. Default the practice cluster.</summary>
    public string Fleet { get; init; } = "practice";

    /// <summary><c>practice rehearsal production</c>.</summary>
    public string Mode { get; init; } = "practice";

    /// <summary>Run clock at the first start, ISO with offset; practice and lab fleets only. Null: 18:00 of today in the plan's zone.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>Run seconds per real second, 1 to 3600; practice and lab fleets only.</summary>
    public double Speed { get; init; } = 60;

    /// <summary>Language of the run's chat, <c>en</c> or <c>id</c>; null: that of the fleet.</summary>
    public string? Language { get; init; }

    /// <summary><c>passed</c>: pretend that a rehearsal has passed; practice and lab fleets only.</summary>
    public string? GivenRehearsal { get; init; }

    /// <summary>How many rehearsals of the plan are pretended with <see cref="GivenLengths"/>, 1 to 50; practice and lab fleets only.</summary>
    public int GivenRehearsals { get; init; } = 1;

    /// <summary>Their measured lengths, <c>stores=90m; upgrade-store/mbs3=40m; rollback=50m</c>; practice and lab fleets only.</summary>
    public string? GivenLengths { get; init; }

    /// <summary><c>taken</c>: pretend that the marks of the fleet that this one is a copy of were taken; practice and lab fleets only.</summary>
    public string? GivenMarks { get; init; }

    /// <summary>Folder of the practice cluster, for one that outlives the state folder. Null: <c>practice/</c> in the state folder.</summary>
    public string? Cluster { get; init; }
}

/// <summary>Section <c>Web</c>: the page.</summary>
public sealed record WebOptions
{
    /// <summary>Where the page listens.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Address that phones open, where it is another one (a proxy's); links of <c>/board</c> begin with it. Null: <see cref="Url"/>.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Certificate of an https <see cref="Url"/>: a PEM file with the chain, or a PFX file. Null: none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Key of a PEM certificate, where it is not in the same file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Password of the key or of the PFX file; write <c>file:PATH</c>. Null: none.</summary>
    public string? CertificatePassword { get; init; }
}

/// <summary>Section <c>Drill</c>: set by the drill runner.</summary>
public sealed record DrillOptions
{
    /// <summary>One-time key that lets a drill pick personas; null outside drills.</summary>
    public string? Key { get; init; }
}

/// <summary>Section <c>Away</c>: where a run's journal is kept outside the bot's own disk.</summary>
public sealed record AwayOptions
{
    /// <summary>Folder on another disk or a mounted share; null: none.</summary>
    public string? Folder { get; init; }

    /// <summary>Shell text that gets the journal on its input and the run's id in <c>$MU_RUN</c>, e.g. an scp; null: none.</summary>
    public string? Command { get; init; }
}
