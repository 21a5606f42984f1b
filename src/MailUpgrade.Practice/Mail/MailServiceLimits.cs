namespace MailUpgrade.Practice.Mail;

/// <summary>What a client may take of the practice mail service. All times are of the wire clock: they guard sockets.</summary>
public sealed record MailServiceLimits
{
    /// <summary>Longest command or header line in bytes, its end included.</summary>
    public int Line { get; init; } = 8 * 1024;

    /// <summary>Longest literal, request body or message in bytes.</summary>
    public int Body { get; init; } = 1024 * 1024;

    /// <summary>Most header lines of one HTTP request, and most recipients of one message.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>Most connections at once, over all listeners.</summary>
    public int Connections { get; init; } = 400;

    /// <summary>Most commands of one connection that were nonsense.</summary>
    public int Mistakes { get; init; } = 10;

    /// <summary>From waiting for a line or body to having it whole, and for each answer to be taken.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From accept to the end of the connection, whatever is said on it.</summary>
    public TimeSpan Session { get; init; } = TimeSpan.FromMinutes(30);
}
