using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MailUpgrade.Practice.Mail.Soap;

/// <summary>Requests of a logged-in user about his own mailbox.</summary>
internal sealed class SoapUserRequests(Func<string, string> versionOf)
{
    private const string Mail = "urn:zimbraMail";
    private const string Account = "urn:zimbraAccount";

    public async Task<byte[]> AnswerAsync(MailStore store, MailAccount account, SoapRequest request, CancellationToken ct) => request.Name switch
    {
        "GetInfoRequest" => SoapAnswer.Response(request.Name, Account, json => Info(json, store, account)),
        "GetFolderRequest" => SoapAnswer.Response(request.Name, Mail, json => Folders(json, store, account)),
        "SearchRequest" => SoapAnswer.Response(request.Name, Mail, json => Search(json, store, account, request)),
        "GetMsgRequest" => await MessageAsync(store, account, request, ct),
        "GetSignaturesRequest" => SoapAnswer.Response(request.Name, Account, json => Signatures(json, store, account)),
        "MsgActionRequest" => SoapAnswer.Response(request.Name, Mail, json => Act(json, store, account, request)),
        "SearchGalRequest" => SoapAnswer.Response(request.Name, Account, json => AddressBook(json, store, request)),
        "GetFilterRulesRequest" => SoapAnswer.Response(request.Name, Mail, json => Filters(json, store, account)),
        _ => throw new SoapFaultException("service.UNKNOWN_DOCUMENT", $"unknown document: {request.Name}"),
    };

    private void Info(Utf8JsonWriter json, MailStore store, MailAccount account)
    {
        json.WriteString("version", versionOf(store.Host));
        json.WriteString("id", account.Id);
        json.WriteString("name", account.Address);
        json.WriteNumber("used", store.Used(account));
    }

    /// <summary>The store's own accounts whose address begins with the name.</summary>
    private static void AddressBook(Utf8JsonWriter json, MailStore store, SoapRequest request)
    {
        var name = request.Text("name") ?? string.Empty;
        json.WriteStartArray("cn");
        foreach (var account in name.Length == 0 ? [] : store.Accounts.Where(a => a.Address.StartsWith(name, StringComparison.OrdinalIgnoreCase) && !store.IsHidden(a)).Take(20))
        {
            json.WriteStartObject();
            json.WriteString("id", account.Id);
            json.WriteStartObject("_attrs");
            json.WriteString("email", account.Address);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Folders(Utf8JsonWriter json, MailStore store, MailAccount account)
    {
        json.WriteStartArray("folder");
        json.WriteStartObject();
        json.WriteString("id", "1");
        json.WriteString("name", "USER_ROOT");
        Children(json, store, account, string.Empty, "1");
        if (account.Shares.Count > 0)
        {
            json.WriteStartArray("link");
            foreach (var share in account.Shares)
            {
                json.WriteStartObject();
                json.WriteString("id", Text(share.Id));
                json.WriteString("name", share.Name);
                json.WriteString("owner", share.Owner);
                if (store.SharesBroken(account))
                {
                    json.WriteBoolean("broken", true);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Children(Utf8JsonWriter json, MailStore store, MailAccount account, string above, string parent)
    {
        var children = account.Folders.Where(f =>
            f.Path.StartsWith(above, StringComparison.Ordinal) && !f.Path[above.Length..].Contains('/', StringComparison.Ordinal)).ToList();
        if (children.Count == 0)
        {
            return;
        }

        json.WriteStartArray("folder");
        foreach (var folder in children)
        {
            var items = store.Items(account, folder);
            json.WriteStartObject();
            json.WriteString("id", Text(folder.Id));
            json.WriteString("l", parent);
            json.WriteString("name", folder.Path[above.Length..]);
            json.WriteString("absFolderPath", "/" + folder.Path);
            json.WriteString("view", folder.View);
            json.WriteNumber("n", items.Count);
            json.WriteNumber("s", folder.OverImap ? store.Size(account, items) : 0);
            if (folder.OverImap)
            {
                json.WriteNumber("u", folder.UnreadOf(items));
            }

            Children(json, store, account, folder.Path + "/", Text(folder.Id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Signatures(Utf8JsonWriter json, MailStore store, MailAccount account)
    {
        json.WriteStartArray("signature");
        for (var number = 1; number <= store.Signatures(account); number++)
        {
            json.WriteStartObject();
            json.WriteString("name", $"Tanda tangan {number}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Only what was delivered can be deleted here: seeded mail is for ever.</summary>
    private static void Act(Utf8JsonWriter json, MailStore store, MailAccount account, SoapRequest request)
    {
        var ids = (request.Of("action", "id") ?? string.Empty).Split(',');
        if (request.Of("action", "op") != "delete" || !ids.All(i => int.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out var item) && store.Remove(account, item)))
        {
            throw new SoapFaultException("mail.NO_SUCH_MSG", "no such message");
        }

        json.WriteStartObject("action");
        json.WriteString("id", string.Join(',', ids));
        json.WriteString("op", "delete");
        json.WriteEndObject();
    }

    // Queries that are understood: `in:"path"`, `not in:"path"`, `msgid:"<id>"` and `before:-Nday`; anything else finds all.
    private static void Search(Utf8JsonWriter json, MailStore store, MailAccount account, SoapRequest request)
    {
        var query = request.Text("query") ?? string.Empty;
        var before = DateTimeOffset.MaxValue;
        string? inside = null;
        var outside = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<int>? only = null;
        var negated = false;
        foreach (var word in query.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "not")
            {
                negated = true;
                continue;
            }

            if (word.StartsWith("msgid:", StringComparison.Ordinal))
            {
                only = store.WithId(account, word[6..].Trim('"'));
            }
            else if (negated && word.StartsWith("in:", StringComparison.Ordinal))
            {
                outside.Add(word[3..].Trim('"', '/'));
            }
            else if (word.StartsWith("before:-", StringComparison.Ordinal)
                && int.TryParse(word["before:-".Length..].Replace("day", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture, out var days))
            {
                before = account.Last.AddDays(-Math.Clamp(days, 0, 100_000));
            }
            else if (word.StartsWith("in:", StringComparison.Ordinal))
            {
                inside = word[3..].Trim('"', '/');
            }

            negated = false;
        }

        var found = account.Folders
            .Where(f => f.OverImap && !outside.Contains(f.Path) && (inside is null || string.Equals(f.Path, inside, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(f => store.Items(account, f).Select(i => (Folder: f, Item: i, Date: store.Date(account, f, i))))
            .Where(m => m.Date < before && (only is null || only.Contains(m.Item)));
        found = request.Text("sortBy") == "dateAsc"
            ? found.OrderBy(m => m.Date).ThenBy(m => m.Item)
            : found.OrderByDescending(m => m.Date).ThenByDescending(m => m.Item);
        var offset = request.Number("offset", 0, 1_000_000);
        var limit = request.Number("limit", 10, 1000);
        var page = found.Skip(offset).Take(limit + 1).ToList();
        json.WriteString("sortBy", request.Text("sortBy") ?? "dateDesc");
        json.WriteNumber("offset", offset);
        json.WriteBoolean("more", page.Count > limit);
        json.WriteStartArray("m");
        foreach (var (folder, item, date) in page.Take(limit))
        {
            json.WriteStartObject();
            json.WriteString("id", Text(item));
            json.WriteString("l", Text(folder.Id));
            json.WriteNumber("s", store.Size(account, item));
            json.WriteNumber("d", date.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static async Task<byte[]> MessageAsync(MailStore store, MailAccount account, SoapRequest request, CancellationToken ct)
    {
        var wanted = request.Of("m", "id") ?? string.Empty;
        _ = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var item);
        var folder = account.Folders.FirstOrDefault(f => f.OverImap && store.Items(account, f).Contains(item))
            ?? throw new SoapFaultException("mail.NO_SUCH_MSG", $"no such message: {wanted}");
        var bytes = await store.ReadAsync(account, folder, item, ct)
            ?? throw new SoapFaultException("mail.NO_SUCH_BLOB", $"No such blob: mailbox={account.MailboxId}, item={item}, change={item}");
        return SoapAnswer.Response(request.Name, Mail, json =>
        {
            json.WriteStartArray("m");
            json.WriteStartObject();
            json.WriteString("id", Text(item));
            json.WriteString("l", Text(folder.Id));
            json.WriteNumber("s", bytes.Length);
            json.WriteNumber("d", store.Date(account, folder, item).ToUnixTimeMilliseconds());
            json.WriteStartObject("content");
            json.WriteString("_content", Encoding.Latin1.GetString(bytes));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private static void Filters(Utf8JsonWriter json, MailStore store, MailAccount account)
    {
        json.WriteStartArray("filterRules");
        json.WriteStartObject();
        json.WriteStartArray("filterRule");
        for (var rule = 1; rule <= store.Filters(account); rule++)
        {
            json.WriteStartObject();
            json.WriteString("name", $"Aturan {rule}");
            json.WriteBoolean("active", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
