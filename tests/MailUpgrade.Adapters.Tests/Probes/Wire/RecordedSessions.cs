using System.Net;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Ldap;
using MailUpgrade.Adapters.Probes.Pop3;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Probes.Wire;

/// <summary>What real Dovecot, Postfix and slapd said, and the conversations that they said it in.</summary>
internal static class RecordedSessions
{
    public static readonly WireTarget Nobody = new("store1", new IPEndPoint(IPAddress.Loopback, 1), "store1", TlsMode.None);

    private static readonly WireLimits Limits = new() { Time = TimeSpan.FromMinutes(1), Line = 8 * 1024, Literal = 1024, Message = 64 * 1024, Response = 128 * 1024, Lines = 500, Folders = 50 };

    public static IReadOnlyList<string> Names { get; } = ["imap", "pop3", "smtp", "ldap"];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/MailUpgrade.Adapters.Tests/Probes/Recorded", name + ".session"));

    /// <summary>Plays the client's side against bytes; gives what it understood, as text.</summary>
    public static async Task<string> PlayAsync(string name, byte[] server, int piece, WireLimits? limits = null)
    {
        var wire = ProbeWire.Over(new ReplayStream(server, piece), Nobody, limits ?? Limits, CancellationToken.None);
        switch (name)
        {
            case "imap":
                await using (var imap = ImapClient.Over(wire))
                {
                    var folders = await imap.FoldersAsync(new ImapLogin("user0001@example.co.id", null, "x"), withSize: true, logOut: false);
                    var quota = await imap.QuotaAsync();
                    var exists = await imap.ExamineAsync("INBOX");
                    var read = await imap.ReadAsync("1:2", byUid: false);
                    return $"{string.Join(' ', folders.Select(f => $"{f.Path}={f.Messages}/{f.SizeBytes}"))} {quota} {exists} {string.Join(' ', read.Select(m => $"{m.Uid}:{m.SizeBytes}"))}";
                }
            case "pop3":
                await using (wire)
                {
                    return (await Pop3Client.CountAsync(wire, "user0001@example.co.id", "x")).ToString();
                }
            case "smtp":
                await using (var smtp = MailSender.Over(wire, lmtp: false))
                {
                    await smtp.GreetAsync(encrypt: false);
                    await smtp.LoginAsync("user0001@example.co.id", "x");
                    await smtp.SendAsync("user0001@example.co.id", "user0001@example.co.id", "Subject: x\r\n\r\nx\r\n");
                    await smtp.QuitAsync();
                    return string.Join(' ', smtp.Offers);
                }
            default:
                await using (var ldap = LdapClient.Over(wire))
                {
                    var found = new List<string>();
                    await ldap.BindAsync("cn=admin", "x");
                    await ldap.SearchAsync("ou=people", whole: true, "(mail=*)", ["mail"], (_, values) => found.AddRange(values.GetValueOrDefault("mail") ?? []));
                    await ldap.SearchAsync("dc=co", whole: false, "(objectClass=*)", ["contextCSN"], (_, values) => found.AddRange(values.GetValueOrDefault("contextcsn") ?? []));
                    return string.Join(' ', found);
                }
        }
    }
}
