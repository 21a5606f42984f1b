using MailUpgrade.Adapters;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Telegram;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Benchmarks.Chat;

/// <summary>The channel with its files, a server, and an answer to everything; no run behind it.</summary>
internal sealed class Room : IAsyncDisposable
{
    public const long Group = -1001234567890;
    public const long Supervisor = 1003;

    private static readonly ButtonPress Seen = new("run-1", "hash", 7);

    private readonly string state = Directory.CreateTempSubdirectory("benchchat").FullName;
    private readonly CancellationTokenSource life = new();
    private readonly InboundQueue queue;
    private readonly Task work;

    private Room(BotServer server, TelegramLimits limits)
    {
        Server = server;
        server.World.AddUser(Supervisor, "Supervisor");
        server.World.AddGroup(Group, "Upgrade night");
        var team = new Team([new Person("supervisor", "Supervisor", ["supervisor"], "en", new Dictionary<string, string> { ["telegram"] = $"{Supervisor}" })]);
        Channel = new TelegramChannel(new TelegramParts(
            new TelegramSettings(new Secret(server.Token), server.Url, [new TelegramPlace(Group, null)], null, new Secret("")) { Limits = limits },
            state, CardTemplates.Load(), () => new TelegramScene(team, "en", "run-1"), new Bindings(), [], t => t, (_, _, _, _) => { }, TimeProvider.System, NullLogger.Instance));
        queue = new InboundQueue(
            async m => await Channel.AnsweredAsync(
                m, new OutboundMessage($"reply:{m.CommandId}", MessageKind.Reply, false, null, ["✔ taken"], [], m.MessageId), CancellationToken.None),
            NullLogger.Instance);
        work = Task.WhenAll(queue.RunAsync(life.Token), Channel.ListenAsync(m => queue.TryAdd(m, () => { }), life.Token));
    }

    public BotServer Server { get; }

    public TelegramChannel Channel { get; }

    public static async Task<Room> OpenAsync(TelegramLimits limits, bool keepsRates)
    {
        var server = await BotServer.StartAsync(TimeProvider.System);
        server.Rates.AreKept = keepsRates;
        return new Room(server, limits);
    }

    public static OutboundMessage Ask(string key) => new(
        key, MessageKind.Decision, true, "supervisor", ["⏸ GO needed from the supervisor by 23:00", "Plan 4f2a…, 13 hosts."], [new Button("GO", "/go", ButtonStyle.Primary, Seen)], null);

    public static OutboundMessage News(string key) => new(key, MessageKind.Notice, false, null, [$"● event {key}", "took 31 s"], [], null);

    public Task UntilAsync(Func<bool> holds) => Server.World.UntilAsync(holds, life.Token);

    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        await Task.WhenAny(work);
        Channel.Dispose();
        await Server.DisposeAsync();
        life.Dispose();
        Directory.Delete(state, recursive: true);
    }
}
