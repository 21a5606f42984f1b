using System.Collections.Concurrent;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Adapters.Tests.Channels;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Telegram;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>The channel against a strict Bot API server on loopback, with the practice team in one group.</summary>
public sealed class TelegramUnderTest : ChannelUnderTest
{
    public const long Group = -1001234567890;

    public static readonly IReadOnlyList<(string Id, long User, string Role)> People =
        [("executor", 1001, "executor"), ("supervisor", 1003, "supervisor"), ("observer", 1005, "observer"), ("client-it", 1006, "client-it")];

    private readonly string state = Directory.CreateTempSubdirectory("telegram").FullName;
    private readonly ConcurrentQueue<InboundMessage> heard = new();
    private readonly HashSet<string> taken = [];
    private readonly CancellationTokenSource patience = new(Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") == "1" ? 3 * Hang.After : Hang.After);
    private readonly Func<TelegramSettings, TelegramSettings> adjust;
    private readonly TimeProvider wire;
    private readonly ILogger log;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, bool> receipts = new();
    private CancellationTokenSource life = new();
    private TelegramChannel channel = null!;
    private Task listening = Task.CompletedTask;

    private TelegramUnderTest(BotServer server, Func<TelegramSettings, TelegramSettings> adjust, TimeProvider wire, ILogger log) =>
        (Server, this.adjust, this.wire, this.log) = (server, adjust, wire, log);

    public BotServer Server { get; }

    public string State => state;

    public override IChatChannel Channel => channel;

    public TelegramChannel Telegram => channel;

    public Bindings Bindings { get; } = new();

    /// <summary>Run of which is told.</summary>
    public string Run { get; set; } = "run-1";

    /// <summary>What handing a message on comes to; default taken once by its id.</summary>
    public Func<InboundMessage, Intake>? Taking { get; set; }

    /// <summary>Messages that were handed on are answered at once, as a router would.</summary>
    public Func<InboundMessage, OutboundMessage?>? Answers { get; set; }

    /// <summary>Ends when the test has taken too long.</summary>
    public CancellationToken Patience => patience.Token;

    public static async Task<TelegramUnderTest> StartAsync(
        Func<TelegramSettings, TelegramSettings>? adjust = null, TimeProvider? wire = null, ILogger? log = null, bool listens = true)
    {
        var server = await BotServer.StartAsync(TimeProvider.System);
        server.Rates.AreKept = false;
        foreach (var person in People)
        {
            server.World.AddUser(person.User, person.Id);
        }
        server.World.AddGroup(Group, "Upgrade night");
        var test = new TelegramUnderTest(server, adjust ?? (s => s), wire ?? TimeProvider.System, log ?? NullLogger.Instance);
        server.Answering = method => method switch
        {
            "sendMessage" => test.PostsAnswered,
            "editMessageText" => test.EditsAnswered,
            _ => Task.CompletedTask,
        };
        test.Open(listens);
        return test;
    }

    public override string IdentityOf(string person) => User(person).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static long User(string person) => People.First(p => p.Id == person).User;

    public override Task TypeAsync(string person, string text, int times = 1)
    {
        Server.World.Say(User(person), Group, text, times: times);
        return Task.CompletedTask;
    }

    public override Task PressAsync(string person, ShownMessage message, int button)
    {
        Server.World.Press(User(person), Group, long.Parse(message.Id, System.Globalization.CultureInfo.InvariantCulture), message.Handles[button]);
        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<InboundMessage>> HeardAsync(int count)
    {
        while (true)
        {
            var next = more.Task;
            if (heard.Count >= count)
            {
                return [.. heard];
            }
            await next.WaitAsync(patience.Token);
        }
    }

    /// <summary>What was heard until now.</summary>
    public IReadOnlyList<InboundMessage> Heard => [.. heard];

    public override async Task<IReadOnlyList<ShownMessage>> UntilAsync(Func<IReadOnlyList<ShownMessage>, bool> holds)
    {
        await Server.World.UntilAsync(() => holds(Shown), patience.Token);
        return Shown;
    }

    /// <summary>Messages of the bot in the group as people see them.</summary>
    public IReadOnlyList<ShownMessage> Shown => [.. Server.World.Messages.Where(m => m is { From: BotWorld.BotId, Chat: Group }).Select(m => new ShownMessage(
        $"{m.Id}", m.Text.Split('\n').Where(l => !l.StartsWith("For: ", StringComparison.Ordinal)).ToList(), [.. m.Buttons.Select(b => b.Label)],
        [.. m.Buttons.Select(b => b.Data)], !m.Silent, m.ReplyTo is { } to ? $"{m.Chat}.{to}" : null))];

    public override async Task RestartAsync()
    {
        // A kill between the two may double a message, and that is another test's.
        await RememberedAsync();
        await EndAsync();
        Open(listens: true);
    }

    /// <summary>Ends when the bot has had the answer to each message that people see: they are faster than that.</summary>
    public Task RememberedAsync() => Server.World.UntilAsync(() => Shown.All(m => receipts.ContainsKey(m.Id)), patience.Token);

    /// <summary>Ends the channel as a kill would: nothing is written after it.</summary>
    public async Task EndAsync()
    {
        await life.CancelAsync();
        await Task.WhenAny(listening);
        channel.Dispose();
    }

    public void Open(bool listens)
    {
        life = new CancellationTokenSource();
        channel = new TelegramChannel(new TelegramParts(
            adjust(new TelegramSettings(new Secret(Server.Token), Server.Url, [new TelegramPlace(Group, null)], null, new Secret(""))
            {
                Limits = new TelegramLimits
                {
                    PerChat = TimeSpan.FromMilliseconds(1),
                    PerGroupMinute = 100_000,
                    Overall = TimeSpan.Zero,
                    FirstWait = TimeSpan.FromMilliseconds(20),
                    LongestWait = TimeSpan.FromMilliseconds(200),
                },
            }),
            state, CardTemplates.Load(), () => new TelegramScene(Team, "en", Run), Bindings,
            [new MenuEntry("status", new LocalText("Where it stands.", "Posisi sekarang."))], t => t, Receive, wire, log));
        listening = listens ? channel.ListenAsync(Take, life.Token) : Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Server.DisposeAsync();
        patience.Dispose();
        life.Dispose();
        Directory.Delete(state, recursive: true);
    }

    private static Team Team { get; } = new([.. People.Select(p => new Person(
        p.Id, char.ToUpperInvariant(p.Id[0]) + p.Id[1..], [p.Role], p.Id == "client-it" ? "id" : "en",
        new Dictionary<string, string> { ["telegram"] = $"{p.User}" }))]);

    private void Receive(string channel, string place, string key, string message) => receipts[message] = true;

    private Intake Take(InboundMessage message)
    {
        if (Taking is { } other && other(message) is var said and not Intake.Taken)
        {
            return said;
        }
        lock (taken)
        {
            if (!taken.Add(message.CommandId))
            {
                return Intake.Known;
            }
        }
        heard.Enqueue(message);
        Interlocked.Exchange(ref more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        if (Answers is { } answers)
        {
            _ = Task.Run(() => channel.AnsweredAsync(message, answers(message), CancellationToken.None));
        }
        return Intake.Taken;
    }
}
