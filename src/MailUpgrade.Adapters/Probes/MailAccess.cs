using System.Net;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Probes;

/// <summary>How probes reach a fleet's mail service. A class and not a record: its text must never show a password.</summary>
public sealed class MailAccess
{
    private static readonly HashSet<int> ImplicitPorts = [993, 7993, 995, 7995, 465, 443, 8443, 7071, 9071, 636];

    /// <summary>Name of an administrator who may act for any account, or null.</summary>
    public required string? Admin { get; init; }

    /// <summary>Sent over the wire only.</summary>
    public required string? AdminPassword { get; init; }

    /// <summary>Address from which to connect, so that closed doors let the probe pass; null for the system's choice.</summary>
    public required IPAddress? Source { get; init; }

    /// <summary>Where a host's service of a real port (7071, 8080, 7143) listens.</summary>
    public required Func<FleetHost, int, EndPoint> EndPoint { get; init; }

    /// <summary>Encrypt and check certificates.</summary>
    public bool Tls { get; init; }

    /// <summary>Whom certificates must come from.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.System;

    /// <summary>Passwords of test accounts, by address.</summary>
    public IReadOnlyDictionary<string, string> TestPasswords { get; init; } = new Dictionary<string, string>();

    /// <summary>Password of the directory's reader, or null.</summary>
    public string? DirectoryPassword { get; init; }

    /// <summary>Where a service of a host listens; null where the fleet has no port for it.</summary>
    public WireTarget? TargetOf(FleetHost host, int? port) => port is not { } p ? null
        : new WireTarget(host.Name, EndPoint(host, p), host.Address, !Tls ? TlsMode.None : ImplicitPorts.Contains(p) ? TlsMode.Implicit : TlsMode.Start) { Source = Source, Trust = Trust };

    /// <summary>Begin of an HTTP address of a host.</summary>
    public string UrlOf(FleetHost host, int port) => $"{(Tls ? "https" : "http")}://{Authority(host, port)}";

    /// <summary>From a fleet's settings and the secret files that they name.</summary>
    /// <exception cref="InvalidDataException">A secret file or the authorities cannot be read.</exception>
    public static MailAccess Of(Fleet fleet) => new()
    {
        Admin = fleet.Mail.Admin,
        AdminPassword = Secret(fleet.Mail.PasswordFile),
        Source = fleet.Mail.From is { } from ? IPAddress.Parse(from) : null,
        EndPoint = (host, port) => IPAddress.TryParse(host.Address, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(host.Address, port),
        Tls = fleet.Mail.Tls,
        Trust = fleet.Mail.AuthorityFile is { } file ? TlsTrust.Of(file) : TlsTrust.System,
        TestPasswords = fleet.Mail.TestAccounts.ToDictionary(t => t.Address, t => Secret(t.PasswordFile)!, StringComparer.OrdinalIgnoreCase),
        DirectoryPassword = Secret(fleet.Mail.Directory?.PasswordFile),
    };

    private string Authority(FleetHost host, int port) => EndPoint(host, port) switch
    {
        DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        var ip => ip.ToString()!,
    };

    private static string? Secret(string? file)
    {
        try
        {
            return file is null ? null : File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the secret file {file} cannot be read: {e.Message}", e);
        }
    }
}
