using System.Net;
using System.Net.Sockets;
using MailUpgrade.Adapters;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Chat;
using MailUpgrade.Practice.Telegram;
using MailUpgrade.Service.Endpoints;
using MailUpgrade.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>The Telegram channel in webhook mode behind its real endpoint, a strict Bot API server at its other end, a run behind the router.</summary>
internal sealed class HookedBot : IAsyncDisposable
{
    public const long Group = -1001234567890;
    public const string Secret = "a-secret-of-the-webhook";

    private readonly string state = Directory.CreateTempSubdirectory("hooked").FullName;
    private readonly CancellationTokenSource life = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, Expect100ContinueTimeout = Hang.After });
    private readonly WebApplication app;
    private readonly TelegramChannel channel;
    private readonly Uri url;
    private Task running = Task.CompletedTask;

    private HookedBot(BotServer server, LinkedRun run, int port)
    {
        (Server, Run) = (server, run);
        url = new Uri($"http://127.0.0.1:{port}/telegram/webhook");
        channel = new TelegramChannel(new TelegramParts(
            new TelegramSettings(new Secret(server.Token), server.Url, [new TelegramPlace(Group, null)], url, new Secret(Secret))
            {
                Limits = new TelegramLimits { PerChat = TimeSpan.FromMilliseconds(1), PerGroupMinute = 100_000, Overall = TimeSpan.Zero, FirstWait = TimeSpan.FromMilliseconds(20) },
            },
            state, CardTemplates.Load(Path.Combine(RepositoryRoot.Path, "cards")), () => new TelegramScene(LinkedRun.Team, "en", "run-1"), run.Bindings, [], t => t,
            (_, _, _, _) => { }, TimeProvider.System, NullLogger.Instance));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapTelegram(channel, new Secret(Secret));
    }

    public BotServer Server { get; }

    public LinkedRun Run { get; }


    public static async Task<HookedBot> StartAsync()
    {
        var evidence = Directory.CreateTempSubdirectory("hooked-evidence").FullName;
        var server = await BotServer.StartAsync(TimeProvider.System);
        server.Rates.AreKept = false;
        server.World.AddGroup(Group, "Upgrade night");
        var bot = new HookedBot(server, await LinkedRun.StartAsync(evidence), FreePort()) { Evidence = evidence };
        await bot.app.StartAsync();
        var queue = bot.Run.QueueFor(() => bot.channel);
        bot.running = Task.WhenAll(queue.RunAsync(bot.life.Token), bot.channel.ListenAsync(m => queue.TryAdd(m, () => { }), bot.life.Token));
        await server.World.UntilAsync(() => server.Calls.Any(c => c.Method == "setWebhook"), bot.patience.Token);
        return bot;
    }

    /// <summary>Folder in which files of people are kept.</summary>
    public required string Evidence { get; init; }

    /// <summary>Brings an update as anybody could.</summary>
    public async Task<HttpStatusCode> PostAsync(string body, string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body) };
        // A server that refuses what is announced closes at once: who still writes sees a broken pipe and no answer.
        request.Headers.ExpectContinue = true;
        if (secret is not null)
        {
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        using var answer = await http.SendAsync(request, patience.Token);
        return answer.StatusCode;
    }

    /// <summary>A person writes, Telegram brings it, and the bot's answer to it comes back.</summary>
    public async Task<BotMessage> SayAsync(long user, long chat, string text, Action<System.Text.Json.Nodes.JsonObject>? with = null)
    {
        var id = Server.World.Say(user, chat, text, with);
        await Server.CallWebhookAsync(ct: patience.Token);
        await UntilAsync(() => AnswerTo(chat, id) is not null);
        return AnswerTo(chat, id)!;
    }

    public Task UntilAsync(Func<bool> holds) => Server.World.UntilAsync(holds, patience.Token);

    public BotMessage? AnswerTo(long chat, long message) =>
        Server.World.Messages.FirstOrDefault(m => m.From == BotWorld.BotId && m.Chat == chat && m.ReplyTo == message);

    /// <summary>A decision in the group.</summary>
    public Task AskAsync(Button button) => channel.SendAsync(
        new OutboundMessage("ask", MessageKind.Decision, true, "executor", ["⏸ A question"], [button], null), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.DisposeAsync();
        channel.Dispose();
        await Server.DisposeAsync();
        Run.Dispose();
        http.Dispose();
        life.Dispose();
        patience.Dispose();
        Directory.Delete(state, recursive: true);
        Directory.Delete(Evidence, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
