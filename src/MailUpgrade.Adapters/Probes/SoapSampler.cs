using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Samples accounts over SOAP and IMAP at their mailbox hosts, as an administrator who acts for them.</summary>
/// <param name="stateFolder">Baselines lie in <c>baselines</c> below it.</param>
/// <param name="accessTo">How to reach a fleet's mail service.</param>
/// <param name="accounts">How many to compare; some more where a host would have fewer than five.</param>
/// <param name="callLimit">For one request, wire clock; what takes longer is a state of its own and does not stop the rest.</param>
public sealed class SoapSampler(string stateFolder, Func<Fleet, MailAccess> accessTo, int accounts, TimeSpan callLimit) : ISampler
{
    private const string MailboxRole = "mailbox";
    private const int AtOnce = 8;
    private const int Page = 500;

    private readonly BaselineFiles _files = new(stateFolder);

    /// <inheritdoc/>
    public async Task<SampleOutcome> TakeBaselineAsync(string run, Fleet fleet, CancellationToken ct)
    {
        var access = accessTo(fleet);
        using var soap = new SoapClient(access, callLimit);
        var stores = Stores(fleet);
        var token = await LoginAsync(soap, stores, ct);
        var all = await AccountsAsync(soap, stores, token, ct);
        var sample = SampleChoice.Choose(all, accounts, run);
        var reader = new AccountReader(soap, new ImapFolders(access, callLimit), token);
        var states = await ReadAllAsync(reader, fleet, sample, ct);
        var volumes = new List<VolumeState>();
        foreach (var store in stores)
        {
            var answer = await soap.AdminAsync(store, token, "GetAllVolumesRequest", [], ct);
            foreach (var volume in (answer["volume"] as JsonArray ?? []).OfType<JsonObject>().Where(v => v["type"]?.ToString() is "1" or "2"))
            {
                volumes.Add(await reader.ReadVolumeAsync(
                    store, volume["name"]?.ToString() ?? "?", volume["id"]?.ToString() ?? "?", sample.Where(a => a.Host == store.Name), ct));
            }
        }

        var baseline = new Baseline(run, all.Count, states, volumes);
        var hash = await _files.WriteAsync(baseline, ct);
        return new SampleOutcome(hash, states.Count, all.Count, [], NotLookedAt(baseline));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The run has no baseline, or it cannot be read.</exception>
    public async Task<SampleOutcome> CompareAsync(string run, Fleet fleet, CancellationToken ct)
    {
        var (before, hash) = await _files.ReadAsync(run, ct);
        var access = accessTo(fleet);
        using var soap = new SoapClient(access, callLimit);
        var stores = Stores(fleet);
        var token = await LoginAsync(soap, stores, ct);
        var all = (await AccountsAsync(soap, stores, token, ct)).ToDictionary(a => a.Address, StringComparer.Ordinal);
        var reader = new AccountReader(soap, new ImapFolders(access, callLimit), token);
        var sample = before.Accounts.Select(a => all.GetValueOrDefault(a.Address)).OfType<AccountFacts>().ToList();
        var states = await ReadAllAsync(reader, fleet, sample, ct);
        var volumes = new List<VolumeState>();
        foreach (var old in before.Volumes)
        {
            volumes.Add(old.Item.Length == 0 ? old : await reader.ReadBlobAsync(fleet.HostOf(old.Host), old.Volume, old.Account, old.Item, ct));
        }

        var findings = BaselineComparison.Compare(before, before with { Accounts = states, Volumes = volumes });
        if (all.Count != before.OutOf)
        {
            findings = [.. findings, new Finding("all", "accounts that exist", Text(before.OutOf), Text(all.Count))];
        }

        return new SampleOutcome(hash, states.Count, all.Count, findings, NotLookedAt(before));
    }

    private static List<FleetHost> Stores(Fleet fleet) =>
        fleet.Hosts.Where(h => h.Roles.Contains(MailboxRole)).ToList() is { Count: > 0 } stores
            ? stores
            : throw new InvalidOperationException($"Fleet {fleet.Id} has no host with the role {MailboxRole}: nothing to sample.");

    private static async Task<string> LoginAsync(SoapClient soap, List<FleetHost> stores, CancellationToken ct)
    {
        try
        {
            return await soap.LoginAsync(stores[0], ct);
        }
        catch (MailFaultException fault)
        {
            throw new HostUnreachableException($"The administrator cannot log in at {stores[0].Name}: {fault.Code}.", fault);
        }
    }

    private static async Task<List<AccountFacts>> AccountsAsync(
        SoapClient soap, List<FleetHost> stores, string token, CancellationToken ct)
    {
        try
        {
            var used = new Dictionary<string, long>(StringComparer.Ordinal);
            var quota = await soap.AdminAsync(stores[0], token, "GetQuotaUsageRequest", new JsonObject { ["allServers"] = "1" }, ct);
            foreach (var account in (quota["account"] as JsonArray ?? []).OfType<JsonObject>())
            {
                used[account["name"]!.ToString()] = account["used"]!.GetValue<long>();
            }

            var all = new List<AccountFacts>();
            for (var more = true; more;)
            {
                var request = new JsonObject { ["types"] = "accounts", ["attrs"] = "zimbraMailHost,zimbraCreateTimestamp", ["limit"] = Text(Page), ["offset"] = Text(all.Count) };
                var answer = await soap.AdminAsync(stores[0], token, "SearchDirectoryRequest", request, ct);
                var page = (answer["account"] as JsonArray ?? []).OfType<JsonObject>().Select(a => Facts(a, used)).ToList();
                all.AddRange(page);
                more = page.Count > 0 && answer["more"]?.GetValue<bool>() is true;
            }

            return all;
        }
        catch (MailFaultException fault)
        {
            throw new HostUnreachableException($"The mail service does not list its accounts: {fault.Code}.", fault);
        }
    }

    private static AccountFacts Facts(JsonObject account, Dictionary<string, long> used)
    {
        var attributes = (account["a"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(a => a["n"]!.ToString(), a => a["_content"]!.ToString(), StringComparer.Ordinal);
        var address = account["name"]!.ToString();
        return new AccountFacts(
            address,
            account["id"]!.ToString(),
            attributes.GetValueOrDefault("zimbraMailHost", string.Empty).Split('.')[0],
            used.GetValueOrDefault(address),
            DateTimeOffset.ParseExact(
                attributes.GetValueOrDefault("zimbraCreateTimestamp", "19700101000000Z"), "yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    private static async Task<IReadOnlyList<AccountState>> ReadAllAsync(AccountReader reader, Fleet fleet, IReadOnlyList<AccountFacts> sample, CancellationToken ct)
    {
        var states = new ConcurrentBag<AccountState>();
        await Parallel.ForEachAsync(
            sample,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (account, token) => states.Add(await reader.ReadAsync(fleet.HostOf(account.Host), account, token)));
        return [.. states.OrderBy(s => s.Address, StringComparer.Ordinal)];
    }

    private static List<string> NotLookedAt(Baseline baseline)
    {
        var share = SampleChoice.SmallestShareSeen(baseline.Accounts.Count) * 100;
        List<string> not =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{baseline.OutOf - baseline.Accounts.Count} of {baseline.OutOf} accounts; a fault that hits {share:0.#} % of all accounts is seen with 95 %, a rarer one may be missed"),
            "content of messages, but for the oldest of each account and one per volume",
            $"{string.Join(" and ", BaselineComparison.PurgedFolders)}: the mail system empties them itself",
            "content of contacts and calendars (their number is compared), web client, mobile sync, search index",
        ];
        not.AddRange(baseline.Volumes.Where(v => v.Item.Length == 0).Select(v => $"volume {v.Volume} of {v.Host}: {v.Read}"));
        not.AddRange(baseline.Accounts.Where(a => a.Login != "ok").Select(a => $"{a.Address}: could not be read for the baseline ({a.Login})"));
        return not;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
