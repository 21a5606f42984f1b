using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Ldap;
using MailUpgrade.Adapters.Probes.Pop3;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using Xunit;

namespace MailUpgrade.Adapters.Tests.MailLab;

[Collection("mail-lab")]
public sealed class MailProtocolsTests(MailServers servers)
{
    private static readonly WireLimits Limits = new() { Time = TimeSpan.FromSeconds(20) };
    private static readonly string User = $"user0003@{MailServers.Domain}";

    [MailLabFact]
    public async Task Imap_the_new_way_in_one_write_and_the_old_way_say_the_same()
    {
        await using var once = await ImapClient.ConnectAsync(servers.Target("store1", 143, TlsMode.None), Limits, CancellationToken.None);
        var folders = await once.FoldersAsync(new ImapLogin(User, null, servers.Password(User)), withSize: true, logOut: true);
        Assert.Equal(["Inbox", "Sent", "Trash"], folders.Select(f => f.Path).Where(p => p is "Inbox" or "Sent" or "Trash").Order());
        Assert.All(folders, f => Assert.True(f is { UidValidity: > 0, UidNext: > 0, SizeBytes: > 0 }));
        await using var admin = await ImapClient.ConnectAsync(servers.Target("store1", 143, TlsMode.None), Limits, CancellationToken.None);
        Assert.Equal(folders, await admin.FoldersAsync(new ImapLogin(User, "admin", MailServers.AdminPassword), withSize: true, logOut: false));
        Assert.True(await admin.QuotaAsync() > 0);
    }

    [MailLabFact]
    public async Task A_wrong_password_is_a_fault_of_its_own_in_every_protocol()
    {
        async Task RefusedAsync(Func<Task> login) => Assert.Equal("login refused", (await Assert.ThrowsAsync<MailFaultException>(login)).Code);
        await RefusedAsync(async () =>
        {
            await using var imap = await ImapClient.ConnectAsync(servers.Target("store1", 143, TlsMode.None), Limits, CancellationToken.None);
            await imap.FoldersAsync(new ImapLogin(User, null, "wrong"), withSize: false, logOut: true);
        });
        await RefusedAsync(() => Pop3Client.CountAsync(servers.Target("store1", 110, TlsMode.None), Limits, User, "wrong", CancellationToken.None));
        await RefusedAsync(async () =>
        {
            await using var ldap = await LdapClient.ConnectAsync(servers.Target("ldap1", 389, TlsMode.None), Limits, CancellationToken.None);
            await ldap.BindAsync("cn=admin,dc=example,dc=co,dc=id", "wrong");
        });
        await RefusedAsync(async () =>
        {
            await using var smtp = await MailSender.ConnectAsync(servers.Target("mta1", 587, TlsMode.None), Limits, lmtp: false, CancellationToken.None);
            await smtp.LoginAsync(User, "wrong");
        });
    }

    [MailLabFact]
    public async Task Tls_from_the_first_byte_and_after_starttls_wants_a_certificate_that_is_trusted_and_has_the_name()
    {
        var trust = TlsTrust.Of(Path.Combine(servers.Store(1), "tls", "cert.pem"));
        foreach (var (port, tls) in new[] { (993, TlsMode.Implicit), (143, TlsMode.Start) })
        {
            var target = servers.Target("store1", port, tls) with { Trust = trust };
            await using var imap = await ImapClient.ConnectAsync(target, Limits, CancellationToken.None);
            Assert.NotEmpty(await imap.FoldersAsync(new ImapLogin(User, null, servers.Password(User)), withSize: false, logOut: true));
            Assert.InRange(imap.CertificateEnds!.Value, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(3));
            Assert.StartsWith("certificate refused", (await Assert.ThrowsAsync<MailFaultException>(() => ImapClient.ConnectAsync(target with { Trust = TlsTrust.System }, Limits, CancellationToken.None))).Code, StringComparison.Ordinal);
            Assert.StartsWith("certificate refused", (await Assert.ThrowsAsync<MailFaultException>(() => ImapClient.ConnectAsync(target with { Name = "mail.example.net" }, Limits, CancellationToken.None))).Code, StringComparison.Ordinal);
        }
        Assert.Equal((int)(await Pop3Client.CountAsync(servers.Target("store1", 110, TlsMode.Start) with { Trust = trust }, Limits, User, servers.Password(User), CancellationToken.None)).Messages, Damage.Messages(servers.MailOf(User)).Count());
    }

    [MailLabFact]
    public async Task Ldap_lists_every_account_in_pages_and_the_replica_is_where_its_master_is()
    {
        async Task<(int Accounts, string State)> ReadAsync(string host)
        {
            var (accounts, state) = (0, "");
            await using var ldap = await LdapClient.ConnectAsync(servers.Target(host, 389, TlsMode.None), Limits, CancellationToken.None);
            await ldap.BindAsync("cn=admin,dc=example,dc=co,dc=id", await File.ReadAllTextAsync(servers.LdapSecretFile));
            await ldap.SearchAsync("ou=people,dc=example,dc=co,dc=id", whole: true, "(&(objectClass=inetOrgPerson)(!(mail=nobody))(|(mail=*)(cn=x)))", ["mail"], (_, values) => accounts += values["mail"].Count);
            await ldap.SearchAsync("dc=example,dc=co,dc=id", whole: false, "(objectClass=*)", ["contextCSN"], (_, values) => state = string.Join(' ', values.GetValueOrDefault("contextcsn") ?? []));
            return (accounts, state);
        }
        var master = await ReadAsync("ldap1");
        Assert.Equal(MailServers.Accounts, master.Accounts);
        Assert.NotEmpty(master.State);
        await Practice.ServedCluster.Until(async () => await ReadAsync("ldap2") == master);
    }

    [MailLabFact]
    public async Task Lmtp_greets_and_submission_offers_a_login()
    {
        await using var lmtp = await MailSender.ConnectAsync(servers.Target("store2", 24, TlsMode.None), Limits, lmtp: true, CancellationToken.None);
        await using var smtp = await MailSender.ConnectAsync(servers.Target("mta1", 587, TlsMode.None), Limits, lmtp: false, CancellationToken.None);
        Assert.Contains("AUTH", smtp.Offers);
        await smtp.LoginAsync($"user0001@{MailServers.Domain}", servers.Password($"user0001@{MailServers.Domain}"));
        await smtp.QuitAsync();
    }
}
