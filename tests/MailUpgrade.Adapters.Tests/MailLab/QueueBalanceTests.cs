using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Adapters.Tests.Zimbra;
using Xunit;

namespace MailUpgrade.Adapters.Tests.MailLab;

/// <summary>The balance of waiting mail, by the pack's own scripts and the words of a real Postfix.</summary>
[Collection("mail-lab")]
public sealed class QueueBalanceTests(MailServers servers)
{
    private const string Waits = $"waits@{MailServers.Domain}";
    private static readonly WireLimits Limits = new() { Time = TimeSpan.FromSeconds(20) };

    private string Mta => Path.Combine(servers.Root, "mta1");

    [MailLabFact]
    public async Task Of_every_message_that_waited_it_is_told_what_became_of_it_and_the_lost_one_is_named()
    {
        int Cleaned() => File.ReadLines(Path.Combine(Mta, "mail.log")).Count(l => l.Contains("/cleanup[", StringComparison.Ordinal) && l.Contains("@example.net>", StringComparison.Ordinal) || l.Contains("@mailupgrade.invalid>", StringComparison.Ordinal));
        var cleaned = Cleaned();
        await RouteAsync($"{Waits} lmtp:inet:127.0.0.1:9", $"bounces@{MailServers.Domain} lmtp:inet:127.0.0.1:9");
        await SendAsync(Waits, 3);
        await Practice.ServedCluster.Until(async () => (await QueueAsync()).Split("timed out").Length + (await QueueAsync()).Split("refused").Length > 4);
        Assert.Contains("3 messages wait on mta1", await RunAsync("mail/flush.sh"), StringComparison.Ordinal);

        await SendAsync(Waits, 2);
        await SendAsync($"bounces@{MailServers.Domain}", 1);
        await SendAsync(Waits, 1, probe: true);
        var lost = (await File.ReadAllLinesAsync(Path.Combine(Mta, "state", "queue-rows")))[0].Split(' ')[0];
        await ShellAsync($"postsuper -c {Mta}/etc -d {lost} 2>&1");
        // Postfix writes its log by a process of its own: what was taken before the opening must stand in it.
        await Practice.ServedCluster.Until(() => Cleaned() - cleaned == 7);
        await RunAsync("doors/open.sh");

        // After the doors are open more comes in: it did not wait for anything, and does not count.
        await RouteAsync($"{Waits} discard:", $"bounces@{MailServers.Domain} error:5.1.1 no such mailbox");
        await SendAsync(Waits, 1);
        await Practice.ServedCluster.Until(async () => (await ShellAsync($"postqueue -c {Mta}/etc -f; sleep 1; postqueue -c {Mta}/etc -p")).Contains("queue is empty", StringComparison.Ordinal));
        var said = "";
        await Practice.ServedCluster.Until(async () => (said = await RunAsync("mail/queue.sh")).Contains("lost=1", StringComparison.Ordinal));
        Assert.True(said.Contains("|before=3 during=3 delivered=4 given-back=1 waiting=0 lost=1", StringComparison.Ordinal), said);
        Assert.StartsWith($"1 messages lost from the queue of mta1: {lost}", said, StringComparison.Ordinal);
        Assert.Contains($"LOST: {lost} user0001@{MailServers.Domain} {Waits}", said, StringComparison.Ordinal);
    }

    private async Task RouteAsync(params string[] rows)
    {
        var file = Path.Combine(Mta, "transport");
        var others = (await File.ReadAllLinesAsync(file)).Where(l => rows.All(r => r.Split(' ')[0] != l.Split(' ')[0]));
        await File.WriteAllLinesAsync(file, [.. others, .. rows]);
        await ShellAsync($"postfix -c {Mta}/etc reload 2> /dev/null");
    }

    private async Task SendAsync(string to, int count, bool probe = false)
    {
        var user = $"user0001@{MailServers.Domain}";
        // A reload takes the smtpd that is idle a moment to hear of.
        await Practice.ServedCluster.Until(async () => await TakenAsync(user, to, count, probe));
    }

    private async Task<bool> TakenAsync(string user, string to, int count, bool probe)
    {
        await using var sender = await MailSender.ConnectAsync(servers.Target("mta1", 587, TlsMode.None), Limits, lmtp: false, CancellationToken.None);
        await sender.LoginAsync(user, servers.Password(user));
        for (var n = 0; n < count; n++)
        {
            if (n == 0 && await ProbeCode.OfAsync(() => SendOneAsync(sender, user, to, probe)) != "ok")
            {
                return false;
            }
            if (n > 0)
            {
                await SendOneAsync(sender, user, to, probe);
            }
        }
        await sender.QuitAsync();
        return true;
    }

    private static Task SendOneAsync(MailSender sender, string user, string to, bool probe) =>
        sender.SendAsync(user, to, $"From: <{user}>\r\nTo: <{to}>\r\nMessage-ID: <{Guid.NewGuid()}@{(probe ? "mailupgrade.invalid" : "example.net")}>\r\nSubject: n\r\n\r\nn\r\n");

    private Task<string> QueueAsync() => ShellAsync($"postqueue -c {Mta}/etc -p");

    /// <summary>A script of the pack as it stands, on a host whose Postfix lies elsewhere.</summary>
    private Task<string> RunAsync(string script) => PackShell.RunAsync(
        script, $"MAILLOG={Mta}/mail.log STATE={Mta}/state\nzimbra() {{ set -- ${{1#postqueue}}; postqueue -c {Mta}/etc $1; }}");

    private static Task<string> ShellAsync(string text) => PackShell.ShellAsync(text);
}
