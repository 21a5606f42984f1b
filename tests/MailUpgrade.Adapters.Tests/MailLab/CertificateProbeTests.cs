using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Adapters.Tests.MailLab;

[Collection("mail-lab")]
public sealed class CertificateProbeTests(MailServers servers)
{
    private static readonly string[] Whats = ["certificate-imap", "certificate-ldap", "certificate-pop3", "certificate-smtp", "certificate-submission"];

    [MailLabFact]
    public async Task The_end_of_every_mail_ports_certificate_is_read_and_one_that_cannot_be_used_any_more_is_named()
    {
        var before = await ReadAsync("store1", "store2", "mta1", "ldap1", "ldap2");
        Assert.Equal(Whats, before.Select(s => s.What).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(8, before.Count);
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.All(before, s => Assert.InRange(DateTime.ParseExact(s.State, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), soon.Date, soon.AddDays(3)));

        // Two hosts show a certificate now that nobody trusts: each port is a finding, the others are none.
        var after = await ReadAsync("store1", "mta1", "ldap1");
        var comparison = BaselineComparison.Compare(Of(before), Of(after), new ComparisonRules([], DoorsOpen: false));
        Assert.Equal(["ldap2 certificate-ldap", "store2 certificate-imap", "store2 certificate-pop3"], comparison.Findings.Select(f => $"{f.Account} {f.What}").Order(StringComparer.Ordinal));
        Assert.All(comparison.Findings, f => Assert.Equal(("certificate-ends", Severity.Grave), (f.Cause, f.Severity)));
        Assert.All(comparison.Findings, f => Assert.StartsWith("certificate refused", f.After, StringComparison.Ordinal));
    }

    private static Baseline Of(IReadOnlyList<ServiceState> services) => new("run", 0, [], []) { Services = services };

    /// <summary>With the authorities of some hosts only.</summary>
    private async Task<IReadOnlyList<ServiceState>> ReadAsync(params string[] trusted)
    {
        var file = Path.Combine(servers.Root, $"authorities-{trusted.Length}.pem");
        await File.WriteAllTextAsync(file, string.Concat(trusted.Select(h => File.ReadAllText(Path.Combine(servers.Root, h, "tls", "cert.pem")))));
        var fleet = servers.Fleet;
        var job = new SampleJob("run", fleet with { Mail = fleet.Mail with { Tls = true, AuthorityFile = file } }, MailServers.Pack);
        await using var system = MailSystems.Of(job, MailAccess.Of(job.Fleet), new WireLimits { Time = TimeSpan.FromSeconds(20) });
        return [.. (await system.ServicesAsync(CancellationToken.None)).Where(s => s.What.StartsWith("certificate", StringComparison.Ordinal))];
    }
}
