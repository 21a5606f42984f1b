using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Reads the state of single accounts and of single blobs. Asks only; changes nothing.</summary>
internal sealed class AccountReader(SoapClient soap, ImapFolders imap, string adminToken)
{
    public async Task<AccountState> ReadAsync(FleetHost host, AccountFacts facts, CancellationToken ct)
    {
        try
        {
            var token = await soap.DelegateAsync(host, adminToken, facts.Address, ct);
            var info = await soap.AccountAsync(host, token, "GetInfoRequest", new JsonObject { ["sections"] = "mbox" }, ct);
            var tree = await soap.MailAsync(host, token, "GetFolderRequest", new JsonObject { ["tr"] = "1" }, ct);
            var rules = await soap.MailAsync(host, token, "GetFilterRulesRequest", [], ct);
            var over = await imap.ReadAsync(host, facts.Address, ct);
            var root = First(tree["folder"]);
            return new AccountState(
                facts.Address,
                facts.Id,
                facts.Host,
                "ok",
                Number(info["used"]),
                [.. Folders(root, string.Empty, over).OrderBy(f => f.Path, StringComparer.Ordinal)],
                await OldestAsync(host, token, ct),
                (First(rules["filterRules"])?["filterRule"] as JsonArray)?.Count ?? 0,
                (root?["link"] as JsonArray)?.Count(l => l?["broken"]?.GetValue<bool>() is not true) ?? 0);
        }
        catch (MailFaultException fault)
        {
            return new AccountState(facts.Address, facts.Id, facts.Host, fault.Code, 0, [], "none", 0, 0);
        }
    }

    /// <summary>Id, size and SHA-256 of a message, or the code of what kept it from being read.</summary>
    public async Task<string> HashAsync(FleetHost host, string token, string item, CancellationToken ct)
    {
        try
        {
            var answer = await soap.MailAsync(host, token, "GetMsgRequest", new JsonObject { ["m"] = new JsonObject { ["id"] = item, ["raw"] = "1" } }, ct);
            var text = First(answer["m"])?["content"]?["_content"]?.GetValue<string>() ?? string.Empty;
            var bytes = Encoding.Latin1.GetBytes(text);
            return $"{item} {bytes.Length} {Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        }
        catch (MailFaultException fault)
        {
            return fault.Code;
        }
    }

    public async Task<VolumeState> ReadVolumeAsync(FleetHost host, string volume, string volumeId, IEnumerable<AccountFacts> sampled, CancellationToken ct)
    {
        // From the smallest mailbox on: to find a blob of a volume the service walks the mailbox.
        foreach (var account in sampled.OrderBy(a => a.UsedBytes))
        {
            if (await ItemOnAsync(host, account, volumeId, ct) is { } item)
            {
                return await ReadBlobAsync(host, volume, account.Address, item, ct);
            }
        }

        return new VolumeState(host.Name, volume, string.Empty, string.Empty, "no message of the sample lies there");
    }

    /// <summary>Reads one blob; whatever keeps it from being read is the state.</summary>
    public async Task<VolumeState> ReadBlobAsync(FleetHost host, string volume, string address, string item, CancellationToken ct)
    {
        string read;
        try
        {
            read = await HashAsync(host, await soap.DelegateAsync(host, adminToken, address, ct), item, ct);
        }
        catch (MailFaultException fault)
        {
            read = fault.Code;
        }

        return new VolumeState(host.Name, volume, address, item, read);
    }

    private async Task<string?> ItemOnAsync(FleetHost host, AccountFacts account, string volumeId, CancellationToken ct)
    {
        try
        {
            var box = await soap.AdminAsync(host, adminToken, "GetMailboxRequest", new JsonObject { ["mbox"] = new JsonObject { ["id"] = account.Id } }, ct);
            var found = await soap.AdminAsync(
                host,
                adminToken,
                "CheckBlobConsistencyRequest",
                new JsonObject
                {
                    ["checkSize"] = "0",
                    ["reportUsedBlobs"] = "1",
                    ["volume"] = new JsonArray(new JsonObject { ["id"] = volumeId }),
                    ["mbox"] = new JsonArray(new JsonObject { ["id"] = Text(First(box["mbox"])?["mbxid"]) }),
                },
                ct);
            return First(First(First(found["mbox"])?["usedBlobs"])?["item"]) is { } item ? Text(item["id"]) : null;
        }
        catch (MailFaultException)
        {
            // The account's own state says why it cannot be read; another account may have a blob there.
            return null;
        }
    }

    private async Task<string> OldestAsync(FleetHost host, string token, CancellationToken ct)
    {
        var found = await soap.MailAsync(
            host, token, "SearchRequest", new JsonObject { ["types"] = "message", ["limit"] = "1", ["sortBy"] = "dateAsc", ["query"] = "is:anywhere" }, ct);
        return First(found["m"]) is { } message ? await HashAsync(host, token, Text(message["id"]), ct) : "none";
    }

    private static IEnumerable<FolderState> Folders(JsonNode? parent, string above, IReadOnlyDictionary<string, (long UidValidity, int Messages)> over)
    {
        foreach (var child in (parent?["folder"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            var path = above + Text(child["name"]);
            yield return new FolderState(
                path, (int)Number(child["n"]), Number(child["s"]), (int)Number(child["u"]), over.TryGetValue(path, out var seen) ? seen.UidValidity : null);
            if (over.TryGetValue(path, out var imap) && imap.Messages != Number(child["n"]))
            {
                // Two protocols, two numbers: a difference in itself, and it must not hide in the comparison.
                yield return new FolderState(path + " (IMAP)", imap.Messages, 0, 0, imap.UidValidity);
            }

            foreach (var below in Folders(child, path + "/", over))
            {
                yield return below;
            }
        }
    }

    private static JsonNode? First(JsonNode? list) => list is JsonArray { Count: > 0 } array ? array[0] : null;

    private static string Text(JsonNode? value) => value?.ToString() ?? string.Empty;

    private static long Number(JsonNode? value) =>
        long.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
