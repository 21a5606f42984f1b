using System.Buffers.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Teams.Delivery;
using MailUpgrade.Adapters.Teams.Outbound;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Teams;

/// <summary>The channel's self-test: keys, token, clock, tenant, and in each conversation a message that is posted and edited.</summary>
internal sealed class TeamsExamination(TeamsParts parts)
{
    private static readonly TimeSpan ClockMayDiffer = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<ChannelFinding>> RunAsync(CancellationToken ct)
    {
        var findings = new List<ChannelFinding>();
        if (parts.Settings.AllowUnsignedOnLoopback)
        {
            findings.Add(Bad("token check", "is off for this machine (Teams:AllowUnsignedOnLoopback): never in production", "dimatikan untuk mesin ini (Teams:AllowUnsignedOnLoopback): jangan di production"));
        }
        else
        {
            // A key that nobody has: what matters is whether the list could be read.
            await parts.Keys.FindAsync("", ct);
            findings.Add(parts.Keys.CanBeBelieved
                ? Good("keys", "Teams' keys can be read", "kunci Teams terbaca")
                : Bad("keys", $"{parts.Settings.OpenIdMetadata} gives no keys: look at the firewall; until then nobody is heard", $"{parts.Settings.OpenIdMetadata} tidak memberi kunci: cek firewall; sampai itu tidak ada yang didengar"));
        }
        findings.AddRange(await TokenAsync(ct));
        if (Clock() is { } clock)
        {
            findings.Add(clock);
        }
        findings.AddRange(Tenants());
        var conversations = parts.Store.Conversations();
        findings.AddRange(People(conversations));
        if (conversations.Count == 0)
        {
            findings.Add(new ChannelFinding("conversations", null, new LocalText(
                "the bot knows none yet: install the app in the group, let each person install it too, then look again",
                "bot belum kenal satu pun: pasang aplikasinya di grup, minta tiap orang memasangnya juga, lalu cek lagi")));
        }
        findings.AddRange(parts.Settings.Chats.Where(id => conversations.All(c => c.Id != id))
            .Select(id => Bad($"chat {Short(id)}", "the bot was never heard from there: install the app in it", "bot belum pernah terdengar di sana: pasang aplikasinya")));
        foreach (var conversation in conversations.Where(c => parts.Settings.Chats.Count == 0 || parts.Settings.Chats.Contains(c.Id)))
        {
            findings.Add(await PostAndEditAsync(conversation, ct));
        }
        return findings;
    }

    private async Task<IReadOnlyList<ChannelFinding>> TokenAsync(CancellationToken ct)
    {
        try
        {
            if (await parts.Access.TokenAsync(ct) is not { } token)
            {
                return [Bad("own token", "there is no secret, so none is shown: development only", "tidak ada secret, jadi tidak ditunjukkan: hanya untuk development")];
            }
            var given = Good("own token", "is given", "diberikan");
            return TenantIn(token) is { } tenant && !tenant.Equals(parts.Settings.TenantId, StringComparison.OrdinalIgnoreCase)
                ? [given, Bad("tenant", $"the bot is registered in {tenant}, Teams:TenantId says {parts.Settings.TenantId}: write the first", $"bot terdaftar di {tenant}, Teams:TenantId berisi {parts.Settings.TenantId}: tulis yang pertama")]
                : [given];
        }
        catch (ConnectorFaultException fault)
        {
            return [Bad("own token", fault.Message, $"tidak diberikan: {fault.Message}")];
        }
    }

    /// <summary>Who gave it; null where the token is opaque. Nothing is decided by it.</summary>
    private static string? TenantIn(string token)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))?["tid"]?.GetValue<string>();
        }
        catch (Exception opaque) when (opaque is FormatException or System.Text.Json.JsonException or IndexOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }

    private ChannelFinding? Clock()
    {
        if ((parts.Access.ClockOff ?? parts.Keys.ClockOff) is not { } off)
        {
            return null;
        }
        var minutes = Math.Abs(off.TotalMinutes);
        return off.Duration() < ClockMayDiffer ? Good("clock", "agrees with Teams'", "cocok dengan Teams")
            : Bad("clock",
                $"this machine is {minutes:0} min {(off > TimeSpan.Zero ? "fast" : "slow")}: set its time; from 5 min on nothing from Teams is believed",
                $"mesin ini {minutes:0} menit {(off > TimeSpan.Zero ? "terlalu cepat" : "terlambat")}: betulkan jamnya; mulai 5 menit pesan Teams tidak dipercaya");
    }

    private List<ChannelFinding> Tenants()
    {
        var known = parts.Team().People.SelectMany(p => parts.IdentitiesOf(p).Select(i => (Person: p, Tenant: parts.Identity.TenantOf(i)))).ToList();
        var foreign = known.Where(x => !parts.Settings.AllowedTenants.Contains(x.Tenant, StringComparer.OrdinalIgnoreCase))
            .Select(x => Bad($"person {x.Person.Id}", $"is of tenant {x.Tenant}, which is not in Teams:AllowedTenants", $"dari tenant {x.Tenant}, yang tidak ada di Teams:AllowedTenants"))
            .ToList();
        return foreign.Count > 0 || known.Count == 0 ? foreign
            : [Good("people's tenants", "everybody is of a tenant that is heard", "semua dari tenant yang didengar")];
    }

    /// <summary>Who has not installed the app cannot be called in private: they are still asked in the group, so it is advice.</summary>
    private IEnumerable<ChannelFinding> People(IReadOnlyList<Conversation> conversations) =>
        from person in parts.Team().People
        let identities = parts.IdentitiesOf(person)
        where identities.Count > 0 && !conversations.Any(c => c is { Kind: Conversation.Personal, Stopped.Length: 0 } && identities.Contains(c.Person))
        select new ChannelFinding($"person {person.Id}", null, new LocalText(
            "cannot be called in private: let them install the app and write to the bot once",
            "tidak bisa dihubungi pribadi: minta memasang aplikasinya dan menulis ke bot sekali"));

    private async Task<ChannelFinding> PostAndEditAsync(Conversation c, CancellationToken ct)
    {
        var what = $"{c.Kind} {Short(c.Id)}";
        if (c.Stopped.Length > 0)
        {
            return Bad(what, $"gets nothing: {c.Stopped}. Install the app there again or write to the bot there", $"tidak menerima apa pun: {c.Stopped}. Pasang lagi aplikasinya atau tulis ke bot di sana");
        }
        try
        {
            var id = await parts.Connector.PostAsync(c.ServiceUrl, c.Id, null, Text("● selftest"), ct);
            if (id.Length == 0)
            {
                return Bad(what, "takes messages but gives them no id: they cannot be edited", "menerima pesan tapi tanpa id: tidak bisa diedit");
            }
            await parts.Connector.UpdateAsync(c.ServiceUrl, c.Id, id, Text("✔ selftest"), ct);
            var members = await parts.Connector.CountMembersAsync(c.ServiceUrl, c.Id, ct);
            return members is null
                ? new ChannelFinding(what, null, new LocalText("takes messages and edits; who is in it cannot be read", "menerima pesan dan edit; anggotanya tidak terbaca"))
                : Good(what, $"takes messages and edits, {members} people", $"menerima pesan dan edit, {members} orang");
        }
        catch (ConnectorFaultException fault)
        {
            return Bad(what, fault.Message, $"tidak bisa dikirimi: {fault.Message}");
        }
    }

    private static JsonObject Text(string text) => new() { ["type"] = "message", ["text"] = text, ["textFormat"] = "plain" };

    private static string Short(string id) => id.Length > 24 ? id[..24] + "…" : id;

    private static ChannelFinding Good(string what, string en, string id) => new(what, true, new LocalText(en, id));

    private static ChannelFinding Bad(string what, string en, string id) => new(what, false, new LocalText(en, id));
}
