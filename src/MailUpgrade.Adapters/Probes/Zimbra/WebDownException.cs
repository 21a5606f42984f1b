using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Something answers there, and it is not the web application: a proxy's error page, or a server without it.</summary>
public sealed class WebDownException(string host, int status, Exception? inner = null)
    : HostUnreachableException($"The mail service of {host} answered {status}.", inner!)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;
}
