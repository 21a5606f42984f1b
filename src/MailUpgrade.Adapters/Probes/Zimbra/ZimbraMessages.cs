using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using static MailUpgrade.Adapters.Probes.Zimbra.Soap;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Finds and reads single messages of one logged-in user. What is read is hashed and forgotten.</summary>
internal sealed class ZimbraMessages(SoapClient soap, FleetHost host, string token, IReadOnlyDictionary<string, string> paths, IReadOnlyList<string> purged)
{
    /// <summary>The oldest message outside the folders that are emptied by themselves; null where there is none.</summary>
    public async Task<MessageState?> OldestAsync(CancellationToken ct) => (await FindAsync("dateAsc", 1, ct)) is [var one] ? await ReadAsync(one.Id, one.Folder, ct) : null;

    /// <summary>The newest ones.</summary>
    public async Task<IReadOnlyList<MessageState>> NewestAsync(int most, CancellationToken ct)
    {
        var read = new List<MessageState>();
        foreach (var (id, folder) in most == 0 ? [] : await FindAsync("dateDesc", most, ct))
        {
            read.Add(await ReadAsync(id, folder, ct));
        }
        return read;
    }

    /// <summary>A message by its number.</summary>
    public async Task<MessageState> ReadAsync(string id, string folder, CancellationToken ct)
    {
        try
        {
            var answer = await soap.MailAsync(host, token, "GetMsgRequest", new JsonObject { ["m"] = new JsonObject { ["id"] = id, ["raw"] = "1" } }, ct);
            var text = Text(First(answer["m"])?["content"]?["_content"] ?? First(First(answer["m"])?["content"])?["_content"]);
            var bytes = Encoding.Latin1.GetBytes(text);
            return new MessageState(folder, id, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (MailFaultException fault)
        {
            return new MessageState(folder, id, 0, fault.Code);
        }
    }

    /// <summary>Numbers of messages by their Message-ID.</summary>
    public async Task<IReadOnlyList<string>> WithIdAsync(string messageId, CancellationToken ct)
    {
        var found = await soap.MailAsync(host, token, "SearchRequest", new JsonObject { ["types"] = "message", ["limit"] = "10", ["query"] = $"msgid:\"{messageId}\"" }, ct);
        return [.. All(found["m"]).Select(m => Text(m["id"]))];
    }

    private async Task<IReadOnlyList<(string Id, string Folder)>> FindAsync(string order, int most, CancellationToken ct)
    {
        var query = purged.Count == 0 ? "is:anywhere" : string.Join(' ', purged.Select(f => $"not in:\"{f}\""));
        var request = new JsonObject { ["types"] = "message", ["limit"] = most.ToString(System.Globalization.CultureInfo.InvariantCulture), ["sortBy"] = order, ["query"] = query };
        var found = await soap.MailAsync(host, token, "SearchRequest", request, ct);
        return [.. All(found["m"]).Take(most).Select(m => (Text(m["id"]), paths.GetValueOrDefault(Text(m["l"]), "")))];
    }
}
