using System.Text;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Ldap;
using MailUpgrade.Adapters.Probes.Pop3;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes.Wire;

[Collection("alone")]
public sealed class HostileServerTests
{
    private static readonly WireLimits Limits = new() { Time = TimeSpan.FromMilliseconds(400), Line = 16 * 1024, Literal = 4096, Message = 1024 * 1024, Response = 512 * 1024, Lines = 20_000, Folders = 100 };

    public static TheoryData<string, string> Everywhere
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var protocol in new[] { "imap", "pop3", "smtp", "lmtp", "ldap" })
            {
                foreach (var behaviour in Behaviours.Keys)
                {
                    data.Add(protocol, behaviour);
                }
            }
            return data;
        }
    }

    private static Dictionary<string, Func<NetworkStreamOf, Task>> Behaviours { get; } = new()
    {
        ["stalls"] = s => s.ForeverAsync(),
        ["cuts at once"] = _ => Task.CompletedTask,
        ["drips one byte after another"] = async s =>
        {
            for (var n = 0; ; n++)
            {
                await s.WriteAsync([(byte)('a' + (n % 26))]);
                await s.PauseAsync();
            }
        },
        ["sends a line without end"] = s => s.RepeatAsync("x"),
        ["sends lines without end"] = s => s.RepeatAsync("* noise (\r\n"),
        ["sends continuation lines without end"] = s => s.RepeatAsync("250-more\r\n"),
        ["sends zeros without end"] = s => s.RepeatAsync("\0\0\0\0\0\0\0\0"),
        ["promises a giant literal"] = async s =>
        {
            await s.WriteAsync(Encoding.ASCII.GetBytes("* LIST () \"/\" {99999999999}\r\n"));
            await s.RepeatAsync("x");
        },
        ["promises a giant message"] = async s =>
        {
            await s.WriteAsync(Encoding.ASCII.GetBytes("* 1 FETCH (UID 1 BODY[] {99999999999}\r\n"));
            await s.RepeatAsync("x");
        },
        ["promises a giant answer"] = async s =>
        {
            await s.WriteAsync([0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF]);
            await s.RepeatAsync("x");
        },
        ["says yes to everything for ever"] = s => s.RepeatAsync("+OK * OK 250 a1 OK\r\n"),
        ["speaks HTTP"] = s => s.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")),
        ["speaks 8-bit"] = s => s.RepeatAsync("* \u00ff\u0080\u00fe LIST \u00e9\r\n"),
    };

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_server_that_does_not_keep_to_the_protocol_ends_the_probe_with_a_word(string protocol, string behaviour)
    {
        var before = GC.GetTotalMemory(forceFullCollection: false);
        await using var server = new HostileServer((stream, ct) => Behaviours[behaviour](new NetworkStreamOf(stream, ct)));
        var fault = await Record.ExceptionAsync(() => ProbeAsync(protocol, server.Target).WaitAsync(Hang.After));
        Assert.True(fault is MailFaultException or HostUnreachableException or RateRefusedException, $"{fault}");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 * 1024 * 1024);
    }

    [Theory]
    [InlineData("x", 20_000, "protocol: line too long")]
    [InlineData("* OK noise (\r\n", 20_000, "protocol: too many lines")]
    [InlineData("* OK noise that goes on and on and on and on and on and on (\r\n", int.MaxValue, "protocol: response too long")]
    public async Task Each_limit_ends_a_flood_by_itself_long_before_the_time_does(string flood, int lines, string word)
    {
        await using var server = new HostileServer((stream, ct) => new NetworkStreamOf(stream, ct).RepeatAsync(flood));
        var limits = Limits with { Time = TimeSpan.FromHours(1), Lines = lines };
        var fault = await Assert.ThrowsAsync<MailFaultException>(async () =>
        {
            await using var imap = await ImapClient.ConnectAsync(server.Target, limits, CancellationToken.None).WaitAsync(Hang.After);
            await imap.FoldersAsync(new ImapLogin("a@x", null, "p"), withSize: false, logOut: true).WaitAsync(Hang.After);
        });
        Assert.Equal(word, fault.Code);
    }

    [Fact]
    public async Task Imap_takes_literals_8_bit_and_untagged_noise_in_its_stride_and_falls_back_to_the_old_way()
    {
        await using var server = new HostileServer(async (stream, ct) =>
        {
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync("* OK here\r\n* 17 EXISTS\r\n* FLAGS (\\Seen \u00e9)\r\n");
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                var tag = line.Split(' ')[0];
                await SayAsync(line switch
                {
                    _ when line.Contains("LOGIN", StringComparison.Ordinal) => $"* CAPABILITY IMAP4rev1\r\n{tag} OK in\r\n",
                    _ when line.Contains("RETURN", StringComparison.Ordinal) => $"{tag} BAD unknown LIST parameter\r\n",
                    _ when line.Contains("LIST", StringComparison.Ordinal) => $"* LIST (\\Noselect) \".\" \"Public\"\r\n* LIST (\\HasNoChildren) \".\" {{5}}\r\nINBOX\r\n* LIST () \".\" \"INBOX.Re\\\"tour\"\r\n* LIST () \".\" Pos&AOk-\r\n{tag} OK done\r\n",
                    _ when line.Contains("STATUS \"INBOX\"", StringComparison.Ordinal) => $"* 3 EXPUNGE\r\n* STATUS {{5}}\r\nINBOX (UNSEEN 1 MESSAGES 3 UIDNEXT 9 UIDVALIDITY 77)\r\n{tag} OK\r\n",
                    _ when line.Contains("tour", StringComparison.Ordinal) => $"* STATUS \"INBOX.Re\\\"tour\" (MESSAGES 1 UIDVALIDITY 78)\r\n{tag} OK\r\n",
                    _ => $"{tag} NO not for you\r\n",
                });
            }

            async Task SayAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct);
        });
        await using var imap = await ImapClient.ConnectAsync(server.Target, Limits with { Time = TimeSpan.FromSeconds(20) }, CancellationToken.None);
        var folders = await imap.FoldersAsync(new ImapLogin("u", null, "p"), withSize: true, logOut: false);
        Assert.Equal(["Inbox:3:1:9:77", "Inbox/Re\"tour:1:0:0:78"], folders.Select(f => $"{f.Path}:{f.Messages}:{f.Unseen}:{f.UidNext}:{f.UidValidity}"));
    }

    [Theory]
    [InlineData("* BYE [UNAVAILABLE] Maximum number of connections exceeded\r\n")]
    [InlineData("* OK hi\r\na1 NO [LIMIT] slow down\r\n")]
    [InlineData("* BYE too many connections\r\n")]
    public async Task A_refusal_for_rate_is_told_from_a_refused_login(string says)
    {
        await using var server = new HostileServer(async (stream, ct) => await stream.WriteAsync(Encoding.ASCII.GetBytes(says), ct));
        await Assert.ThrowsAsync<RateRefusedException>(() => ProbeAsync("imap", server.Target));
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable_and_a_cancelled_probe_is_cancelled()
    {
        await using var server = new HostileServer((stream, ct) => new NetworkStreamOf(stream, ct).ForeverAsync());
        using var stop = new CancellationTokenSource();
        var probe = ImapClient.ConnectAsync(server.Target, Limits with { Time = TimeSpan.FromMinutes(5) }, stop.Token);
        await using var imap = await probe;
        var folders = imap.FoldersAsync(new ImapLogin("u", null, "p"), withSize: false, logOut: true);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folders);
        await Assert.ThrowsAsync<HostUnreachableException>(() => ImapClient.ConnectAsync(RecordedSessions.Nobody, Limits, CancellationToken.None));
    }

    private static async Task ProbeAsync(string protocol, WireTarget target)
    {
        switch (protocol)
        {
            case "imap":
                await using (var imap = await ImapClient.ConnectAsync(target, Limits, CancellationToken.None))
                {
                    await imap.FoldersAsync(new ImapLogin("u", null, "p"), withSize: true, logOut: true);
                }
                return;
            case "pop3":
                await Pop3Client.CountAsync(target, Limits, "u", "p", CancellationToken.None);
                return;
            case "ldap":
                await using (var ldap = await LdapClient.ConnectAsync(target, Limits, CancellationToken.None))
                {
                    await ldap.BindAsync("cn=x", "p");
                }
                return;
            default:
                await using (var sender = await MailSender.ConnectAsync(target, Limits, protocol == "lmtp", CancellationToken.None))
                {
                    await sender.LoginAsync("u", "p");
                }
                return;
        }
    }
}
