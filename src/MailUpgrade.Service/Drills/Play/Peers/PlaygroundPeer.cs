using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace MailUpgrade.Service.Drills.Play.Peers;

/// <summary>
/// Microsoft's Agents Playground as the Teams of a drill, behind the proxy of <c>tests/teams</c> that signs what it says. Everybody
/// speaks in the group chat.
/// </summary>
internal sealed class PlaygroundPeer : IDrillPeer
{
    /// <summary>Name in a drill.</summary>
    public const string Channel = "teams";

    /// <summary>Where <c>tests/teams/up</c> says that it is there, and how to reach it.</summary>
    public const string Ready = "/var/lib/mailupgrade-teams/ready.json";

    // Wire clock: from a line to its answer.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly string proxy;
    private readonly string playground;
    private readonly Dictionary<string, JsonObject> people = [];
    private readonly SentCards cards = new();
    private string group = "";
    private string tenant = "";
    private JsonObject bot = [];

    private PlaygroundPeer(JsonObject ready)
    {
        (proxy, playground) = ((string)ready["service"]!, (string)ready["playground"]!);
        Settings = new Dictionary<string, string>
        {
            ["Teams__AppId"] = (string)ready["appId"]!,
            ["Teams__AppSecret"] = "the-apps-secret",
            ["Teams__TenantId"] = (string)ready["tenantId"]!,
            ["Teams__OpenIdMetadata"] = proxy + "/keys/metadata",
            ["Teams__TokenEndpoint"] = proxy + "/token",
            ["Teams__AllowedServiceUrls__0"] = proxy + "/",
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings { get; private set; }

    /// <summary>Reads who and what is there, and says where the bot will be.</summary>
    public static async Task<PlaygroundPeer> ConnectAsync(Uri service, CancellationToken ct)
    {
        var peer = new PlaygroundPeer(JsonNode.Parse(await File.ReadAllTextAsync(Ready, ct))!.AsObject());
        await peer.PostAsync(peer.proxy + "/control/bot", new JsonObject { ["url"] = service.GetLeftPart(UriPartial.Authority) }, ct);
        var config = (await peer.http.GetFromJsonAsync<JsonObject>(peer.playground + "/_internal/v1/testConfig", ct))!["config"]!;
        foreach (var user in config["users"]!.AsArray().Append(config["currentUser"]).Select(u => u!.AsObject()))
        {
            peer.people[((string)user["id"]!)[3..]] = user;
        }
        peer.bot = config["bot"]!.AsObject();
        peer.tenant = (string)config["tenantId"]!;
        peer.group = (string)config["groupChats"]![0]!["id"]!;
        peer.Settings = new Dictionary<string, string>(peer.Settings) { ["Teams__Chats__0"] = peer.group };
        return peer;
    }

    /// <inheritdoc/>
    public Task MeetAsync(CancellationToken ct) =>
        PostAsync($"{playground}/_debug/conversation/{Uri.EscapeDataString(group)}/installation", [], ct);

    /// <inheritdoc/>
    public async Task<string?> SayAsync(string person, string text, CancellationToken ct)
    {
        var id = Guid.NewGuid().ToString();
        const string Mention = "<at>MailUpgrade</at>";
        await PostAsync(playground + "/_internal/v1/customActivities", new JsonObject
        {
            ["type"] = "message",
            ["id"] = id,
            ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("O"),
            ["channelId"] = "msteams",
            ["from"] = From(person),
            ["recipient"] = bot.DeepClone(),
            ["conversation"] = new JsonObject { ["id"] = group, ["conversationType"] = "groupChat", ["isGroup"] = true, ["tenantId"] = tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } },
            ["text"] = $"{Mention} {text}",
            ["textFormat"] = "plain",
            ["entities"] = new JsonArray(new JsonObject
            {
                ["type"] = "mention",
                ["text"] = Mention,
                ["mentioned"] = bot.DeepClone(),
            }),
        }, ct);
        return text.StartsWith('/') ? await UntilAsync(() => cards.AnswerTo(id), ct) : "";
    }

    /// <inheritdoc/>
    public async Task<string?> PressAsync(string person, string? firstLine, string? label, CancellationToken ct)
    {
        if (await UntilAsync(() => cards.Find(firstLine, label), ct) is not { } found)
        {
            return null;
        }
        var answer = await PostAsync(playground + "/_conversation/v1/invoke", new JsonObject
        {
            ["name"] = "adaptiveCard/action",
            ["from"] = new JsonObject { ["id"] = (string)people[person]["id"]! },
            ["conversation"] = new JsonObject { ["id"] = group },
            ["replyToId"] = found.Card,
            ["value"] = new JsonObject { ["action"] = found.Action.DeepClone(), ["trigger"] = "manual" },
        }, ct);
        var said = (string?)answer?["value"];
        return said?.StartsWith("Taken.", StringComparison.Ordinal) == true ? await UntilAsync(() => cards.AnswerTo(found.Card), ct) : said;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private JsonObject From(string person) => new()
    {
        ["id"] = (string)people[person]["id"]!,
        ["name"] = (string)people[person]["name"]!,
        ["aadObjectId"] = (string)people[person]["aadObjectId"]!,
    };

    private async Task<T?> UntilAsync<T>(Func<T?> find, CancellationToken ct)
        where T : class
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < AnswerLimit)
        {
            foreach (var sent in (await http.GetFromJsonAsync<JsonArray>($"{proxy}/control/sent?after={cards.Last}", ct))!)
            {
                cards.Take(sent!.AsObject());
            }
            if (find() is { } found)
            {
                return found;
            }
            await Task.Delay(Look, ct);
        }
        return null;
    }

    private async Task<JsonObject?> PostAsync(string url, JsonObject body, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(url, body, ct);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(ct);
        return text.StartsWith('{') ? JsonNode.Parse(text) as JsonObject : null;
    }
}
