using System.Net;
using System.Net.Http.Json;
using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Drills;
using MailUpgrade.Service.Endpoints;
using MailUpgrade.Service.Endpoints.Links;
using MailUpgrade.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

/// <summary>The page's endpoints on a real loopback port, with a run's settings that a test chooses.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    public const string Key = "the-drills-key";

    private readonly string state = Directory.CreateTempSubdirectory("webhost").FullName;
    private readonly WebApplication app;

    private WebHost(FleetKind fleet, string mode, string? drillKey, string url)
    {
        Setting = new WebSetting(
            new Team(
            [
                Person("executor", "en"), Person("client-it", "id"),
                new Person("phone", "Phone", ["observer"], "en", new Dictionary<string, string> { ["telegram"] = "1" }),
            ]),
            fleet, mode, "en", TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
        Links = new BoardLinks(state, Clock);
        Channel = new WebChatChannel(state, TimeProvider.System, text => text, NullLogger.Instance);
        Inbound = new InboundQueue(
            message =>
            {
                Handled.Writer.TryWrite(message);
                return ValueTask.CompletedTask;
            },
            NullLogger.Instance);
        File.WriteAllText(Path.Combine(state, "index.html"), "<!doctype html>the page");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapWebChat(new WebChatSurface
        {
            Channel = Channel,
            Inbound = Inbound,
            Url = new Uri(url),
            Links = Links,
            Audit = NullLogger.Instance,
            StateFolder = state,
            Setting = () => Setting,
            Board = reader => new { me = reader.Me?.Id, reader.MayPick, reader.NeedsKey, BoardText, reader.IsWall, reader.MaySpeak },
            Records = (language, _) => ValueTask.FromResult<object>(new { language }),
            StepLog = (step, _) => ValueTask.FromResult<IReadOnlyList<string>>([$"output of {step}"]),
            Commands = person => [new WebCommand("/status", "what is true now", person is not null)],
            BoardChanged = BoardChanged,
            Health = _ => ValueTask.FromResult(new Health(Healthy, new Dictionary<string, string> { ["journal"] = "readable" })),
            Page = new PhysicalFileProvider(state),
            DrillKey = drillKey,
            Drill = drillKey is null ? null : Presence,
        });
    }

    public WebSetting Setting { get; set; }

    public string StateFolder => state;

    public BoardLinks Links { get; }

    /// <summary>Of the browser made last.</summary>
    public CookieContainer Cookies { get; private set; } = new();

    public ManualClock Clock { get; } = new(new DateTimeOffset(2018, 12, 29, 12, 0, 0, TimeSpan.Zero));

    public string BoardText { get; set; } = "before";

    public bool Healthy { get; set; } = true;

    public WebChatChannel Channel { get; }

    public InboundQueue Inbound { get; }

    public DrillPresence Presence { get; } = new();

    public ChangeSignal BoardChanged { get; } = new();

    public System.Threading.Channels.Channel<InboundMessage> Handled { get; } =
        System.Threading.Channels.Channel.CreateUnbounded<InboundMessage>();

    public HttpClient Client { get; private set; } = new();

    public static async Task<WebHost> StartAsync(
        FleetKind fleet = FleetKind.Practice, string mode = "practice", string? drillKey = null, string url = "http://127.0.0.1:0")
    {
        var host = new WebHost(fleet, mode, drillKey, url);
        await host.app.StartAsync();
        host.Client = host.NewBrowser();
        return host;
    }

    public HttpClient NewBrowser()
    {
        Cookies = new CookieContainer();
        return new HttpClient(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Client.PostAsJsonAsync(path, body);

    public async Task SpeakAsAsync(string person, string? key = null) =>
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("/api/persona", new { person, key })).StatusCode);

    public Task SendAsync(string key, string text, params Button[] buttons) => Channel.SendAsync(
        new OutboundMessage(key, MessageKind.Decision, true, "executor", [text], buttons, null), default);

    public static Button Button(string command) =>
        new("Do it", command, ButtonStyle.Primary, new ButtonPress("run", "hash", 7));

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Channel.Dispose();
        Directory.Delete(state, recursive: true);
    }

    private static Person Person(string id, string language) =>
        new(id, id, [id], language, new Dictionary<string, string> { ["web"] = id });
}
