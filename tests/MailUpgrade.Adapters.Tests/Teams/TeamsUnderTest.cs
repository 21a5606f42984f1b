using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Adapters.Teams.Inbound;
using MailUpgrade.Adapters.Tests.Cards;
using MailUpgrade.Adapters.Tests.Channels;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>The Teams channel with a fake Teams at its other end.</summary>
public sealed class TeamsUnderTest : ChannelUnderTest
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string Tenant = "aaaaaaaa-0000-0000-0000-000000000001";
    public const string Group = "19:night@thread.v2";
    public const string TeamChannel = "19:ops@thread.tacv2";

    private static readonly CardTemplates Templates = CardTemplates.Load(CardSample.Folder);
    // In memory where there is such a place: what is tested here is not the disk.
    private readonly string state = Directory.CreateDirectory(Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "teams-" + Guid.NewGuid().ToString("N"))).FullName;
    private readonly Channel<InboundMessage> heard = System.Threading.Channels.Channel.CreateUnbounded<InboundMessage>();
    private readonly List<InboundMessage> allHeard = [];
    private readonly TimeProvider wire;
    private readonly Func<TeamsSettings, TeamsSettings> settings;
    private InboundQueue queue;
    private TeamsChannel channel;
    private CancellationTokenSource life = new();
    private Task listens = Task.CompletedTask;
    private int typed;

    public TeamsUnderTest(TimeProvider? wire = null, Func<TeamsSettings, TeamsSettings>? settings = null, bool listen = true)
    {
        (this.wire, this.settings) = (wire ?? TimeProvider.System, settings ?? (s => s));
        Teams.Answering = call => call.Method == HttpMethod.Put ? EditsAnswered : PostsAnswered;
        (queue, channel) = Open(listen);
    }

    public FakeTeams Teams { get; } = new();

    public override IChatChannel Channel => channel;

    public TeamsChannel Own => channel;

    /// <summary>What was delivered, by the channel's own word.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<(string Place, string Key, string Id)> Receipts { get; } = [];

    /// <summary>What is done with what was heard; by default it is only kept.</summary>
    public Func<InboundMessage, ValueTask> Handle { get; set; } = _ => ValueTask.CompletedTask;

    public override string IdentityOf(string person) => ObjectIdOf(person);

    public static string ObjectIdOf(string person) =>
        $"00000000-0000-0000-0000-{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(person)).PadRight(12, '0')[..12]}";

    public static TeamsSettings Settings { get; } = new()
    {
        AppId = AppId,
        AppSecret = new Secret("the-apps-secret"),
        TenantId = Tenant,
        AllowedTenants = [Tenant],
        OpenIdMetadata = new Uri(FakeTeams.Metadata),
        TokenEndpoint = new Uri(FakeTeams.TokenEndpoint),
        AllowedServiceUrls = [new Uri("https://smba.trafficmanager.net/")],
        Chats = [Group],
    };

    public override async Task TypeAsync(string person, string text, int times = 1)
    {
        var activity = Message(person, text);
        for (var i = 0; i < times; i++)
        {
            await ReceiveAsync(activity);
        }
    }

    public override Task PressAsync(string person, ShownMessage message, int button) => ReceiveAsync(Press(person, message.Id, message.Handles[button]));

    /// <summary>A typed line in the group chat.</summary>
    public JsonObject Message(string person, string text) => With(Bare("message", person), ("text", text));

    /// <summary>A press on a card.</summary>
    public JsonObject Press(string person, string card, string id) => With(
        Bare("invoke", person), ("name", "adaptiveCard/action"), ("replyToId", card),
        ("value", new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "press", ["data"] = new JsonObject { ["press"] = id } }, ["trigger"] = "manual" }));

    public static JsonObject With(JsonObject activity, params (string Name, JsonNode? Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            activity[name] = value;
        }
        return activity;
    }

    public JsonObject Bare(string type, string person) => new()
    {
        ["type"] = type,
        ["id"] = $"act-{Interlocked.Increment(ref typed)}",
        ["timestamp"] = wire.GetUtcNow().ToString("O"),
        ["channelId"] = "msteams",
        ["serviceUrl"] = FakeTeams.Service,
        ["from"] = new JsonObject { ["id"] = "29:" + person, ["name"] = person, ["aadObjectId"] = ObjectIdOf(person) },
        ["recipient"] = new JsonObject { ["id"] = "28:" + AppId, ["name"] = "MailUpgrade" },
        ["conversation"] = new JsonObject { ["id"] = Group, ["conversationType"] = "groupChat", ["isGroup"] = true, ["tenantId"] = Tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
    };

    /// <summary>Brings an activity, signed, as Teams does.</summary>
    public Task<TeamsAnswer> ReceiveAsync(JsonObject activity) => ReceiveAsync(
        Encoding.UTF8.GetBytes(activity.ToJsonString()),
        "Bearer " + Teams.Tokens.Sign(TokenMaker.Claims(AppId, (string?)activity["serviceUrl"] ?? "", wire.GetUtcNow())));

    public Task<TeamsAnswer> ReceiveAsync(ReadOnlyMemory<byte> body, string? authorization, bool loopback = false) =>
        channel.Receiver.ReceiveAsync(new TeamsRequest(authorization, loopback, body), default);

    /// <summary>The bot is met in the group chat, so that it may write there.</summary>
    public async Task MeetAsync() => await ReceiveAsync(With(Bare("installationUpdate", "executor"), ("action", "add")));

    public override async Task<IReadOnlyList<InboundMessage>> HeardAsync(int count)
    {
        using var patience = new CancellationTokenSource(Hang.After);
        while (allHeard.Count < count)
        {
            allHeard.Add(await heard.Reader.ReadAsync(patience.Token));
        }
        while (heard.Reader.TryRead(out var more))
        {
            allHeard.Add(more);
        }
        return allHeard;
    }

    /// <summary>All that was heard up to something.</summary>
    public async Task<IReadOnlyList<InboundMessage>> UntilHeardAsync(Func<InboundMessage, bool> last)
    {
        using var patience = new CancellationTokenSource(Hang.After);
        var found = allHeard.Exists(m => last(m));
        while (!found)
        {
            allHeard.Add(await heard.Reader.ReadAsync(patience.Token));
            found = last(allHeard[^1]);
        }
        return allHeard;
    }

    public override async Task<IReadOnlyList<ShownMessage>> UntilAsync(Func<IReadOnlyList<ShownMessage>, bool> holds)
    {
        IReadOnlyList<ShownMessage> Shown(IReadOnlyList<FakeMessage> all) => [.. all.Select(m => new ShownMessage(
            m.Id, [.. m.Lines.Where(l => !l.StartsWith("For: ", StringComparison.Ordinal))], [.. m.Buttons.Select(b => b.Title)], [.. m.Buttons.Select(b => b.Id)], m.Alerts, InboundIdOf(m)))];
        return Shown(await Teams.UntilAsync(all => holds(Shown(all))));
    }

    public override async Task RestartAsync()
    {
        await CloseAsync();
        life = new CancellationTokenSource();
        (queue, channel) = Open(true);
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        life.Dispose();
        Directory.Delete(state, recursive: true);
    }

    /// <summary>The message that an answer replies to, as the channel calls it.</summary>
    private string? InboundIdOf(FakeMessage m) => m.ReplyTo is null ? null
        : allHeard.FirstOrDefault(h => h.MessageId == TeamsIntake.IdOf(m.Conversation, m.ReplyTo))?.MessageId;

    private (InboundQueue, TeamsChannel) Open(bool listen)
    {
        var opened = new TeamsChannel(new TeamsParts(
            settings(Settings), Path.Combine(state, "teams.db"), Templates, Team, new Bindings(), () => "run-1", () => "en", wire, NullLogger.Instance, Teams)
        {
            Receipt = (_, place, key, id) => Receipts.Enqueue((place, key, id)),
        });
        var next = new InboundQueue(
            async m =>
            {
                await Handle(m);
                heard.Writer.TryWrite(m);
            },
            NullLogger.Instance);
        if (listen)
        {
            listens = Task.WhenAll(next.RunAsync(life.Token), opened.ListenAsync(m => next.TryAdd(m, () => { }), life.Token));
        }
        return (next, opened);
    }

    private async Task CloseAsync()
    {
        await life.CancelAsync();
        await listens.ContinueWith(_ => { }, TaskScheduler.Default);
        channel.Dispose();
    }

    private static Team Team() => new([.. new[] { "executor", "supervisor", "observer", "client-it" }.Select(p =>
        new Person(p, char.ToUpperInvariant(p[0]) + p[1..], [p], "en", new Dictionary<string, string> { ["teams"] = ObjectIdOf(p) }))]);
}
