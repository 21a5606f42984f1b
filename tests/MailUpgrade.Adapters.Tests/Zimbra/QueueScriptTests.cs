using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>What the queue script makes of a mail log that only a whole Zimbra MTA writes: the content filter gives each message a second queue id.</summary>
public sealed class QueueScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mu-queue-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_message_is_followed_through_the_content_filter_and_counted_once()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "state"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "zimbra.log"), "Dec 29 22:00:00 mta1 postfix/master[1]: daemon started\n");
        Assert.Contains("2 messages wait", await RunAsync("mail/flush.sh", Waiting("AAA1", "AAA2")), StringComparison.Ordinal);
        await File.AppendAllLinesAsync(
            Path.Combine(_folder, "zimbra.log"),
            [
                // AAA1 goes through the filter and comes back as BBB1, which is delivered.
                .. Filtered("AAA1", "BBB1"), Line("postfix/lmtp", "BBB1", "to=<b@y>, relay=mbs1[10.0.0.1]:7025, delay=1, dsn=2.1.5, status=sent (250 2.1.5 Delivery OK)"), Line("postfix/qmgr", "BBB1", "removed"),
                // CCC1 comes in and vanishes behind the filter, as DDD1.
                Line("postfix/smtpd", "CCC1", "client=mx[192.0.2.9]"), Line("postfix/cleanup", "CCC1", "message-id=<1@z>"), Line("postfix/qmgr", "CCC1", "from=<s@z>, size=9, nrcpt=1 (queue active)"),
                .. Filtered("CCC1", "DDD1"),
                // Another server's queue id, which looks like one of ours, is no onward journey.
                Line("postfix/smtp", "AAA2", "to=<o@w>, relay=mx.w[198.51.100.7]:25, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as CCC1)"), Line("postfix/qmgr", "AAA2", "removed"),
                // A bounce: the notice to the sender is nobody's waiting mail.
                Line("postfix/cleanup", "EEE1", "message-id=<2@z>"), Line("postfix/qmgr", "EEE1", "from=<s@z>, size=9, nrcpt=1 (queue active)"),
                Line("postfix/lmtp", "EEE1", "to=<n@y>, relay=mbs1[10.0.0.1]:7025, dsn=5.1.1, status=bounced (host mbs1 said: 550 5.1.1 no such user)"),
                Line("postfix/cleanup", "FFF1", "message-id=<3@mta1>"), Line("postfix/bounce", "EEE1", "sender non-delivery notification: FFF1"), Line("postfix/qmgr", "EEE1", "removed"),
            ]);
        await RunAsync("doors/open.sh", "Mail queue is empty");
        var said = await RunAsync("mail/queue.sh", "Mail queue is empty");
        Assert.Contains("|before=2 during=2 delivered=2 given-back=1 waiting=0 lost=1", said, StringComparison.Ordinal);
        Assert.Contains("LOST: CCC1 s@z b@y", said, StringComparison.Ordinal);

        // The log is rotated and packed, as it is every night: the same is told from both parts. Without the old part nothing is.
        var log = Path.Combine(_folder, "zimbra.log");
        File.Move(log, log + ".1");
        await PackShell.ShellAsync($"gzip {log}.1");
        await File.WriteAllLinesAsync(log, Filtered("GGG1", "HHH1"));
        var later = await RunAsync("mail/queue.sh", "Mail queue is empty");
        Assert.Equal(said, later);
        File.Delete(log + ".1.gz");
        Assert.Contains("is not known: its log is gone", await RunAsync("mail/queue.sh", "Mail queue is empty"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Filtered(string id, string next) =>
    [
        Line("postfix/amavisd/smtpd", next, "client=localhost[127.0.0.1]"), Line("postfix/cleanup", next, "message-id=<1@z>"), Line("postfix/qmgr", next, "from=<s@z>, size=9, nrcpt=1 (queue active)"),
        Line("postfix/smtp", id, $"to=<b@y>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as {next})"), Line("postfix/qmgr", id, "removed"),
    ];

    private static string Line(string program, string id, string text) => $"Dec 29 23:05:01 mta1 {program}[123]: {id}: {text}";

    private static string Waiting(params string[] ids) => "-Queue ID- --Size-- ----Arrival Time---- -Sender/Recipient-------\n"
        + string.Concat(ids.Select(id => $"{id}       9 Sat Dec 29 22:50:01  a@x\n                 (connect to mbs1: Connection refused)\n                     b@y\n\n")) + $"-- 1 Kbytes in {ids.Length} Requests.";

    private Task<string> RunAsync(string script, string queue) => PackShell.RunAsync(
        script, $"MAILLOG={_folder}/zimbra.log STATE={_folder}/state\nzimbra() {{ case $1 in *-p) cat << 'QUEUE'\n{queue}\nQUEUE\n;; esac; }}");
}
