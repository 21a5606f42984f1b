using System.Globalization;
using System.Text;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// IMAP4rev1 (RFC 3501) as far as looking goes: LOGIN, AUTHENTICATE PLAIN with an administrator acting for a user, LIST, LIST RETURN
/// (STATUS) of RFC 5819, STATUS, SELECT, EXAMINE, UID FETCH, LOGOUT. Nothing is ever changed.
/// </summary>
internal sealed class ImapSession(MailDirectory directory, MailLogins logins, MailStore? own, Func<bool> gateway)
{
    private const string Capabilities = "IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN LIST-EXTENDED LIST-STATUS";
    private const int MostLiterals = 8;

    private MailStore? _store;
    private MailAccount? _account;
    private MailFolder? _folder;
    private bool _bye;

    public async Task RunAsync(WireConnection wire, CancellationToken ct)
    {
        if (own is { RateLimited: true })
        {
            await wire.WriteLineAsync("* BYE too many connections");
            return;
        }

        await wire.WriteLineAsync($"* OK {own?.Host ?? "proxy"} Zimbra IMAP4rev1 server ready");
        for (var mistakes = 0; !_bye && mistakes < wire.Limits.Mistakes;)
        {
            if (await CommandAsync(wire) is not { } words)
            {
                return;
            }

            if (words is not [var tag, var verb, .. var arguments] || tag.Length > 40)
            {
                await wire.WriteLineAsync("* BAD what is the command?");
                mistakes++;
                continue;
            }

            var answer = await AnswerAsync(wire, verb.ToUpperInvariant(), arguments, ct);
            mistakes += answer.StartsWith("BAD", StringComparison.Ordinal) ? 1 : 0;
            await wire.WriteLineAsync($"{tag} {answer}");
        }

        if (!_bye)
        {
            await wire.WriteLineAsync("* BYE too many mistakes");
        }
    }

    private async Task<string> AnswerAsync(WireConnection wire, string verb, string[] arguments, CancellationToken ct)
    {
        switch (verb, arguments)
        {
            case ("CAPABILITY", _):
                await wire.WriteLineAsync("* CAPABILITY " + Capabilities);
                return "OK CAPABILITY completed";
            case ("NOOP", _):
                return "OK NOOP completed";
            case ("LOGOUT", _):
                _bye = true;
                await wire.WriteLineAsync("* BYE Zimbra IMAP server terminating connection");
                return "OK LOGOUT completed";
            case ("LOGIN", [var name, var password]):
                return Login(name, password == logins.UserPassword || (name == logins.Admin && password == logins.AdminPassword));
            case ("AUTHENTICATE", [var how, .. var initial]) when how.Equals("PLAIN", StringComparison.OrdinalIgnoreCase):
                return await PlainAsync(wire, initial.Length > 0 ? initial[0] : null);
        }

        if (_account is null || _store is null)
        {
            return verb is "LIST" or "STATUS" or "SELECT" or "EXAMINE" or "UID" ? "NO must be authenticated" : "BAD unknown command";
        }

        if (!_store.Up)
        {
            _bye = true;
            return "NO mailbox server is not available";
        }

        switch (verb, arguments)
        {
            case ("LIST", [_, var pattern, .. var options]):
                await ListAsync(wire, pattern, options);
                return "OK LIST completed";
            case ("STATUS", [var name, _]):
                if (FolderOf(name) is not { } asked)
                {
                    return "NO no such mailbox";
                }

                await wire.WriteLineAsync(Status(asked));
                return "OK STATUS completed";
            case ("SELECT" or "EXAMINE", [var name]):
                return await SelectAsync(wire, name);
            case ("UID", [var sub, var set, var what]) when sub.Equals("FETCH", StringComparison.OrdinalIgnoreCase):
                return _folder is null ? "NO no mailbox selected" : await new ImapFetch(_store, _account, _folder).AnswerAsync(wire, set, what, ct);
            default:
                return "BAD unknown command";
        }
    }

    private string Login(string user, bool right)
    {
        if (own is null && !gateway())
        {
            return "NO no upstream for login";
        }

        if (!right || directory.Find(user) is not { } home)
        {
            return "NO LOGIN failed";
        }

        if (!home.Store.Up || home.Store.LoginRefused || home.Store.IsMisplaced(home.Account))
        {
            return "NO LOGIN failed";
        }

        (_store, _account) = home;
        return "OK LOGIN completed";
    }

    private async Task<string> PlainAsync(WireConnection wire, string? initial)
    {
        if (initial is null)
        {
            await wire.WriteLineAsync("+ ");
            initial = await wire.ReadLineAsync() ?? string.Empty;
        }

        var buffer = new byte[wire.Limits.Line];
        if (!Convert.TryFromBase64String(initial, buffer, out var length)
            || Encoding.UTF8.GetString(buffer, 0, length).Split('\0') is not [var actAs, var name, var password])
        {
            return "BAD not a PLAIN message";
        }

        // An administrator may act for anybody; everybody else only for himself.
        var right = name == logins.Admin ? password == logins.AdminPassword : password == logins.UserPassword && (actAs.Length == 0 || actAs == name);
        return Login(actAs.Length > 0 ? actAs : name, right);
    }

    private async Task ListAsync(WireConnection wire, string pattern, string[] options)
    {
        var withStatus = string.Join(' ', options).Contains("STATUS", StringComparison.OrdinalIgnoreCase);
        foreach (var folder in _account!.Folders.Where(f => f.OverImap && (pattern is "*" or "%" || Named(f, pattern))))
        {
            if (pattern == "%" && folder.Path.Contains('/', StringComparison.Ordinal))
            {
                continue;
            }

            await wire.WriteLineAsync($"* LIST () \"/\" \"{Name(folder)}\"");
            if (withStatus)
            {
                await wire.WriteLineAsync(Status(folder));
            }
        }
    }

    private string Status(MailFolder folder)
    {
        var items = _store!.Items(_account!, folder);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"* STATUS \"{Name(folder)}\" (MESSAGES {items.Count} UNSEEN {folder.UnreadOf(items)} UIDNEXT {Next(items)} UIDVALIDITY {_store.UidValidity(_account!, folder)} SIZE {_store.Size(_account!, items)})");
    }

    private async Task<string> SelectAsync(WireConnection wire, string name)
    {
        if (FolderOf(name) is not { } folder)
        {
            return "NO no such mailbox";
        }

        _folder = folder;
        var items = _store!.Items(_account!, folder);
        await wire.WriteLineAsync($"* {items.Count} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen)");
        await wire.WriteLineAsync($"* OK [UIDVALIDITY {_store.UidValidity(_account!, folder)}] UIDs are valid for this mailbox");
        await wire.WriteLineAsync($"* OK [UIDNEXT {Next(items)}] next expected UID");
        return "OK [READ-ONLY] completed";
    }

    private static int Next(IReadOnlyList<int> items) => items.Count == 0 ? 1 : items[^1] + 1;

    private MailFolder? FolderOf(string name) => _account!.Folders.FirstOrDefault(f => f.OverImap && Named(f, name));

    private static bool Named(MailFolder folder, string name) => string.Equals(Name(folder), name, StringComparison.OrdinalIgnoreCase);

    private static string Name(MailFolder folder) => folder.Id == 2 ? "INBOX" : folder.Path;

    /// <summary>The words of one command; literals and quoted texts are words, what stands in round brackets is one word.</summary>
    private static async Task<string[]?> CommandAsync(WireConnection wire)
    {
        var words = new List<string>();
        var room = wire.Limits.Body;
        for (var literals = 0; await wire.ReadLineAsync() is { } line; literals++)
        {
            var literal = ImapWords.Split(line, words);
            if (literal is not { } wanted)
            {
                return [.. words];
            }

            room -= (int)Math.Min(wanted.Length, int.MaxValue);
            if (literals >= MostLiterals || room < 0)
            {
                throw new WireLimitException("literals too large");
            }

            if (!wanted.AtOnce)
            {
                await wire.WriteLineAsync("+ go ahead");
            }

            words.Add(Encoding.UTF8.GetString(await wire.ReadBodyAsync(wanted.Length)));
        }

        return null;
    }
}
