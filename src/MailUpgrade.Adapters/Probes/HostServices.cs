using System.Globalization;
using MailUpgrade.Adapters.Probes.Ldap;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Web;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Services of hosts that belong to no account. What the fleet has no port for, and what does not listen before, is compared all the same: as it was.</summary>
internal sealed class HostServices(SampleJob job, MailAccess access, WireLimits limits, WebProbes web)
{
    private readonly SamplingKnowledge _knowledge = job.Knowledge;

    public async Task<IReadOnlyList<ServiceState>> ReadAsync(CancellationToken ct)
    {
        var states = new List<ServiceState>();
        foreach (var proxy in SamplingKnowledge.HostsOf(job.Fleet, _knowledge.Proxy))
        {
            if (_knowledge.PortOf(job.Fleet, "page") is { } port)
            {
                states.Add(new ServiceState(proxy.Name, "way-page", await web.PageAsync(proxy, port, ct)));
            }
        }
        foreach (var host in SamplingKnowledge.HostsOf(job.Fleet, _knowledge.Mailbox))
        {
            if (access.TargetOf(host, _knowledge.PortOf(job.Fleet, "lmtp")) is { } lmtp)
            {
                states.Add(new ServiceState(host.Name, "way-lmtp", await GreetingAsync(lmtp with { Tls = TlsMode.None }, lmtp: true, ct)));
            }
        }
        await DirectoryAsync(states, ct);
        states.AddRange(await new CertificateProbes(job, access, limits).ReadAsync(ct));
        return [.. states.OrderBy(s => s.Host, StringComparer.Ordinal).ThenBy(s => s.What, StringComparer.Ordinal)];
    }

    private Task<string> GreetingAsync(WireTarget target, bool lmtp, CancellationToken ct) => ProbeCode.OfAsync(async () =>
    {
        await using var sender = await MailSender.ConnectAsync(target, limits, lmtp, ct);
        await sender.QuitAsync();
    });

    /// <summary>The directory's own count of accounts, and whether each replica is where its master is (contextCSN, RFC 4533 and slapo-syncprov).</summary>
    private async Task DirectoryAsync(List<ServiceState> states, CancellationToken ct)
    {
        if (job.Fleet.Mail.Directory is not { } settings || access.DirectoryPassword is not { } password)
        {
            return;
        }
        string? master = null;
        foreach (var host in SamplingKnowledge.HostsOf(job.Fleet, _knowledge.Directory))
        {
            if (access.TargetOf(host, _knowledge.PortOf(job.Fleet, "ldap")) is not { } target)
            {
                continue;
            }
            var (csn, accounts) = ("", 0);
            var code = await ProbeCode.OfAsync(async () =>
            {
                await using var ldap = await LdapClient.ConnectAsync(target, limits, ct);
                await ldap.BindAsync(settings.Bind, password);
                var suffix = settings.Below[Math.Max(0, settings.Below.IndexOf("dc=", StringComparison.OrdinalIgnoreCase))..];
                await ldap.SearchAsync(suffix, whole: false, "(objectClass=*)", ["contextCSN"], (_, values) => csn = string.Join(' ', (values.GetValueOrDefault("contextcsn") ?? []).Order(StringComparer.Ordinal)));
                await ldap.SearchAsync(settings.Below, whole: true, settings.Filter, ["1.1"], (_, _) => accounts++);
            });
            states.Add(new ServiceState(host.Name, "way-ldap", code));
            if (code != AccountState.Ok)
            {
                continue;
            }
            states.Add(new ServiceState(host.Name, "accounts", accounts.ToString(CultureInfo.InvariantCulture)));
            if (master is null)
            {
                master = csn;
            }
            else
            {
                states.Add(new ServiceState(host.Name, "directory-state", csn == master ? "equal" : "behind"));
            }
        }
    }
}
