namespace MailUpgrade.Adapters.Probes.Wire;

/// <summary>What a server may make a probe take. Each is a promise: beyond it the conversation ends with a fault, whatever the server sends.</summary>
public sealed record WireLimits
{
    /// <summary>Longest line in bytes, its end included. An IMAP line may hold a whole flag list; nothing real is longer.</summary>
    public int Line { get; init; } = 64 * 1024;

    /// <summary>Longest literal that is kept in memory, bytes: names of folders.</summary>
    public int Literal { get; init; } = 16 * 1024;

    /// <summary>Longest message that is read (and hashed, never kept), bytes.</summary>
    public long Message { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of one conversation beside messages.</summary>
    public long Response { get; init; } = 16L * 1024 * 1024;

    /// <summary>Lines of one conversation.</summary>
    public int Lines { get; init; } = 200_000;

    /// <summary>Folders of one account that are looked at.</summary>
    public int Folders { get; init; } = 20_000;

    /// <summary>Wire clock. From connecting to the end of the conversation.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);
}
