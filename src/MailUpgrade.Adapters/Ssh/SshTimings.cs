namespace MailUpgrade.Adapters.Ssh;

/// <summary>All time-outs of the way in by ssh. Every one is on the wire clock.</summary>
public sealed record SshTimings
{
    /// <summary>From the start of <c>ssh</c> until the host has let the login in and the first shell has spoken; login shells may have heavy rc files.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two keepalives of a silent connection; three without an answer end it.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the sending of a ticket call until it must have answered; cancel waits some seconds for the group.</summary>
    public TimeSpan TicketCall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a question waits for a busy shell before another one is opened beside it.</summary>
    public TimeSpan BusyShell { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Least length of a question's limit: a run clock may be many times faster.</summary>
    public TimeSpan LeastLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection without any session is kept, so that a bot that was killed finds it again.</summary>
    public TimeSpan Persist { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest pause before a host that dropped an unauthenticated connection (MaxStartups) is tried again; a random part of it is taken.</summary>
    public TimeSpan BusyHost { get; init; } = TimeSpan.FromSeconds(1);
}
