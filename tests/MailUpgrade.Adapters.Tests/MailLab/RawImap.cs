using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailUpgrade.Adapters.Probes.Wire;

namespace MailUpgrade.Adapters.Tests.MailLab;

/// <summary>A conversation typed by hand: what the server itself says, beside the client under test.</summary>
internal static partial class RawImap
{
    /// <summary>Recent messages of the Inbox, as the account's own mail program would be told.</summary>
    public static async Task<int> RecentAsync(MailServers servers, string account)
    {
        var target = servers.Target(servers.MailOf(account).StartsWith(servers.Store(1), StringComparison.Ordinal) ? "store1" : "store2", 143, TlsMode.None);
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync((System.Net.IPEndPoint)target.At);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync($"a LOGIN {account} {servers.Password(account)}");
        await writer.WriteLineAsync("b SELECT INBOX");
        await writer.WriteLineAsync("c LOGOUT");
        return int.Parse(Recent().Match(await reader.ReadToEndAsync()).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\* (\d+) RECENT")]
    private static partial Regex Recent();
}
