using System.Globalization;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Ldap;
using MailUpgrade.Adapters.Probes.Pop3;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>
/// The day on which each service's certificate ends, or why it cannot be used: of the login page, IMAP, POP3, SMTP, submission and LDAP,
/// each host of its own. Nothing where the fleet's mail is not encrypted.
/// </summary>
internal sealed class CertificateProbes(SampleJob job, MailAccess access, WireLimits limits)
{
    public async Task<IReadOnlyList<ServiceState>> ReadAsync(CancellationToken ct)
    {
        var k = job.Knowledge;
        (string Service, IReadOnlyList<string> Roles, string What)[] services =
        [
            ("page", k.Proxy, "certificate"), ("imap", k.Mailbox, "certificate-imap"), ("pop3", k.Mailbox, "certificate-pop3"),
            ("smtp", k.Mta, "certificate-smtp"), ("submission", k.Mta, "certificate-submission"), ("ldap", k.Directory, "certificate-ldap"),
        ];
        var asked = !access.Tls ? [] : services.SelectMany(s => SamplingKnowledge.HostsOf(job.Fleet, s.Roles)
            .Select(h => (s.Service, s.What, Host: h, Target: access.TargetOf(h, k.PortOf(job.Fleet, s.Service)))).Where(x => x.Target is not null));
        return await Task.WhenAll(asked.Select(async x => new ServiceState(x.Host.Name, x.What, await EndAsync(x.Service, x.Target!, ct))));
    }

    private async Task<string> EndAsync(string service, WireTarget target, CancellationToken ct)
    {
        DateTimeOffset? ends = null;
        var code = await ProbeCode.OfAsync(async () => ends = target.Tls == TlsMode.Implicit ? await ShownAsync(target, ct) : await StartedAsync(service, target, ct));
        return code != AccountState.Ok ? code : ends?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no certificate";
    }

    private async Task<DateTimeOffset?> ShownAsync(WireTarget target, CancellationToken ct)
    {
        await using var wire = await ProbeWire.ConnectAsync(target, limits, ct);
        return wire.CertificateEnds;
    }

    /// <summary>Where TLS begins inside the protocol.</summary>
    private async Task<DateTimeOffset?> StartedAsync(string service, WireTarget target, CancellationToken ct)
    {
        switch (service)
        {
            case "imap":
                await using (var imap = await ImapClient.ConnectAsync(target, limits, ct))
                {
                    return imap.CertificateEnds;
                }
            case "ldap":
                await using (var ldap = await LdapClient.ConnectAsync(target, limits, ct))
                {
                    return ldap.CertificateEnds;
                }
            case "pop3":
                return await Pop3Client.CertificateEndsAsync(target, limits, ct);
            default:
                await using (var sender = await MailSender.ConnectAsync(target, limits, lmtp: false, ct))
                {
                    await sender.QuitAsync();
                    return sender.CertificateEnds;
                }
        }
    }
}
