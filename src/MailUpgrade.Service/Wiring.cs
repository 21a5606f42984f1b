using MailUpgrade.Adapters;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.HostConsole;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Chat.Handlers;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Remote;
using MailUpgrade.Service.Board;
using MailUpgrade.Service.Drills;
using MailUpgrade.Service.Endpoints;
using MailUpgrade.Service.Endpoints.Links;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Jobs;
using MailUpgrade.Service.Options;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Quartz;

namespace MailUpgrade.Service;

/// <summary>Puts the parts together, by hand and in one place.</summary>
public static class Wiring
{
    /// <summary>Everything that the service is made of.</summary>
    public static void AddParts(this IServiceCollection services, NightParts parts, ReportText report)
    {
        services.AddSingleton<IJournal>(parts.Journal);
        services.AddSingleton<IRunFileSource>(parts.Files);
        services.AddSingleton(parts.Logs);
        services.AddSingleton<IStepLogs>(parts.Logs);
        services.AddSingleton(parts.Hosts);
        services.AddSingleton(parts.Sampler);
        services.AddSingleton(parts.Clock);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(parts.Web);
        services.AddSingleton(parts.Presence);
        services.AddSingleton(parts.Book);
        services.AddSingleton(parts.Heads);
        services.AddSingleton(parts.Run);
        services.AddSingleton(new EngineTimings());
        services.AddSingleton(s => new SampleWork(
            parts.Run, parts.Sampler, new SampleNews(parts.Channels, TimeProvider.System), parts.Clock, s.GetRequiredService<EngineTimings>()));
        services.AddSingleton(s => new SampleDesk(parts.Run, s.GetRequiredService<SampleWork>(), s.GetRequiredService<ILogger<SampleDesk>>()));
        services.AddSingleton(s => new StepRunner(
            parts.Run, parts.Hosts, s.GetRequiredService<SampleWork>(), parts.Logs, parts.Files, parts.Clock, TimeProvider.System,
            s.GetRequiredService<EngineTimings>()));
        services.AddSingleton(s => new FleetLooks(
            parts.Run, parts.Files, new HostLook(parts.Hosts, parts.Clock, s.GetRequiredService<EngineTimings>())));
        services.AddSingleton(s => new PhaseExecutor(
            parts.Run, s.GetRequiredService<StepRunner>(), parts.Hosts, TimeProvider.System,
            s.GetRequiredService<ILogger<PhaseExecutor>>()));
        services.AddSingleton<IEvidenceStore>(parts.Evidence);
        services.AddSingleton(s => new HostCleaning(
            parts.Run, parts.Hosts, parts.Clock, s.GetRequiredService<EngineTimings>(), s.GetRequiredService<ILogger<HostCleaning>>())
        {
            NotesNeeded = (run, ct) => AftercareNotes.NeededAsync(parts.Book, run, ct),
        });
        services.AddSingleton(s => new CommandRouter(
            parts.Run, parts.Journal, parts.Logs, report, s.GetRequiredService<ILogger<CommandRouter>>())
        {
            Bindings = parts.Bindings,
            Evidence = parts.Evidence,
            Desks = Desks(parts, s.GetRequiredService<AftercareKeeper>().Begin),
            Board = BoardAccessOf(s.GetRequiredService<BoardLinks>(), s.GetRequiredService<IOptions<WebOptions>>().Value),
        });
        services.AddSingleton(s => new Notifier(
            parts.Run, parts.Journal, parts.Logs, parts.Channels, parts.Clock, TimeProvider.System,
            line => parts.Heads.Append(line.Stream, line.Seq, line.Hash, line.At),
            s.GetRequiredService<ILogger<Notifier>>()));
        services.AddSingleton(s => new InboundQueue(
            async message => await AnswerAsync(s.GetRequiredService<CommandRouter>(), parts.Channels, message),
            s.GetRequiredService<ILogger<InboundQueue>>()));
        services.AddQuartz();
        services.AddQuartzHostedService();
        services.AddSingleton(new ProofLook(parts.Run, parts.Hosts, parts.Files));
        services.AddSingleton<KickOffProof>();
        services.AddHostedService(s => s.GetRequiredService<KickOffProof>());
        services.AddSingleton(s => new JournalAlarm(
            parts.Run, parts.Journal, parts.Channels, TimeProvider.System, s.GetRequiredService<ILogger<JournalAlarm>>()));
        services.AddHostedService<RunSchedule>();
        services.AddSingleton(s => new TakeoverSessions(
            parts.Run, parts.Hosts, parts.Evidence, s.GetRequiredService<ILogger<TakeoverSessions>>()));
        services.AddHostedService<SessionHost>();
        services.AddHostedService<EngineHost>();
        services.AddHostedService(s => new LossHost(new LossCounter(
            parts.Run, parts.Hosts, parts.Files, s.GetRequiredService<EngineTimings>().ReadLimit), new LeaveOutCounter(
            parts.Run, parts.Hosts, parts.Files, s.GetRequiredService<EngineTimings>().ReadLimit)));
        services.AddSingleton(parts.Channels);
        services.AddHostedService<ChatHost>();
        services.AddHostedService<SampleHost>();
        services.AddSingleton(s => s.GetRequiredService<IOptions<EscalationOptions>>().Value);
        services.AddHostedService<EscalationHost>();
        services.AddHostedService<BookKeeper>();
        services.AddHostedService<AwayKeeper>();
        services.AddHostedService(s => new PaperKeeper(
            parts.Run, parts.Book, new PaperFolder(parts.State.FullPath), parts.Channels, PageOf(s.GetRequiredService<IOptions<WebOptions>>().Value),
            // A drill ends with its night and does not wait for a printer.
            prints: string.IsNullOrEmpty(s.GetRequiredService<IOptions<DrillOptions>>().Value.Key), TimeProvider.System, s.GetRequiredService<ILogger<PaperKeeper>>()));
        services.AddHostedService<ReviewKeeper>();
        services.AddSingleton(s => new AftercareWork(
            parts.Hosts, parts.Files, parts.Clock, s.GetRequiredService<EngineTimings>(), new RevokedHosts(parts.State.FullPath).Of));
        services.AddSingleton<AftercareKeeper>();
        services.AddHostedService(s => s.GetRequiredService<AftercareKeeper>());
        services.AddSingleton(new BoardLinks(parts.State.FullPath, TimeProvider.System));
        services.AddSingleton<BoardFeed>();
        services.AddHostedService<BoardPulse>();
    }

    /// <summary>Words that ask nothing of the run.</summary>
    private static Dictionary<string, DeskAnswer> Desks(NightParts parts, Action<AftercareOrder> begin)
    {
        var link = new LinkDesk(parts.Book, parts.Bindings, LinkCode.New, TimeProvider.System);
        return new Dictionary<string, DeskAnswer>
        {
            ["link"] = link.LinkAsync,
            ["unlink"] = link.UnlinkAsync,
            ["review"] = new ReviewDesk(parts.Book).AnswerAsync,
            ["aftercare"] = new AftercareDesk(parts.Book, parts.Clock, begin).AnswerAsync,
            ["freeze"] = new FreezeDesk(parts.Book, parts.Clock).AnswerAsync,
            ["selftest"] = new SelfTestDesk(parts.Channels, TimeProvider.System).AnswerAsync,
        };
    }

    private static BoardAccess BoardAccessOf(BoardLinks links, WebOptions web)
    {
        var page = PageOf(web);
        return new BoardAccess(person => $"{page}/enter.html#{links.Give(person)}", links.Revoke);
    }

    /// <summary>What people open.</summary>
    private static string PageOf(WebOptions web) => (string.IsNullOrEmpty(web.PublicUrl) ? web.Url : web.PublicUrl).TrimEnd('/');

    /// <summary>The page with its endpoints.</summary>
    public static void MapPage(this WebApplication app, NightParts parts, Uri url, Uri? publicUrl, string? drillKey)
    {
        var board = app.Services.GetRequiredService<BoardFeed>();
        var executor = app.Services.GetRequiredService<PhaseExecutor>();
        if (parts.Channels.OfType<TeamsChannel>().FirstOrDefault() is { } teams)
        {
            app.MapTeams(teams);
        }
        if (parts.Channels.OfType<TelegramChannel>().FirstOrDefault() is { } telegram
            && app.Services.GetRequiredService<IOptions<TelegramOptions>>().Value is { Mode: "webhook" } hooked)
        {
            app.MapTelegram(telegram, new Secret(hooked.WebhookSecret));
        }
        if (parts.Channels.OfType<ConsoleChannel>().FirstOrDefault() is { } console)
        {
            app.MapConsole(console, parts.ConsoleKeys, person => parts.Run.Scene.Team.Find(person) is not null);
        }
        app.MapWebChat(new WebChatSurface
        {
            Channel = parts.Web,
            Inbound = app.Services.GetRequiredService<InboundQueue>(),
            Url = url,
            PublicUrl = publicUrl,
            Links = app.Services.GetRequiredService<BoardLinks>(),
            Audit = app.Services.GetRequiredService<ILogger<WebChatSurface>>(),
            StateFolder = parts.State.FullPath,
            Setting = board.Setting,
            Board = board.For,
            Records = board.RecordsAsync,
            StepLog = board.StepLogAsync,
            Commands = board.Commands,
            BoardChanged = board.Changed,
            Health = async ct =>
            {
                var streams = await parts.Journal.StreamsAsync(ct);
                return new Health(streams.Count > 0, new Dictionary<string, string>
                {
                    ["journal"] = "readable",
                    ["run"] = parts.Run.State.Id,
                    ["state"] = parts.Run.State.Status.Word(),
                    ["speed"] = parts.Clock.Definition.Speed.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["engine"] = executor.Works ? "working" : "waiting",
                });
            },
            Page = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "Board", "wwwroot")),
            DrillKey = drillKey,
            Drill = parts.Presence,
        });
    }

    /// <summary>The answer goes back where the message came from.</summary>
    private static async ValueTask AnswerAsync(CommandRouter router, IReadOnlyList<IChatChannel> channels, InboundMessage message)
    {
        var answer = await router.AnswerAsync(message, CancellationToken.None);
        await channels.First(c => c.Name == message.Channel).AnsweredAsync(message, answer, CancellationToken.None);
    }
}
