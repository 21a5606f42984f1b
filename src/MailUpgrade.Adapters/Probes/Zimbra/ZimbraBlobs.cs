using System.Text.Json.Nodes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using static MailUpgrade.Adapters.Probes.Zimbra.Soap;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>
/// Reads blobs of each volume. Which items lie on a volume only a check of the mailbox tells, and that walks it: so it is asked of the
/// smallest sampled mailboxes first, and never of a giant.
/// </summary>
internal sealed class ZimbraBlobs(SoapClient soap, string adminToken, IReadOnlyList<string> purged)
{
    // A check reads every row and looks for every file of a mailbox; of this size it takes seconds.
    private const long LargestWalked = 2_000_000_000;

    // So many mailboxes are asked for a blob of one volume before it is said that the sample has none there.
    private const int MostAsked = 20;

    public async Task<IReadOnlyList<VolumeState>> FindAsync(FleetHost host, IReadOnlyList<AccountFacts> here, int perVolume, List<string> left, CancellationToken ct)
    {
        var found = new List<VolumeState>();
        var walked = here.Where(a => a.UsedBytes <= LargestWalked).OrderBy(a => a.UsedBytes).ThenBy(a => a.Address, StringComparer.Ordinal).ToList();
        left.AddRange(here.Where(a => a.UsedBytes > LargestWalked).Select(a => "giant:" + a.Address));
        var volumes = await soap.AdminAsync(host, adminToken, "GetAllVolumesRequest", [], ct);
        foreach (var volume in All(volumes["volume"]).Where(v => Text(v["type"]) is "1" or "2"))
        {
            var (name, before) = (Text(volume["name"]), found.Count);
            foreach (var account in walked.Take(MostAsked))
            {
                foreach (var item in await ItemsAsync(host, account, Text(volume["id"]), Math.Max(1, perVolume - (found.Count - before)), ct))
                {
                    found.Add(await ReadAsync(host, name, account.Address, item, ct));
                }
                if (found.Count - before >= perVolume)
                {
                    break;
                }
            }
            if (found.Count == before)
            {
                found.Add(new VolumeState(host.Name, name, "", "", ""));
            }
        }
        return found;
    }

    /// <summary>Reads one blob; whatever keeps it from being read is the state.</summary>
    public async Task<VolumeState> ReadAsync(FleetHost host, string volume, string address, string item, CancellationToken ct)
    {
        try
        {
            var token = await soap.DelegateAsync(host, adminToken, address, ct);
            var read = await new ZimbraMessages(soap, host, token, new Dictionary<string, string>(), purged).ReadAsync(item, "", ct);
            return new VolumeState(host.Name, volume, address, item, read.Read);
        }
        catch (MailFaultException fault)
        {
            return new VolumeState(host.Name, volume, address, item, fault.Code);
        }
        catch (WebDownException down)
        {
            return new VolumeState(host.Name, volume, address, item, $"HTTP {down.Status}");
        }
    }

    private async Task<IReadOnlyList<string>> ItemsAsync(FleetHost host, AccountFacts account, string volumeId, int most, CancellationToken ct)
    {
        try
        {
            var box = await soap.AdminAsync(host, adminToken, "GetMailboxRequest", new JsonObject { ["mbox"] = new JsonObject { ["id"] = account.Id } }, ct);
            var check = new JsonObject
            {
                ["checkSize"] = "0",
                ["reportUsedBlobs"] = "1",
                ["volume"] = new JsonArray(new JsonObject { ["id"] = volumeId }),
                ["mbox"] = new JsonArray(new JsonObject { ["id"] = Text(First(box["mbox"])?["mbxid"]) }),
            };
            var found = await soap.AdminAsync(host, adminToken, "CheckBlobConsistencyRequest", check, ct);
            return [.. All(First(First(found["mbox"])?["usedBlobs"])?["item"]).Select(i => Text(i["id"])).Take(most)];
        }
        catch (MailFaultException)
        {
            // The account's own state says why it cannot be read; another account may have a blob there.
            return [];
        }
    }
}
