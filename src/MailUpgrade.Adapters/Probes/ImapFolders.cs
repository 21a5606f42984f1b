using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Reads the folders of one account over IMAP: an administrator acts for the user (SASL PLAIN with authzid).</summary>
/// <param name="access">Where and as whom.</param>
/// <param name="limit">For the whole conversation, wire clock.</param>
public sealed partial class ImapFolders(MailAccess access, TimeSpan limit)
{
    private const int Port = 7143;
    private const int MaxLines = 20_000;
    private const int MaxLine = 8192;

    /// <summary>UIDVALIDITY and number of messages by folder path; INBOX is called Inbox, as SOAP calls it.</summary>
    /// <exception cref="HostUnreachableException">The service does not answer.</exception>
    /// <exception cref="MailFaultException">It refused, or did not answer within the limit.</exception>
    public async Task<IReadOnlyDictionary<string, (long UidValidity, int Messages)>> ReadAsync(FleetHost host, string address, CancellationToken ct)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(limit);
        try
        {
            using var client = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
            if (access.Source is { } source)
            {
                client.Client.Bind(new System.Net.IPEndPoint(source, 0));
            }

            await client.ConnectAsync(access.EndPoint(host, Port), time.Token);
            return await TalkAsync(client.GetStream(), address, time.Token);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new HostUnreachableException($"IMAP of {host.Name} does not answer.", e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MailFaultException($"no answer within {limit.TotalSeconds:0} s");
        }
    }

    // One write for all commands: every round trip to a far site costs its latency.
    private async Task<IReadOnlyDictionary<string, (long UidValidity, int Messages)>> TalkAsync(NetworkStream stream, string address, CancellationToken ct)
    {
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{address}\0{access.Admin}\0{access.AdminPassword}"));
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"a AUTHENTICATE PLAIN {plain}\r\nb LIST \"\" \"*\" RETURN (STATUS (MESSAGES UIDVALIDITY))\r\nc LOGOUT\r\n"), ct);
        using var reader = new StreamReader(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, bufferSize: 4096, leaveOpen: true);
        var folders = new Dictionary<string, (long UidValidity, int Messages)>(StringComparer.Ordinal);
        for (var lines = 0; lines < MaxLines && await reader.ReadLineAsync(ct) is { Length: <= MaxLine } line; lines++)
        {
            if (Status().Match(line) is { Success: true } status)
            {
                folders[Path(status.Groups["name"].Value)] = (Number(status, "validity"), (int)Number(status, "messages"));
            }
            else if (line.StartsWith("a NO", StringComparison.Ordinal) || line.StartsWith("a BAD", StringComparison.Ordinal))
            {
                throw new MailFaultException("imap login refused");
            }
            else if (line.StartsWith("b ", StringComparison.Ordinal))
            {
                return line.StartsWith("b OK", StringComparison.Ordinal) ? folders : throw new MailFaultException("imap list refused");
            }
        }

        throw new IOException("The connection ended before the answer did.");
    }

    private static string Path(string name) => name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "Inbox" : name;

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^\\* STATUS \"(?<name>[^\"]*)\" \\((?=.*MESSAGES (?<messages>[0-9]{1,9}))(?=.*UIDVALIDITY (?<validity>[0-9]{1,10}))")]
    private static partial Regex Status();
}
