using System.Net;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Probes;

/// <summary>How probes reach a fleet's mail service. A class and not a record: its text must never show the password.</summary>
public sealed class MailAccess
{
    /// <summary>Name of an administrator who may act for any account.</summary>
    public required string Admin { get; init; }

    /// <summary>Sent in request bodies only.</summary>
    public required string AdminPassword { get; init; }

    /// <summary>Address from which to connect, so that closed doors let the probe pass; null for the system's choice.</summary>
    public required IPAddress? Source { get; init; }

    /// <summary>Where a host's service of a real port (7071, 8080, 7143) listens.</summary>
    public required Func<FleetHost, int, IPEndPoint> EndPoint { get; init; }
}
