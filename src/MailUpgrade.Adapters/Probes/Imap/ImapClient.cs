using System.Text;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>
/// IMAP4rev1 as a probe needs it (RFC 3501, LIST-STATUS RFC 5819, STATUS=SIZE RFC 8438, QUOTA RFC 9208): EXAMINE and BODY.PEEK only, so
/// that no flag of any message changes. One conversation; not for two threads.
/// </summary>
public sealed class ImapClient : IAsyncDisposable
{
    private const string Items = "MESSAGES UNSEEN UIDNEXT UIDVALIDITY";
    private readonly ProbeWire _wire;
    private readonly ImapResponse _response = new();
    private int _tag;
    private bool _greeted;

    private ImapClient(ProbeWire wire) => _wire = wire;

    /// <summary>When the server's certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateEnds => _wire.CertificateEnds;

    /// <summary>Connects. The greeting is read with the first answer: what is asked first goes out without waiting for it.</summary>
    /// <exception cref="HostUnreachableException">Nothing answers there.</exception>
    /// <exception cref="MailFaultException">It answers otherwise than IMAP does, or not within the time.</exception>
    /// <exception cref="RateRefusedException">Too many connections.</exception>
    public static async Task<ImapClient> ConnectAsync(WireTarget target, WireLimits limits, CancellationToken ct)
    {
        var client = Over(await ProbeWire.ConnectAsync(target, limits, ct));
        try
        {
            if (target.Tls == TlsMode.Start)
            {
                await client.CommandAsync("STARTTLS\r\n", "TLS is not offered", _ => { });
                await client._wire.EncryptAsync();
            }
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Over a connection that is there already.</summary>
    public static ImapClient Over(ProbeWire wire) => new(wire);

    /// <summary>
    /// Logs in, lists folders with their numbers and, where asked, logs out, all in one write. A server that does not know
    /// LIST-STATUS or SIZE is asked again in the old way.
    /// </summary>
    /// <param name="login">Whose mailbox.</param>
    /// <param name="withSize">Ask for sizes too.</param>
    /// <param name="logOut">Nothing more will be asked.</param>
    /// <exception cref="HostUnreachableException">The connection was cut.</exception>
    /// <exception cref="MailFaultException">The login was refused, or the server does not keep to the protocol.</exception>
    /// <exception cref="RateRefusedException">It does not want to be asked so fast.</exception>
    public async Task<IReadOnlyList<ImapFolder>> FoldersAsync(ImapLogin login, bool withSize, bool logOut)
    {
        var (enter, list, leave) = (NewTag(), NewTag(), NewTag());
        var items = withSize ? Items + " SIZE" : Items;
        var listing = $"{list} LIST \"\" \"*\" RETURN (STATUS ({items}))\r\n";
        var text = new StringBuilder(login.AsLogin(enter) ?? login.AsPlain(enter)).Append(listing);
        await _wire.WriteAsync(Encoding.ASCII.GetBytes((logOut ? text.Append(leave).Append(" LOGOUT\r\n") : text).ToString()));
        await FinishAsync(enter, "login refused", _ => { });
        var folders = new ImapFolderList(_wire.Limits.Folders);
        var known = await EndAsync(list, r => folders.Take(r.Tokens)) == Status.Ok;
        if (known && !folders.Unknown.Any())
        {
            if (logOut)
            {
                await EndAsync(leave, _ => { });
            }
            return folders.Folders;
        }
        if (logOut)
        {
            // The connection is gone with the LOGOUT that was sent along: the caller asks again without it.
            await EndAsync(leave, _ => { });
            throw new MailFaultException(OldWay);
        }
        return await OldWayAsync(known ? folders : new ImapFolderList(_wire.Limits.Folders), known, withSize);
    }

    /// <summary>Code of <see cref="FoldersAsync"/> with log-out where the server knows no LIST-STATUS.</summary>
    public const string OldWay = "LIST-STATUS is not known";

    /// <summary>Looks into a folder without a trace (EXAMINE).</summary>
    /// <returns>Messages there.</returns>
    public async Task<int> ExamineAsync(string folder)
    {
        var exists = 0L;
        await CommandAsync($"EXAMINE {ImapLogin.Quoted(folder)}\r\n", "folder cannot be opened", r =>
        {
            var t = r.Tokens;
            if (t.Next() == ImapTokens.Kind.Word && t.Is("*"u8) && t.Next() == ImapTokens.Kind.Word && t.Number() is { } n && t.Next() == ImapTokens.Kind.Word && t.Is("EXISTS"u8))
            {
                exists = n;
            }
        });
        return (int)Math.Min(exists, int.MaxValue);
    }

    /// <summary>Bytes used by the quota root of the Inbox; null where there is none.</summary>
    public async Task<long?> QuotaAsync()
    {
        long? used = null;
        var tag = NewTag();
        await _wire.WriteAsync(Encoding.ASCII.GetBytes($"{tag} GETQUOTAROOT INBOX\r\n"));
        await EndAsync(tag, r =>
        {
            var t = r.Tokens;
            if (t.Next() != ImapTokens.Kind.Word || !t.Is("*"u8) || t.Next() != ImapTokens.Kind.Word || !t.Is("QUOTA"u8))
            {
                return;
            }
            for (var kind = t.Next(); kind != ImapTokens.Kind.End; kind = t.Next())
            {
                if (kind == ImapTokens.Kind.Word && t.Is("STORAGE"u8) && t.Next() == ImapTokens.Kind.Word && t.Number() is { } kilobytes and < long.MaxValue / 1024)
                {
                    used = kilobytes * 1024;
                }
            }
        });
        return used;
    }

    /// <summary>Messages of the examined folder, hashed while they come and never kept. A message that is not there is not told.</summary>
    /// <param name="set">Sequence numbers, or UIDs.</param>
    /// <param name="byUid">Which of both.</param>
    public async Task<IReadOnlyList<ImapMessage>> ReadAsync(string set, bool byUid)
    {
        var messages = new ImapMessages();
        var tag = NewTag();
        await _wire.WriteAsync(Encoding.ASCII.GetBytes($"{tag} {(byUid ? "UID " : "")}FETCH {set} (UID BODY.PEEK[])\r\n"));
        var status = await EndAsync(tag, messages.Take, messages.Hash);
        return status == Status.Ok ? messages.Read : [.. messages.Read, new ImapMessage(-1, 0, "unreadable")];
    }

    /// <summary>A command of one line whose end must be OK.</summary>
    internal async Task CommandAsync(string command, string refused, Action<ImapResponse> take)
    {
        var tag = NewTag();
        await _wire.WriteAsync(Encoding.ASCII.GetBytes($"{tag} {command}"));
        await FinishAsync(tag, refused, take);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task<IReadOnlyList<ImapFolder>> OldWayAsync(ImapFolderList folders, bool listed, bool withSize)
    {
        if (!listed)
        {
            await CommandAsync("LIST \"\" \"*\"\r\n", "list refused", r => folders.Take(r.Tokens));
        }
        // All questions in one write; a folder that cannot be asked is left out by its NO.
        var tags = new List<string>();
        var text = new StringBuilder();
        foreach (var name in folders.Unknown.Take(_wire.Limits.Folders).Where(n => n.All(c => c is >= ' ' and < (char)127)))
        {
            tags.Add(NewTag());
            text.Append(tags[^1]).Append(" STATUS ").Append(ImapLogin.Quoted(name)).Append(" (").Append(Items).Append(")\r\n");
        }
        _ = withSize;
        await _wire.WriteAsync(Encoding.ASCII.GetBytes(text.ToString()));
        foreach (var tag in tags)
        {
            await EndAsync(tag, r => folders.Take(r.Tokens));
        }
        return folders.Folders;
    }

    private enum Status
    {
        Ok,
        No,
        Bad,
    }

    private async Task FinishAsync(string tag, string refused, Action<ImapResponse> take)
    {
        if (await EndAsync(tag, take) != Status.Ok)
        {
            throw new MailFaultException(refused);
        }
    }

    /// <summary>Reads up to the tagged end of a command; what is not asked for is let be.</summary>
    private async Task<Status> EndAsync(string tag, Action<ImapResponse> take, Func<ProbeWire, long, ValueTask>? message = null)
    {
        while (true)
        {
            await _response.ReadAsync(_wire, onward: false);
            while (_response.Message >= 0)
            {
                await (message ?? DropAsync)(_wire, _response.Message);
                await _response.ReadAsync(_wire, onward: true);
            }
            if (Ends(tag) is { } status)
            {
                return status;
            }
            take(_response);
        }
    }

    private Status? Ends(string tag)
    {
        var t = _response.Tokens;
        if (t.Next() != ImapTokens.Kind.Word)
        {
            return null;
        }
        var first = t.Value;
        if (first.SequenceEqual("*"u8))
        {
            Greet(t);
            return null;
        }
        if (first.SequenceEqual("+"u8) || !System.Text.Ascii.Equals(first, tag))
        {
            return first.SequenceEqual("+"u8) || IsOurs(first) ? null : throw new MailFaultException("protocol: not IMAP");
        }
        t.Next();
        var status = t.Is("OK"u8) ? Status.Ok : t.Is("NO"u8) ? Status.No : t.Is("BAD"u8) ? Status.Bad : throw new MailFaultException("protocol: no status");
        if (status != Status.Ok && IsAboutRate(_response.Bytes))
        {
            throw new RateRefusedException($"{_wire.Target.Host} refused for rate.");
        }
        return status;
    }

    private void Greet(ImapTokens t)
    {
        t.Next();
        if (t.Is("BYE"u8) && IsAboutRate(_response.Bytes))
        {
            throw new RateRefusedException($"{_wire.Target.Host} refused for rate.");
        }
        if (!_greeted && !t.Is("OK"u8) && !t.Is("PREAUTH"u8))
        {
            throw t.Is("BYE"u8) ? new HostUnreachableException($"{_wire.Target.Host} sent us away.") : new MailFaultException("protocol: not IMAP");
        }
        _greeted = true;
    }

    private static bool IsOurs(ReadOnlySpan<byte> tag) => tag.Length is > 1 and < 12 && tag[0] == 'a' && !tag[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsAboutRate(ReadOnlySpan<byte> line)
    {
        var text = Encoding.Latin1.GetString(line[..Math.Min(line.Length, 300)]);
        return text.Contains("[LIMIT]", StringComparison.OrdinalIgnoreCase) || text.Contains("[INUSE]", StringComparison.OrdinalIgnoreCase)
            || text.Contains("[UNAVAILABLE]", StringComparison.OrdinalIgnoreCase) || text.Contains("too many", StringComparison.OrdinalIgnoreCase)
            || text.Contains("maximum number of connections", StringComparison.OrdinalIgnoreCase) || text.Contains("rate", StringComparison.OrdinalIgnoreCase) && text.Contains("limit", StringComparison.OrdinalIgnoreCase);
    }

    private static ValueTask DropAsync(ProbeWire wire, long length) => wire.ReadAsync(length, _ => { });

    private string NewTag() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a{++_tag}");
}
