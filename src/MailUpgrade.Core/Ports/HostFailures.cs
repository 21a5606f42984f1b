namespace MailUpgrade.Core.Ports;

/// <summary>The host did not answer or the link was lost. Trying again is sensible; the types below say what was seen.</summary>
public class HostUnreachableException : Exception
{
    /// <inheritdoc/>
    public HostUnreachableException()
    {
    }

    /// <inheritdoc/>
    public HostUnreachableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public HostUnreachableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>Something at the address refused or dropped the connection before a login: no sshd, or one with too many callers.</summary>
public sealed class ConnectionRefusedException(string message) : HostUnreachableException(message);

/// <summary>The host is connected and gives no further session on this connection now (sshd's MaxSessions).</summary>
public sealed class SessionRefusedException(string message) : HostUnreachableException(message);

/// <summary>A session that stood was cut. What it had begun may or may not have happened.</summary>
public sealed class LinkLostException(string message) : HostUnreachableException(message);

/// <summary>The way in is barred until a person has mended something: asking again and again changes nothing and may lock the login out.</summary>
public abstract class HostBarredException(string message) : Exception(message);

/// <summary>The host's key is not the known one, or none is known: stop and ask whoever built the host.</summary>
public sealed class HostKeyRejectedException(string message) : HostBarredException(message);

/// <summary>The host does not let this login in, or the login may not become root.</summary>
public sealed class LoginRejectedException(string message) : HostBarredException(message);

/// <summary>The machine of the bot has no usable ssh client, key file or known hosts.</summary>
public sealed class SshClientMissingException(string message) : HostBarredException(message);

/// <summary>The host's own table bars this answer to the question that stands there now. Nothing was typed.</summary>
public sealed class AnswerBarredException(string message) : Exception(message);

/// <summary>The host starts nothing of this kind before a person has changed something there. Nothing was started; what runs goes on.</summary>
public abstract class NotStartedException(string message) : Exception(message);

/// <summary>The host's owner has forbidden every start there by the stop file.</summary>
public sealed class HostStoppedException(string message) : NotStartedException(message);

/// <summary>The host has not what the program needs, and the bot installs nothing.</summary>
public sealed class HostLacksException(string message) : NotStartedException(message);
