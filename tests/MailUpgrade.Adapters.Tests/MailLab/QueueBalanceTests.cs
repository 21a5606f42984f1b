using System.Diagnostics;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Testing;
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
        await RouteAsync($"{Waits} lmtp:inet:127.0.0.1:9", $"bounces@{MailServers.Domain} lmtp:inet:{servers.Target("store1", 24, TlsMode.None).At}"); // which knows no such mailbox
        await SendAsync(Waits, 3);
        await Practice.ServedCluster.Until(async () => (await QueueAsync()).Split("timed out").Length + (await QueueAsync()).Split("refused").Length > 4);
        Assert.Contains("3 messages wait on mta1", await RunAsync("mail/flush.sh"), StringComparison.Ordinal);

        await SendAsync(Waits, 2);
        await SendAsync($"bounces@{MailServers.Domain}", 1);
        await SendAsync(Waits, 1, probe: true);
        var lost = (await QueueAsync()).Split('\n').First(l => l.Length > 0 && char.IsAsciiLetterOrDigit(l[0])).Split(' ')[0].TrimEnd('*', '!');
        await ShellAsync($"postsuper -c {Mta}/etc -d {lost} 2>&1");
        await RunAsync("doors/open.sh");

        // After the doors are open more comes in: it did not wait for anything, and does not count.
        await RouteAsync($"{Waits} discard:");
        await SendAsync(Waits, 1);
        await Practice.ServedCluster.Until(async () => (await ShellAsync($"postqueue -c {Mta}/etc -f; sleep 1; postqueue -c {Mta}/etc -p")).Contains("queue is empty", StringComparison.Ordinal));
        var said = "";
        await Practice.ServedCluster.Until(async () => (said = await RunAsync("mail/queue.sh")).Contains("lost=1", StringComparison.Ordinal));
        Assert.Contains("|before=3 during=3 delivered=4 given-back=1 waiting=0 lost=1", said, StringComparison.Ordinal);
        Assert.StartsWith($"1 messages lost from the queue of mta1: {lost}", said, StringComparison.Ordinal);
        Assert.Contains($"LOST: {lost} user0001@{MailServers.Domain} {Waits}", said, StringComparison.Ordinal);

        // The log is rotated, as it is every night: the same is told from both parts.
        File.Move(Path.Combine(Mta, "mail.log"), Path.Combine(Mta, "mail.log.1"));
        await ShellAsync($"gzip {Mta}/mail.log.1; postfix -c {Mta}/etc reload 2> /dev/null");
        await SendAsync(Waits, 1);
        Assert.Contains("|before=3 during=3 delivered=4 given-back=1 waiting=0 lost=1", await RunAsync("mail/queue.sh"), StringComparison.Ordinal);
        File.Delete(Path.Combine(Mta, "mail.log.1.gz"));
        Assert.Contains("is not known: its log is gone", await RunAsync("mail/queue.sh"), StringComparison.Ordinal);
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
    private async Task<string> RunAsync(string script)
    {
        var pack = Path.Combine(RepositoryRoot.Path, "config/packs/zimbra");
        var text = await File.ReadAllTextAsync(Path.Combine(pack, "lib.sh"))
            + $"\nMAILLOG={Mta}/mail.log STATE={Mta}/state\nzimbra() {{ set -- ${{1#postqueue}}; postqueue -c {Mta}/etc $1; }}\niptables() {{ return 1; }}\nip6tables() {{ return 1; }}\n"
            + await File.ReadAllTextAsync(Path.Combine(pack, script));
        return await ShellAsync(text);
    }

    private static async Task<string> ShellAsync(string text)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new[] { ("MU_ROOT", ""), ("MU_RUN", "run-1"), ("MU_HOST", "mta1"), ("MU_ROLES", "mta"), ("MU_PORTS", "") })
        {
            start.Environment[name] = value;
        }
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(text);
        shell.StandardInput.Close();
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return said;
    }
}
