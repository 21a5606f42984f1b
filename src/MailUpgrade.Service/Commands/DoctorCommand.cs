using System.CommandLine;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Service.Options;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Service.Commands;

/// <summary>Looks at what a night needs before there is one: settings, files, people and their identities, the chat channels. Works beside a running bot.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Says in plain words what to mend before a night: settings, files, people, chat channels.");
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(CommonOptions.Config)!, parsed.GetValue(CommonOptions.State)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(string config, string state, CancellationToken ct)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        var found = new List<(string Where, ChannelFinding Finding)>();
        try
        {
            Settings.AddTo(configuration);
        }
        catch (InvalidDataException unreadable)
        {
            await Console.Error.WriteLineAsync(unreadable.Message);
            return CommonOptions.Unusable;
        }
        var telegram = configuration.GetSection("Telegram").Get<TelegramOptions>() ?? new TelegramOptions();
        var teams = configuration.GetSection("Teams").Get<TeamsOptions>() ?? new TeamsOptions();
        var faults = OptionsSetup.Faults(configuration).Concat(telegram.Faults()).Concat(teams.Faults(configuration["Web:Url"] ?? new WebOptions().Url)).ToList();
        found.AddRange(faults.Select(f => ("settings", Bad("appsettings.json", f))));
        var run = configuration.GetSection("Run").Get<RunOptions>() ?? new RunOptions();
        var check = PlanCheck.Of(new ConfigFolder(config), run.Plan, run.Fleet);
        found.AddRange(check.Faults.Select(f => ("files", Bad("plan check", f.ToString()!))));
        var channels = new List<string> { "web" };
        if (telegram.Token.Length > 0)
        {
            channels.Add(TelegramChannel.ChannelName);
        }
        if (teams.AppId.Length > 0)
        {
            channels.Add(TeamsChannel.ChannelName);
        }
        if (check.Team.Value is { } team)
        {
            found.AddRange(People(team, run.Mode, channels).Select(f => ("people", f)));
            if (faults.Count == 0 && telegram.ToSettings() is { } settings)
            {
                found.AddRange((await TelegramAsync(settings, team, ct)).Select(f => ("telegram", f)));
            }
            if (faults.Count == 0 && teams.ToSettings() is { } own)
            {
                found.AddRange((await TeamsAsync(own, team, state, ct)).Select(f => (TeamsChannel.ChannelName, f)));
            }
        }
        foreach (var (where, finding) in found)
        {
            Console.WriteLine($"{SelfTestDesk.Sign(finding.Good)} {where}, {finding.What}: {finding.Text.En}");
        }
        var bad = found.Count(f => f.Finding.Good == false);
        Console.WriteLine(bad == 0 ? $"{found.Count} looked at, none to mend" : $"{bad} of {found.Count} to mend");
        return bad == 0 ? CommonOptions.Done : CommonOptions.Bad;
    }

    /// <summary>The same posts and edits as <c>/selftest</c>, without hearing: a running bot is not disturbed.</summary>
    private static async Task<IReadOnlyList<ChannelFinding>> TelegramAsync(TelegramSettings settings, Team team, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("mailupgrade-doctor").FullName;
        try
        {
            using var channel = new TelegramChannel(new TelegramParts(
                settings, folder, CardTemplates.Load(), () => new TelegramScene(team, "en", "doctor"), new Bindings(), [], t => t, (_, _, _, _) => { },
                TimeProvider.System, NullLogger.Instance));
            return await channel.ExamineAsync(ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Conversations are those that the bot has met: its <c>teams.db</c>, which may be read beside it.</summary>
    private static async Task<IReadOnlyList<ChannelFinding>> TeamsAsync(TeamsSettings settings, Team team, string state, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("mailupgrade-doctor").FullName;
        try
        {
            var met = Path.Combine(state, "teams.db");
            using var channel = new TeamsChannel(new TeamsParts(
                settings, File.Exists(met) ? met : Path.Combine(folder, "teams.db"), CardTemplates.Load(), () => team, new Bindings(), () => "doctor", () => "en",
                TimeProvider.System, NullLogger.Instance));
            return await channel.ExamineAsync(ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Who decides must be reachable where decisions are asked. What was bound by <c>/link</c> is known to the running bot; here it is the team file.</summary>
    private static IEnumerable<ChannelFinding> People(Team team, string mode, IReadOnlyList<string> channels)
    {
        var chats = channels.Where(c => c != "web").ToList();
        foreach (var role in new[] { TeamRoles.Executor, TeamRoles.Supervisor, TeamRoles.ClientIt })
        {
            var holders = team.Holding(role);
            var bound = holders.Where(p => (chats.Count > 0 ? chats : channels).Any(p.Identities.ContainsKey)).Select(p => p.Id).ToList();
            bool? good = bound.Count > 0 ? true : mode == "production" ? false : null;
            yield return new ChannelFinding(role, good, good == true
                ? new LocalText($"{string.Join(", ", bound)} can be reached", "")
                : new LocalText($"nobody who holds the role has an identity on {string.Join(" or ", chats.Count > 0 ? chats : channels)}: /link in a private chat with the bot, or identities in team.yaml", ""));
        }
    }

    private static ChannelFinding Bad(string what, string text) => new(what, false, new LocalText(text, text));
}
