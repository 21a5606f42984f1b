using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Telegram;

/// <summary>The command menu: for private chats and for each chat of the run, in both languages. Display only; it permits nothing.</summary>
internal sealed class CommandMenu(TelegramParts parts, BotApi api)
{
    private const int Most = 100;

    /// <summary>Shows it. Best effort: a fault is logged, typed commands work without it.</summary>
    public async Task ShowAsync(CancellationToken ct)
    {
        var scopes = parts.Settings.Chats.Select(c => new BotCommandScope("chat", c.Chat)).Distinct()
            .Prepend(new BotCommandScope("all_private_chats", null)).ToList();
        foreach (var scope in scopes)
        {
            foreach (var language in new[] { "en", "id" })
            {
                try
                {
                    await api.CallAsync<bool>("setMyCommands", new SetMyCommands([.. Entries(language)], scope, language == "en" ? null : language), ct);
                }
                catch (TelegramFaultException fault)
                {
                    TelegramLog.NoMenu(parts.Log, fault.Message);
                }
            }
        }
    }

    private IEnumerable<BotCommand> Entries(string language) => parts.Menu
        .Where(m => m.Word.Length is > 0 and <= 32 && m.Word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        .Select(m => new BotCommand(m.Word, Described(m.Help, language))).Take(Most);

    private static string Described(LocalText help, string language) => help.In(language) is { Length: <= 256 } text ? text : help.In(language)[..255] + "…";
}
