using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MailUpgrade.Adapters;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Endpoints;
using MailUpgrade.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>The Teams channel behind its real endpoint, with the Agents Playground and the proxy at its other end.</summary>
internal sealed class PlaygroundBot : IAsyncDisposable
{
    public const string Personal = "a:personal";
    public const string Group = "19:night@thread.v2";
    public const string Upgrade = "19:ops@thread.tacv2";

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string state = Directory.CreateTempSubdirectory("playground").FullName;
    private readonly Channel<InboundMessage> heard = System.Threading.Channels.Channel.CreateUnbounded<InboundMessage>();
    private readonly CancellationTokenSource life = new();
    private readonly JsonObject ready;
    private readonly WebApplication app;
    private readonly Task running;

    private PlaygroundBot(JsonObject ready, string secret, LinkedRun? run)
    {
        this.ready = ready;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        Channel = new TeamsChannel(new TeamsParts(
            new TeamsSettings
            {
                AppId = (string)ready["appId"]!,
                AppSecret = new Secret(secret),
                TenantId = (string)ready["tenantId"]!,
                AllowedTenants = [(string)ready["tenantId"]!],
                OpenIdMetadata = new Uri(Proxy + "/keys/metadata"),
                TokenEndpoint = new Uri(Proxy + "/token"),
                AllowedServiceUrls = [new Uri(Proxy)],
                Chats = [Group, Upgrade],
            },
            Path.Combine(state, "teams.db"), CardTemplates.Load(Path.Combine(RepositoryRoot.Path, "cards")), run is null ? Team : () => LinkedRun.Team, run?.Bindings ?? new Bindings(), () => "run-1", () => "en",
            TimeProvider.System, NullLogger.Instance));
        app.MapTeams(Channel);
        var queue = new InboundQueue(
            async message =>
            {
                await Channel.AnsweredAsync(message, run is null ? Answer(message) : await run.AnswerAsync(message), default);
                heard.Writer.TryWrite(message);
            },
            NullLogger.Instance);
        running = Task.WhenAll(queue.RunAsync(life.Token), Channel.ListenAsync(m => queue.TryAdd(m, () => { }), life.Token));
    }

    public TeamsChannel Channel { get; }

    private string Proxy => (string)ready["service"]!;

    private string Playground => (string)ready["playground"]!;

    public static string ObjectIdOf(int number) => $"7e4a0000-0000-4000-8000-00000000{number}";

    public static async Task<PlaygroundBot> StartAsync(string secret = "the-apps-secret", LinkedRun? run = null)
    {
        var bot = new PlaygroundBot(JsonNode.Parse(await File.ReadAllTextAsync("/var/lib/mailupgrade-teams/ready.json"))!.AsObject(), secret, run);
        await bot.app.StartAsync();
        await bot.PostAsync(bot.Proxy + "/control/bot", new JsonObject { ["url"] = bot.app.Urls.First() });
        return bot;
    }

    /// <summary>The app is installed in a conversation.</summary>
    public Task InstallAsync(string conversation) => PostAsync($"{Playground}/_debug/conversation/{Uri.EscapeDataString(conversation)}/installation", []);

    /// <summary>The person at the Playground's keyboard types. In a channel this begins a thread, whose id comes back.</summary>
    public async Task<string?> TypeAsync(string conversation, string text)
    {
        const string Mention = "<at>MailUpgrade</at>";
        return (string?)(await PostAsync($"{Playground}/_conversation/v1/conversations/{Uri.EscapeDataString(conversation)}/messages", new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = "29:executor" },
            ["text"] = conversation == Personal ? text : $"{Mention} {text}",
            ["textFormat"] = "plain",
            ["mentions"] = conversation == Personal ? [] : new JsonArray(new JsonObject { ["mentioned"] = new JsonObject { ["id"] = "28:" + ready["appId"] }, ["text"] = Mention }),
        }))!["postConversationId"];
    }

    /// <summary>A person presses; what the bot answers the client comes back.</summary>
    public async Task<string> PressAsync(string person, string conversation, string card, JsonNode action) => (string?)(await PostAsync(Playground + "/_conversation/v1/invoke", new JsonObject
    {
        ["name"] = "adaptiveCard/action",
        ["from"] = new JsonObject { ["id"] = "29:" + person },
        ["conversation"] = new JsonObject { ["id"] = conversation },
        ["replyToId"] = card,
        ["value"] = new JsonObject { ["action"] = action.DeepClone(), ["trigger"] = "manual" },
    }))!["value"] ?? "";

    /// <summary>An old client presses: the card's data comes as a message without text.</summary>
    public Task SubmitAsync(string person, string conversation, string card, JsonNode data) => PostAsync(Playground + "/_conversation/v1/submit", new JsonObject
    {
        ["from"] = new JsonObject { ["id"] = "29:" + person },
        ["conversation"] = new JsonObject { ["id"] = conversation },
        ["replyToId"] = card,
        ["value"] = data.DeepClone(),
    });

    public Task FaultAsync(JsonObject faults) => PostAsync(Proxy + "/control/fault", faults);

    public async Task<InboundMessage> HeardAsync()
    {
        using var patience = new CancellationTokenSource(Hang.After);
        return await heard.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Every call of the bot and what became of it, once something holds.</summary>
    public Task<IReadOnlyList<JsonObject>> SentAsync(Func<IReadOnlyList<JsonObject>, bool> holds) => UntilAsync("sent", holds);

    /// <summary>What was brought to the bot and how it was answered, once something holds.</summary>
    public Task<IReadOnlyList<JsonObject>> ReceivedAsync(Func<IReadOnlyList<JsonObject>, bool> holds) => UntilAsync("received", holds);

    private async Task<IReadOnlyList<JsonObject>> UntilAsync(string what, Func<IReadOnlyList<JsonObject>, bool> holds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            IReadOnlyList<JsonObject> sent = [.. (await http.GetFromJsonAsync<JsonArray>($"{Proxy}/control/{what}"))!.Select(s => s!.AsObject())];
            if (holds(sent))
            {
                return sent;
            }
            Xunit.Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), string.Join('\n', sent));
            await pace.WaitForNextTickAsync();
        }
    }

    public static JsonObject? CardOf(JsonObject sent) => (sent["activity"]?["activity"] ?? sent["activity"])?["attachments"]?[0]?["content"] as JsonObject;

    public static JsonNode? ActionOf(JsonObject sent) => CardOf(sent)?["body"]!.AsArray().FirstOrDefault(e => (string?)e!["type"] == "ColumnSet")?["columns"]![0]!["items"]![0]!["actions"]![0];

    public static bool IsTaken(JsonObject sent) => sent["status"] is JsonValue status && status.TryGetValue<int>(out var code) && code is 200 or 201;

    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.DisposeAsync();
        Channel.Dispose();
        life.Dispose();
        http.Dispose();
        Directory.Delete(state, recursive: true);
    }

    private async Task<JsonObject?> PostAsync(string url, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(url, body);
        var text = await answer.Content.ReadAsStringAsync();
        Xunit.Assert.True(answer.IsSuccessStatusCode, $"{url}: {(int)answer.StatusCode} {text}");
        return text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null;
    }

    private static OutboundMessage Answer(InboundMessage m) =>
        new($"reply:{m.CommandId}", MessageKind.Reply, false, null, [$"✔ {m.Text} by {m.Sender}"], OutboundMessage.NoButtons, m.MessageId);

    private static Team Team() => new([.. new[] { ("executor", 1001), ("supervisor", 1003), ("client-it", 1006) }.Select(p =>
        new Person(p.Item1, p.Item1, [p.Item1], "en", new Dictionary<string, string> { ["teams"] = ObjectIdOf(p.Item2) }))]);
}
