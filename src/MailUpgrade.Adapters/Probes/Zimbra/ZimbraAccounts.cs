using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Pop3;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Web;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;
using static MailUpgrade.Adapters.Probes.Zimbra.Soap;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Reads the state of single accounts, as an administrator who acts for them. Asks only; changes nothing.</summary>
internal sealed class ZimbraAccounts(SoapClient soap, WebProbes web, MailAccess access, SampleJob job, WireLimits limits, string adminToken)
{
    private readonly Fleet _fleet = job.Fleet;

    public async Task<AccountState> ReadAsync(AccountFacts facts, AccountState? before, CancellationToken ct)
    {
        if (_fleet.Hosts.FirstOrDefault(h => h.Name == facts.Host) is not { } host)
        {
            return Empty(facts, "host is not of the fleet");
        }
        var ways = new Dictionary<string, string>(StringComparer.Ordinal);
        var imap = await ImapAsync(host, facts.Address, ways, ct);
        try
        {
            var token = await soap.DelegateAsync(host, adminToken, facts.Address, ct);
            var state = await OverSoapAsync(host, facts, imap, before, token, ct);
            ways["way-soap"] = AccountState.Ok;
            ways["way-gal"] = await AddressBookAsync(host, facts.Address, token, ct);
            await PasswordWaysAsync(host, facts.Address, ways, ct);
            return state with { Ways = ways };
        }
        catch (MailFaultException fault) when (fault.Code.StartsWith(SlowCodes.NoAnswer, StringComparison.Ordinal))
        {
            return Empty(facts, AccountState.Ok) with { Unjudged = fault.Code };
        }
        catch (MailFaultException fault)
        {
            return Empty(facts, fault.Code) with { Ways = ways };
        }
        catch (WebDownException down) when (ways.GetValueOrDefault("way-imap") == AccountState.Ok)
        {
            // IMAP lets the user in and the web application does not: that is what users will say, too.
            ways["way-soap"] = $"HTTP {down.Status}";
            return Empty(facts, AccountState.Ok) with { Ways = ways };
        }
    }

    private async Task<AccountState> OverSoapAsync(FleetHost host, AccountFacts facts, IReadOnlyList<ImapFolder> imap, AccountState? before, string token, CancellationToken ct)
    {
        var info = await soap.AccountAsync(host, token, "GetInfoRequest", new JsonObject { ["sections"] = "mbox" }, ct);
        var root = First((await soap.MailAsync(host, token, "GetFolderRequest", new JsonObject { ["tr"] = "1" }, ct))["folder"]);
        var rules = await soap.MailAsync(host, token, "GetFilterRulesRequest", [], ct);
        var signatures = await soap.AccountAsync(host, token, "GetSignaturesRequest", [], ct);
        var lists = await soap.AdminAsync(host, adminToken, "GetAccountMembershipRequest", new JsonObject { ["account"] = new JsonObject { ["by"] = "name", ["_content"] = facts.Address } }, ct);
        var messages = new ZimbraMessages(soap, host, token, ZimbraFolders.Paths(root), job.Knowledge.Purged);
        var (oldest, newest) = before is { Login: AccountState.Ok, Unjudged.Length: 0 }
            ? (before.Oldest is { } old ? await messages.ReadAsync(old.Id, old.Folder, ct) : null, await AgainAsync(messages, before.Newest, ct))
            : (await messages.OldestAsync(ct), await messages.NewestAsync(_fleet.Mail.Sample.Messages, ct));
        return new AccountState(facts.Address, facts.Id, facts.Host, AccountState.Ok, Number(info["used"]), ZimbraFolders.Of(root, imap), oldest)
        {
            Newest = newest,
            Counts = new Dictionary<string, int>
            {
                ["filters"] = All(First(rules["filterRules"])?["filterRule"]).Count(),
                ["signatures"] = All(signatures["signature"]).Count(),
                ["shares"] = ZimbraFolders.WorkingShares(root),
                ["lists"] = All(lists["dl"]).Count(),
            },
        };
    }

    /// <summary>Whether the global address list shows the account to its user. Some are hidden there: then it says so before and after.</summary>
    private async Task<string> AddressBookAsync(FleetHost host, string address, string token, CancellationToken ct)
    {
        var isThere = false;
        var code = await ProbeCode.OfAsync(async () =>
        {
            var answer = await soap.AccountAsync(host, token, "SearchGalRequest", new JsonObject { ["name"] = address.Split('@')[0], ["type"] = "account", ["limit"] = "20" }, ct);
            isThere = All(answer["cn"]).Any(c => string.Equals(Emails(c), address, StringComparison.OrdinalIgnoreCase));
        });
        return code != AccountState.Ok ? code : isThere ? AccountState.Ok : "no entry";
    }

    private static string? Emails(JsonNode? entry) => (entry?["_attrs"]?["email"] as JsonValue)?.ToString();

    private static async Task<IReadOnlyList<MessageState>> AgainAsync(ZimbraMessages messages, IReadOnlyList<MessageState> before, CancellationToken ct)
    {
        var read = new List<MessageState>();
        foreach (var old in before)
        {
            read.Add(await messages.ReadAsync(old.Id, old.Folder, ct));
        }
        return read;
    }

    private async Task<IReadOnlyList<ImapFolder>> ImapAsync(FleetHost host, string address, Dictionary<string, string> ways, CancellationToken ct)
    {
        if (access.TargetOf(host, job.Knowledge.PortOf(_fleet, "imap")) is not { } target || access.Admin is null)
        {
            return [];
        }
        try
        {
            await using var imap = await ImapClient.ConnectAsync(target, limits, ct);
            var folders = await imap.FoldersAsync(new ImapLogin(address, access.Admin, access.AdminPassword ?? ""), withSize: false, logOut: false);
            ways["way-imap"] = AccountState.Ok;
            return folders;
        }
        catch (MailFaultException fault)
        {
            ways["way-imap"] = fault.Code;
            return [];
        }
        catch (HostUnreachableException)
        {
            ways["way-imap"] = "no connection";
            return [];
        }
    }

    /// <summary>Ways that want the user's own password: only test accounts have one here.</summary>
    private async Task PasswordWaysAsync(FleetHost host, string address, Dictionary<string, string> ways, CancellationToken ct)
    {
        if (!access.TestPasswords.TryGetValue(address, out var password))
        {
            return;
        }
        if (access.TargetOf(host, job.Knowledge.PortOf(_fleet, "pop3")) is { } pop3)
        {
            ways["way-pop3"] = await ProbeCode.OfAsync(async () => await Pop3Client.CountAsync(pop3, limits, address, password, ct));
        }
        if (job.Knowledge.PortOf(_fleet, "web") is { } port)
        {
            ways["way-mobile"] = await web.MobileAsync(host, port, address, password, ct);
            ways["way-calendar"] = await web.CalendarAsync(host, port, address, password, ct);
        }
        foreach (var mta in SamplingKnowledge.HostsOf(_fleet, job.Knowledge.Mta).Take(1))
        {
            if (access.TargetOf(mta, job.Knowledge.PortOf(_fleet, "submission")) is { } submission)
            {
                ways["way-submission"] = await ProbeCode.OfAsync(async () =>
                {
                    await using var sender = await MailSender.ConnectAsync(submission, limits, lmtp: false, ct);
                    await sender.LoginAsync(address, password);
                    await sender.QuitAsync();
                });
            }
        }
    }

    private static AccountState Empty(AccountFacts facts, string login) => new(facts.Address, facts.Id, facts.Host, login, -1, [], null);
}
