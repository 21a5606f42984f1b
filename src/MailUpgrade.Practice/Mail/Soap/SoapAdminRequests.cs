using System.Globalization;
using System.Text.Json;

namespace MailUpgrade.Practice.Mail.Soap;

/// <summary>Requests of an administrator at a store.</summary>
internal sealed class SoapAdminRequests(MailDirectory directory, SoapTokens tokens, Func<string, string> versionOf)
{
    private const string Admin = "urn:zimbraAdmin";

    // A mailbox of a terabyte has millions; a sample needs a few.
    private const int MostBlobs = 50;

    public async Task<byte[]> AnswerAsync(MailStore store, SoapRequest request, CancellationToken ct) => request.Name switch
    {
        "DelegateAuthRequest" => Delegate(request),
        "GetVersionInfoRequest" => SoapAnswer.Response(request.Name, Admin, json => Version(json, store)),
        "GetQuotaUsageRequest" => SoapAnswer.Response(request.Name, Admin, json => Quota(json, store, request)),
        "GetMailboxRequest" => SoapAnswer.Response(request.Name, Admin, json => Mailbox(json, store, request)),
        "SearchDirectoryRequest" => SoapAnswer.Response(request.Name, Admin, json => Accounts(json, request)),
        "GetAccountMembershipRequest" => SoapAnswer.Response(request.Name, Admin, json => Membership(json, request)),
        "GetAllVolumesRequest" => SoapAnswer.Response(request.Name, Admin, json => Volumes(json, store)),
        "CheckBlobConsistencyRequest" => await BlobsAsync(store, request, ct),
        _ => throw new SoapFaultException("service.UNKNOWN_DOCUMENT", $"unknown document: {request.Name}"),
    };

    private byte[] Delegate(SoapRequest request)
    {
        var name = request.Text("account") ?? string.Empty;
        var (store, account) = directory.Find(name) ?? throw new SoapFaultException("account.NO_SUCH_ACCOUNT", $"no such account: {name}");
        if (store.LoginRefused)
        {
            throw SoapFaultException.AuthFailed(name);
        }

        var seconds = request.Number("duration", 3600, 172_800);
        return SoapAnswer.Response(request.Name, Admin, json =>
        {
            SoapAnswer.Content(json, "authToken", tokens.Give(account.Address, admin: false, TimeSpan.FromSeconds(seconds)));
            json.WriteNumber("lifetime", seconds * 1000L);
        });
    }

    private void Version(Utf8JsonWriter json, MailStore store)
    {
        json.WriteStartArray("info");
        json.WriteStartObject();
        json.WriteString("version", versionOf(store.Host));
        json.WriteString("type", "NETWORK");
        json.WriteString("host", store.Host);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Quota(Utf8JsonWriter json, MailStore store, SoapRequest request)
    {
        var stores = request.Text("allServers") is "1" or "true" ? directory.Stores : [store];
        if (stores.FirstOrDefault(s => !s.Up) is { } down)
        {
            throw SoapFaultException.ProxyError(down.Host);
        }

        var all = stores.SelectMany(s => s.Accounts.Select(a => (Store: s, Account: a))).OrderBy(a => a.Account.Address, StringComparer.Ordinal).ToList();
        json.WriteNumber("searchTotal", all.Count);
        json.WriteBoolean("more", false);
        json.WriteStartArray("account");
        foreach (var (home, account) in all)
        {
            json.WriteStartObject();
            json.WriteString("name", account.Address);
            json.WriteString("id", account.Id);
            json.WriteNumber("used", home.Used(account));
            json.WriteNumber("limit", 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Mailbox(Utf8JsonWriter json, MailStore store, SoapRequest request)
    {
        var id = request.Of("mbox", "id") ?? string.Empty;
        var found = directory.Stores.SelectMany(s => s.Accounts.Select(a => (Store: s, Account: a))).FirstOrDefault(a => a.Account.Id == id);
        var (home, account) = found.Account is null ? throw new SoapFaultException("account.NO_SUCH_ACCOUNT", $"no such account: {id}") : found;
        if (home.Host != store.Host && !home.Up)
        {
            throw SoapFaultException.ProxyError(home.Host);
        }

        json.WriteStartArray("mbox");
        json.WriteStartObject();
        json.WriteNumber("mbxid", account.MailboxId);
        json.WriteString("id", account.Id);
        json.WriteNumber("s", home.Used(account));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // From LDAP: also of stores that are down.
    private void Accounts(Utf8JsonWriter json, SoapRequest request)
    {
        if (!directory.LdapUp)
        {
            throw new SoapFaultException("service.FAILURE", "system failure: ZimbraLdapContext");
        }

        var all = directory.Stores.SelectMany(s => s.Accounts.Select(a => (Store: s, Account: a))).OrderBy(a => a.Account.Address, StringComparer.Ordinal).ToList();
        var offset = request.Number("offset", 0, int.MaxValue);
        var limit = request.Number("limit", 50, 1000);
        json.WriteNumber("searchTotal", all.Count);
        json.WriteBoolean("more", offset + limit < all.Count);
        json.WriteStartArray("account");
        foreach (var (home, account) in all.Skip(offset).Take(limit))
        {
            json.WriteStartObject();
            json.WriteString("name", account.Address);
            json.WriteString("id", account.Id);
            json.WriteStartArray("a");
            Attribute(json, "zimbraMailHost", $"{StatedHost(home, account)}.{directory.Domain}");
            Attribute(json, "zimbraCOSId", SeededMessage.Mix(account.Seed, -73) % 5 == 0 ? "cos-manager" : "cos-default");
            Attribute(json, "zimbraFeatureMobileSyncEnabled", SeededMessage.Mix(account.Seed, -74) % 3 == 0 ? "TRUE" : "FALSE");
            Attribute(json, "zimbraCreateTimestamp", account.Created.ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private string StatedHost(MailStore home, MailAccount account) =>
        home.IsMisplaced(account) ? (directory.Stores.FirstOrDefault(s => s.Host != home.Host) ?? home).Host : home.Host;

    private void Membership(Utf8JsonWriter json, SoapRequest request)
    {
        var name = request.Text("account") ?? string.Empty;
        var (_, account) = directory.Find(name) ?? throw new SoapFaultException("account.NO_SUCH_ACCOUNT", $"no such account: {name}");
        json.WriteStartArray("dl");
        for (var number = 1; number <= MailStore.Lists(account); number++)
        {
            json.WriteStartObject();
            json.WriteString("name", $"milis{number}@{directory.Domain}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Volumes(Utf8JsonWriter json, MailStore store)
    {
        json.WriteStartArray("volume");
        foreach (var volume in store.Volumes.List())
        {
            json.WriteStartObject();
            json.WriteNumber("id", volume.Id);
            json.WriteString("name", volume.Name);
            json.WriteNumber("type", volume.TypeNumber);
            json.WriteString("rootpath", volume.Path);
            json.WriteBoolean("compressBlobs", volume.Compressed);
            json.WriteBoolean("isCurrent", volume.Current);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>With reportUsedBlobs it says which item lies on which volume, which no user request does.</summary>
    private static async Task<byte[]> BlobsAsync(MailStore store, SoapRequest request, CancellationToken ct)
    {
        var wanted = request.Of("volume", "id");
        var mailbox = request.Of("mbox", "id");
        var account = store.Accounts.FirstOrDefault(a => mailbox == a.MailboxId.ToString(CultureInfo.InvariantCulture))
            ?? throw new SoapFaultException("mail.NO_SUCH_MBOX", $"no such mailbox: {mailbox}");
        var blobs = account.Folders.Where(f => f.OverImap)
            .SelectMany(f => store.Items(account, f).Select(i => (Item: i, Volume: store.VolumeOf(account, f, i))))
            .Where(b => wanted is null || wanted == b.Volume.ToString(CultureInfo.InvariantCulture)).Take(MostBlobs).ToList();
        var readable = new Dictionary<int, bool>();
        foreach (var volume in blobs.Select(b => b.Volume).Distinct())
        {
            readable[volume] = await store.Volumes.ReadableAsync(volume, ct);
        }

        return SoapAnswer.Response(request.Name, Admin, json =>
        {
            json.WriteStartArray("mbox");
            json.WriteStartObject();
            json.WriteNumber("id", account.MailboxId);
            Items(json, "missingBlobs", blobs.Where(b => !readable[b.Volume]));
            if (request.Text("reportUsedBlobs") is "1" or "true")
            {
                Items(json, "usedBlobs", blobs);
            }

            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private static void Items(Utf8JsonWriter json, string name, IEnumerable<(int Item, int Volume)> blobs)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteStartArray("item");
        foreach (var (item, volume) in blobs)
        {
            json.WriteStartObject();
            json.WriteNumber("id", item);
            json.WriteNumber("volumeId", volume);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Attribute(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("n", name);
        json.WriteString("_content", value);
        json.WriteEndObject();
    }
}
