using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.HostConsole;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>Settings of every channel beside the page; null where a channel is not set up.</summary>
/// <param name="Teams">Microsoft Teams.</param>
/// <param name="Telegram">Telegram.</param>
public sealed record ChannelSettings(TeamsSettings? Teams, TelegramSettings? Telegram);

/// <summary>Opens the channels beside the page: one line for each that is set up.</summary>
public static class ChatChannels
{
    /// <summary>Channels in the order in which they are told.</summary>
    public static IReadOnlyList<IChatChannel> Open(NightParts parts, ChannelSettings settings, ILoggerFactory logs)
    {
        var cards = CardTemplates.Load();
        var channels = new List<IChatChannel> { OpenConsole(parts, cards) };
        if (settings.Telegram is { } telegram)
        {
            channels.Add(OpenTelegram(parts, telegram, cards, logs.CreateLogger<TelegramChannel>()));
        }
        if (settings.Teams is { } teams)
        {
            channels.Add(OpenTeams(parts, teams, cards, logs.CreateLogger<TeamsChannel>()));
        }
        return channels;
    }

    private static ConsoleChannel OpenConsole(NightParts parts, CardTemplates cards) => new(
        cards,
        () => new CardReader(parts.Run.State.Language, needed =>
        {
            var team = parts.Run.Scene.Team;
            return [.. (team.Find(needed) is { } one ? [one] : team.Holding(needed)).Select(p => new CardPerson(p.Name, null))];
        }),
        TimeProvider.System);

    private static TelegramChannel OpenTelegram(NightParts parts, TelegramSettings settings, CardTemplates cards, ILogger log)
    {
        parts.Redactor.Add(settings.Token.Reveal());
        return new TelegramChannel(new TelegramParts(
            settings, parts.State.FullPath, cards, () => new TelegramScene(parts.Run.Scene.Team, parts.Run.State.Language, parts.Run.State.Id),
            parts.Bindings, [.. CommandTable.All.Where(e => e.Word != CommandTable.Confirm).Select(e => new MenuEntry(e.Word, e.Help))],
            parts.Redactor.Redact, parts.Receipts.Add, TimeProvider.System, log));
    }

    private static TeamsChannel OpenTeams(NightParts parts, TeamsSettings settings, CardTemplates cards, ILogger log)
    {
        if (!settings.AppSecret.IsEmpty)
        {
            parts.Redactor.Add(settings.AppSecret.Reveal());
        }
        return new TeamsChannel(new TeamsParts(
            settings, Path.Combine(parts.State.FullPath, "teams.db"), cards, () => parts.Run.Scene.Team, parts.Bindings, () => parts.Run.State.Id,
            () => parts.Run.State.Language, TimeProvider.System, log)
        {
            Receipt = parts.Receipts.Add,
        });
    }
}
