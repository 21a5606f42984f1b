namespace MailUpgrade.Core.Sampling;

/// <summary>What is known of every account before any is read.</summary>
/// <param name="Address">Mail address.</param>
/// <param name="Id">The mail system's own id.</param>
/// <param name="Host">Fleet name of its mailbox host.</param>
/// <param name="UsedBytes">Size of the mailbox.</param>
/// <param name="Created">When it was made.</param>
public sealed record AccountFacts(string Address, string Id, string Host, long UsedBytes, DateTimeOffset Created)
{
    /// <summary>Class of service, or empty.</summary>
    public string Class { get; init; } = "";

    /// <summary>Storage volume on which its older mail lies, or empty where that is not known.</summary>
    public string Volume { get; init; } = "";

    /// <summary>Uses a mobile device.</summary>
    public bool Mobile { get; init; }

    /// <summary>Shares folders or has others' mounted.</summary>
    public bool Shares { get; init; }

    /// <summary>Part behind the at sign.</summary>
    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>0 empty, 1 below 100 MB, 2 below 1 GB, 3 below 10 GB, 4 below 100 GB, 5 giants.</summary>
    public int SizeClass => UsedBytes switch
    {
        0 => 0,
        < 100_000_000 => 1,
        < 1_000_000_000 => 2,
        < 10_000_000_000 => 3,
        < 100_000_000_000 => 4,
        _ => 5,
    };
}
