using System.Text;

namespace MailUpgrade.Practice.Mail;

/// <summary>SMTP of an MTA (RFC 5321): takes mail for the cluster's own accounts and hands it to the queue.</summary>
/// <param name="host">Name in the greeting.</param>
/// <param name="domain">Mail domain.</param>
/// <param name="known">Is there such a mailbox? Null: LDAP does not answer.</param>
/// <param name="accept">Takes the message; it is safe when this returns.</param>
/// <param name="lmtp">Speak LMTP (RFC 2033): LHLO, and one answer per recipient.</param>
internal sealed class SmtpSession(
    string host, string domain, Func<string, bool?> known, Action<string, IReadOnlyList<string>, byte[]> accept, bool lmtp)
{
    /// <summary>Submission: who may log in; null where nobody need.</summary>
    public Func<string, string, bool>? Login { get; init; }

    private readonly List<string> _to = [];
    private string? _from;
    private bool _known;

    public async Task RunAsync(WireConnection wire)
    {
        await wire.WriteLineAsync(lmtp ? $"220 {host}.{domain} Zimbra LMTP server ready" : $"220 {host}.{domain} ESMTP Postfix");
        for (var mistakes = 0; mistakes < wire.Limits.Mistakes;)
        {
            if (await wire.ReadLineAsync() is not { } line)
            {
                return;
            }

            var verb = line.Length >= 4 ? line[..4].ToUpperInvariant() : line.ToUpperInvariant();
            if (verb == "QUIT")
            {
                await wire.WriteLineAsync("221 2.0.0 Bye");
                return;
            }

            var answer = verb == "DATA" ? await DataAsync(wire) : Answer(verb, line, wire.Limits);
            mistakes += answer.StartsWith('5') ? 1 : 0;
            await wire.WriteLineAsync(answer);
        }

        await wire.WriteLineAsync("421 4.7.0 Error: too many errors");
    }

    private string Answer(string verb, string line, MailServiceLimits limits)
    {
        switch (verb)
        {
            case "HELO" when !lmtp:
                return $"250 {host}.{domain}";
            case "EHLO" when !lmtp:
            case "LHLO" when lmtp:
                return $"250-{host}.{domain}\r\n250-PIPELINING\r\n250-SIZE {limits.Body}\r\n250-ENHANCEDSTATUSCODES{(Login is null ? string.Empty : "\r\n250-AUTH PLAIN")}\r\n250 8BITMIME";
            case "NOOP":
                return "250 2.0.0 Ok";
            case "RSET":
                _from = null;
                _to.Clear();
                return "250 2.0.0 Ok";
            case "AUTH" when Login is not null:
                _known = IsRight(line);
                return _known ? "235 2.7.0 Authentication successful" : "535 5.7.8 Error: authentication failed";
            case "MAIL" when Login is not null && !_known:
                return "530 5.7.0 Authentication required";
            case "MAIL" when Path(line, "MAIL FROM:") is { } from:
                _from = from;
                _to.Clear();
                return "250 2.1.0 Ok";
            case "RCPT" when _from is null:
                return "503 5.5.1 Error: need MAIL command";
            case "RCPT" when Path(line, "RCPT TO:") is { } to:
                return Recipient(to.ToLowerInvariant(), limits);
            default:
                return "502 5.5.2 Error: command not recognized";
        }
    }

    private bool IsRight(string line)
    {
        var buffer = new byte[1024];
        return line.StartsWith("AUTH PLAIN ", StringComparison.OrdinalIgnoreCase) && line.Length < 1024 && Convert.TryFromBase64String(line[11..], buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split('\0') is [_, var user, var password] && Login!(user, password);
    }

    private string Recipient(string to, MailServiceLimits limits)
    {
        if (!to.EndsWith("@" + domain, StringComparison.Ordinal))
        {
            return $"554 5.7.1 <{to}>: Relay access denied";
        }

        switch (known(to))
        {
            case null:
                return $"451 4.3.0 <{to}>: Temporary lookup failure";
            case false:
                return $"550 5.1.1 <{to}>: Recipient address rejected: User unknown";
        }

        if (_to.Count >= limits.Headers)
        {
            return "452 4.5.3 Error: too many recipients";
        }

        _to.Add(to);
        return "250 2.1.5 Ok";
    }

    private async Task<string> DataAsync(WireConnection wire)
    {
        if (_from is null || _to.Count == 0)
        {
            return "503 5.5.1 Error: need RCPT command";
        }

        await wire.WriteLineAsync("354 End data with <CR><LF>.<CR><LF>");
        var message = new MemoryStream();
        var over = false;
        while (await wire.ReadLineAsync() is { } line)
        {
            if (line == ".")
            {
                return over ? "552 5.3.4 Message size exceeds fixed limit" : Accepted(message.ToArray());
            }

            // Read on to the dot but keep nothing: the session stays usable.
            over |= message.Length + line.Length > wire.Limits.Body;
            if (!over)
            {
                message.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
            }
        }

        throw new EndOfStreamException();
    }

    private string Accepted(byte[] message)
    {
        var to = _to.ToList();
        try
        {
            accept(_from!, to, message);
        }
        catch (IOException)
        {
            return "451 4.3.0 Error: queue file write error";
        }
        finally
        {
            _from = null;
            _to.Clear();
        }

        return lmtp ? string.Join("\r\n", to.Select(t => $"250 2.1.5 Delivery OK <{t}>")) : "250 2.0.0 Ok: queued";
    }

    private static string? Path(string line, string start)
    {
        if (!line.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var from = line.IndexOf('<', StringComparison.Ordinal);
        var to = line.IndexOf('>', StringComparison.Ordinal);
        var path = from >= 0 && to > from ? line[(from + 1)..to] : null;
        return path is { Length: <= 254 } && !path.Any(c => char.IsControl(c) || c is ' ' or '/') ? path : null;
    }
}
