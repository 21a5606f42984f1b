using System.CommandLine;
using System.Globalization;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Options;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Settings.Configuration;

namespace MailUpgrade.Service.Commands;

/// <summary>The bot and the page.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serves the bot and the page (the default).");
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Serves until it is told to stop. What stops it from beginning is said in one line each.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var state = new StateFolder(parsed.GetValue(CommonOptions.State)!);
        var config = new ConfigFolder(parsed.GetValue(CommonOptions.Config)!);
        try
        {
            state.Create();
            return await ServeAsync(state, config, ct);
        }
        catch (Exception e) when (e is OptionsValidationException or FilesUnusableException or FileFaultException
            or StateFolderInUseException or InvalidDataException or JournalConflictException or JournalWriteException
            or UnauthorizedAccessException or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(e is OptionsValidationException bad ? string.Join('\n', bad.Failures) : e.Message);
            return e is StateFolderInUseException or InvalidOperationException ? CommonOptions.Bad : CommonOptions.Unusable;
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }

    private static async Task<int> ServeAsync(StateFolder state, ConfigFolder config, CancellationToken ct)
    {
        // Empty: every other builder also reads appsettings.json by itself and then watches each folder below the working one for
        // changes, the practice cluster's included. That was a sixth of the start.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Settings.AddTo(builder.Configuration);
        var faults = OptionsSetup.Faults(builder.Configuration);
        if (faults.Count > 0)
        {
            throw new OptionsValidationException("settings", typeof(RunOptions), faults);
        }
        using var stateLock = state.Lock(TimeProvider.System);
        using var server = await ListenAsync(builder.Configuration, ct);
        LogTo(state, builder);
        builder.Services.AddOurOptions(builder.Configuration);
        using var options = builder.Services.BuildServiceProvider();
        var run = options.GetRequiredService<IOptions<RunOptions>>().Value;
        var web = options.GetRequiredService<IOptions<WebOptions>>().Value;
        var drill = options.GetRequiredService<IOptions<DrillOptions>>().Value;
        using var logs = new Serilog.Extensions.Logging.SerilogLoggerFactory(Log.Logger);
        using var parts = await NightParts.OpenAsync(state, config, run, logs, ct);
        if (string.IsNullOrEmpty(drill.Key))
        {
            parts.Presence.Idle(null);
        }
        parts.Open(new ChannelSettings(options.GetRequiredService<IOptions<TeamsOptions>>().Value.ToSettings(), options.GetRequiredService<IOptions<TelegramOptions>>().Value.ToSettings()), logs);
        var away = options.GetRequiredService<IOptions<AwayOptions>>().Value;
        builder.Services.AddSingleton(new AwayCopy(state, Set(away.Folder), Set(away.Command)));
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IServer>(server);
        builder.Services.AddParts(parts, (id, language, stop) => ReportCommand.SummaryAsync(state.FullPath, id, language, stop));
        await using var app = builder.Build();
        app.MapPage(
            parts, new Uri(web.Url), string.IsNullOrEmpty(web.PublicUrl) ? null : new Uri(web.PublicUrl), string.IsNullOrEmpty(drill.Key) ? null : drill.Key);
        app.Lifetime.ApplicationStarted.Register(() => Greet(parts, app.Urls.First(), server.CertificatePrint));
        await app.RunAsync(ct);
        return CommonOptions.Done;
    }

    private static string? Set(string? setting) => string.IsNullOrEmpty(setting) ? null : setting;

    /// <summary>Listens at once; a setting that is no address is told with all other faults.</summary>
    private static async Task<EarlyServer> ListenAsync(ConfigurationManager settings, CancellationToken ct)
    {
        var url = Uri.TryCreate(settings["Web:Url"], UriKind.Absolute, out var said) && said.Scheme is "http" or "https" ? said : new Uri(new WebOptions().Url);
        var certificate = url.Scheme == Uri.UriSchemeHttps ? PageCertificate.Load(settings) : null;
        var server = new EarlyServer(url, certificate, NullLoggerFactory.Instance);
        try
        {
            await server.ListenAsync(ct);
            return server;
        }
        catch (IOException taken)
        {
            server.Dispose();
            throw new InvalidDataException($"The page cannot listen on {url}: {taken.Message} Stop the other program, or set Web__Url=http://127.0.0.1:5081.", taken);
        }
    }

    private static void LogTo(StateFolder state, WebApplicationBuilder builder)
    {
        Log.Logger = new LoggerConfiguration()
            // Its sinks are named: else it would look through every assembly of the program for more.
            .ReadFrom.Configuration(builder.Configuration, new ConfigurationReaderOptions(typeof(FileLoggerConfigurationExtensions).Assembly))
            .Enrich.FromLogContext()
            .WriteTo.File(
                Path.Combine(state.FullPath, "bot.log"), formatProvider: CultureInfo.InvariantCulture, rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14)
            .WriteTo.Console(restrictedToMinimumLevel: Serilog.Events.LogEventLevel.Warning, formatProvider: CultureInfo.InvariantCulture)
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(Log.Logger);
    }

    private static void Greet(NightParts parts, string url, string? certificate)
    {
        parts.ConsoleKeys.Listens(url, certificate);
        var run = parts.Run.State;
        var zone = parts.Run.Scene.Zone;
        string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Console.WriteLine($"Page: {url}");
        Console.WriteLine(
            $"Run {run.Id} ({run.Mode}), plan {run.PlanId}, fleet {run.FleetId}: kick-off {Local(run.KickOff)} {zone.Id}; its clock shows {Local(parts.Clock.GetUtcNow())}"
            + $" and runs at {parts.Clock.Definition.Speed.ToString(CultureInfo.InvariantCulture)}x.");
    }
}
