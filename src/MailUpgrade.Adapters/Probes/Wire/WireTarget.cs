using System.Net;

namespace MailUpgrade.Adapters.Probes.Wire;

/// <summary>Where a service listens, and how it is spoken to.</summary>
/// <param name="Host">Fleet name, for messages.</param>
/// <param name="At">Address and port.</param>
/// <param name="Name">Name on the certificate.</param>
/// <param name="Tls">Whether and when it is encrypted.</param>
public sealed record WireTarget(string Host, EndPoint At, string Name, TlsMode Tls)
{
    /// <summary>Address to connect from, or null for the system's choice.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Whom certificates must come from.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.System;
}

/// <summary>Whether and when a connection is encrypted.</summary>
public enum TlsMode
{
    /// <summary>Never: only on networks of one's own.</summary>
    None,

    /// <summary>From the first byte.</summary>
    Implicit,

    /// <summary>After STARTTLS; a server that does not offer it is refused.</summary>
    Start,
}
