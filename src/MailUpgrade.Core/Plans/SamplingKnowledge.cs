namespace MailUpgrade.Core.Plans;

/// <summary>What a pack knows about looking at accounts: which set of probes, which roles and ports, what the mail system throws away itself.</summary>
/// <param name="Probes">Name of the set of probes.</param>
/// <param name="Mailbox">Roles of hosts that hold mailboxes.</param>
/// <param name="Mta">Roles of hosts that take mail in.</param>
/// <param name="Proxy">Roles of hosts that users come in by.</param>
/// <param name="Directory">Roles of hosts that know the accounts; the first is the master.</param>
/// <param name="Ports">By service name: <c>admin web imap pop3 lmtp submission smtp ldap page</c>. What is not here is not probed.</param>
/// <param name="Purged">Folders that the mail system empties itself.</param>
public sealed record SamplingKnowledge(
    string Probes,
    IReadOnlyList<string> Mailbox,
    IReadOnlyList<string> Mta,
    IReadOnlyList<string> Proxy,
    IReadOnlyList<string> Directory,
    IReadOnlyDictionary<string, int> Ports,
    IReadOnlyList<string> Purged)
{
    /// <summary>Service names that a port may be given for.</summary>
    public static IReadOnlyList<string> Services { get; } = ["admin", "web", "imap", "pop3", "lmtp", "submission", "smtp", "ldap", "page"];

    /// <summary>Hosts of a fleet that have one of some roles, in the order of the roles and then of the fleet.</summary>
    public static IReadOnlyList<FleetHost> HostsOf(Fleet fleet, IReadOnlyList<string> roles) =>
        [.. roles.SelectMany(r => fleet.Hosts.Where(h => h.Roles.Contains(r))).Distinct()];

    /// <summary>Port of a service on a fleet, or null where it is not probed.</summary>
    public int? PortOf(Fleet fleet, string service) =>
        fleet.Mail.Ports.TryGetValue(service, out var own) ? own : Ports.TryGetValue(service, out var port) ? port : null;
}
