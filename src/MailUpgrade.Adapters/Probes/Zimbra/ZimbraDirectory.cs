using System.Globalization;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;
using static MailUpgrade.Adapters.Probes.Zimbra.Soap;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Which accounts there are, with what a choice needs to know of them.</summary>
internal sealed class ZimbraDirectory(SoapClient soap, IReadOnlyList<FleetHost> stores, string token)
{
    private const int Page = 500;
    private const string Attributes = "zimbraMailHost,zimbraCreateTimestamp,zimbraCOSId,zimbraFeatureMobileSyncEnabled,zimbraSharedItem";

    public async Task<IReadOnlyList<AccountFacts>> AccountsAsync(CancellationToken ct)
    {
        try
        {
            var used = new Dictionary<string, long>(StringComparer.Ordinal);
            // Each store for itself: asked for all of them, one store fails the whole answer when another is down or was left out.
            foreach (var quota in await Task.WhenAll(stores.Select(s => soap.AdminAsync(s, token, "GetQuotaUsageRequest", [], ct))))
            {
                foreach (var account in All(quota["account"]))
                {
                    used[Text(account["name"])] = Number(account["used"]);
                }
            }
            var all = new Dictionary<string, AccountFacts>(StringComparer.Ordinal);
            for (var (more, offset) = (true, 0); more;)
            {
                var request = new JsonObject
                {
                    ["types"] = "accounts",
                    ["attrs"] = Attributes,
                    ["sortBy"] = "name",
                    ["limit"] = Page.ToString(CultureInfo.InvariantCulture),
                    ["offset"] = offset.ToString(CultureInfo.InvariantCulture),
                };
                var answer = await soap.AdminAsync(stores[0], token, "SearchDirectoryRequest", request, ct);
                var page = All(answer["account"]).Select(a => Facts(a, used)).ToList();
                page.ForEach(a => all.TryAdd(a.Address, a));
                offset += page.Count;
                more = page.Count > 0 && True(answer["more"]);
            }
            return [.. all.Values];
        }
        catch (MailFaultException fault)
        {
            throw new HostUnreachableException($"The mail service does not list its accounts: {fault.Code}.", fault);
        }
    }

    private static AccountFacts Facts(JsonObject account, Dictionary<string, long> used)
    {
        var attributes = All(account["a"]).GroupBy(a => Text(a["n"]), StringComparer.Ordinal).ToDictionary(g => g.Key, g => Text(g.First()["_content"]), StringComparer.Ordinal);
        var address = Text(account["name"]);
        // 8.8 writes fractions of a second, 8.7 does not.
        var stamp = attributes.GetValueOrDefault("zimbraCreateTimestamp", "19700101000000Z");
        var created = DateTimeOffset.TryParseExact(stamp.Length >= 14 ? stamp[..14] : "", "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : DateTimeOffset.UnixEpoch;
        return new AccountFacts(address, Text(account["id"]), attributes.GetValueOrDefault("zimbraMailHost", "").Split('.')[0], used.GetValueOrDefault(address), created)
        {
            Class = attributes.GetValueOrDefault("zimbraCOSId", ""),
            Mobile = attributes.GetValueOrDefault("zimbraFeatureMobileSyncEnabled") == "TRUE",
            Shares = attributes.ContainsKey("zimbraSharedItem"),
        };
    }
}
