using System.Globalization;
using System.Text;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>An MTA's mail log, in the words of Postfix 3 (smtpd, cleanup, qmgr, lmtp, smtp), below the root prefix as <c>var/log/zimbra.log</c>.</summary>
internal sealed class MailLog(ClusterFolder cluster, string host, TimeProvider runClock)
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(7);

    /// <summary>A message came in.</summary>
    public void Taken(string id, string from, byte[] message) => Write(
        $"smtpd[901]: {id}: client=unknown[192.0.2.1]",
        $"cleanup[902]: {id}: message-id={MessageId(message) ?? $"<{id}@{host}>"}",
        string.Create(CultureInfo.InvariantCulture, $"qmgr[903]: {id}: from=<{from}>, size={message.Length}, nrcpt=1 (queue active)"));

    /// <summary>It was handed on and left the queue.</summary>
    public void Sent(string id, string to, string relay) => Write(
        $"{(relay.EndsWith(":7025", StringComparison.Ordinal) ? "lmtp" : "smtp")}[904]: {id}: to=<{to}>, relay={relay}, delay=0.2, delays=0.1/0/0/0.1, dsn=2.0.0, status=sent (250 2.1.5 Delivery OK)",
        $"qmgr[903]: {id}: removed");

    private void Write(params ReadOnlySpan<string> lines)
    {
        var head = runClock.GetUtcNow().ToOffset(Zone).ToString("MMM dd HH:mm:ss", CultureInfo.InvariantCulture) + $" {host} postfix/";
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(head).Append(line).Append('\n');
        }

        var path = Path.Combine(cluster.RootOf(host), "var/log/zimbra.log");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.AppendAllText(path, text.ToString());
    }

    private static string? MessageId(byte[] message) =>
        Encoding.Latin1.GetString(message, 0, Math.Min(message.Length, 4096)).Split("\r\n").TakeWhile(l => l.Length > 0)
            .FirstOrDefault(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))?["Message-ID:".Length..].Trim();
}
