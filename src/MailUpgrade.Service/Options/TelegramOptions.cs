using MailUpgrade.Adapters;
using MailUpgrade.Adapters.Telegram;

namespace MailUpgrade.Service.Options;

/// <summary>Section <c>Telegram</c>: the bot in Telegram. Without <see cref="Token"/> there is none.</summary>
public sealed record TelegramOptions
{
    /// <summary>Where the bot takes webhook calls.</summary>
    public const string WebhookPath = "/telegram/webhook";

    /// <summary>Token of BotFather; <c>file:PATH</c> reads it from a file. Empty: no Telegram.</summary>
    public string Token { get; init; } = "";

    /// <summary>Address of the Bot API, without the token. Plain http only for a loopback address.</summary>
    public string ApiBase { get; init; } = "https://api.telegram.org";

    /// <summary><c>poll</c> or <c>webhook</c>.</summary>
    public string Mode { get; init; } = "poll";

    /// <summary>Where Telegram calls, https; ends in <c>/telegram/webhook</c>. Only with mode webhook.</summary>
    public string WebhookUrl { get; init; } = "";

    /// <summary>16 to 256 of <c>A-Z a-z 0-9 _ -</c>; comes with every call. Only with mode webhook.</summary>
    public string WebhookSecret { get; init; } = "";

    /// <summary>Chats of the run by id, a topic behind a slash: <c>-1001234567890</c> or <c>-1001234567890/45</c>.</summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>Mail addresses are shown whole.</summary>
    public bool ShowAddresses { get; init; }

    /// <summary>Every fault of the section.</summary>
    public IEnumerable<string> Faults()
    {
        if (Token.Length == 0)
        {
            yield break;
        }
        if (Token.Split(':') is not [{ Length: > 4 } id, { Length: > 20 }] || !id.All(char.IsAsciiDigit))
        {
            yield return "Telegram:Token is not a token; copy it from BotFather, e.g. 1234567890:AA...";
        }
        if (!Uri.TryCreate(ApiBase, UriKind.Absolute, out var api) || !(api.Scheme == "https" || (api.Scheme == "http" && api.IsLoopback)))
        {
            yield return $"Telegram:ApiBase '{ApiBase}' is not an address; write https://api.telegram.org (plain http only for a loopback address)";
        }
        if (Chats.Count == 0)
        {
            yield return "Telegram:Chats is empty; add the bot to the group, say /status there, and write the id that it answers";
        }
        foreach (var chat in Chats.Where(c => TelegramPlace.Parse(c) is null))
        {
            yield return $"Telegram:Chats '{chat}' is not a chat; write -1001234567890 or -1001234567890/45";
        }
        if (Mode is not ("poll" or "webhook"))
        {
            yield return $"Telegram:Mode '{Mode}' is not a mode; write poll or webhook";
        }
        if (Mode == "webhook" && (!Uri.TryCreate(WebhookUrl, UriKind.Absolute, out var hook) || !(hook.Scheme == "https" || (hook.IsLoopback && api?.IsLoopback == true)) || !hook.AbsolutePath.EndsWith(WebhookPath, StringComparison.Ordinal)))
        {
            yield return $"Telegram:WebhookUrl '{WebhookUrl}' is not an https address; write https://HOST/telegram/webhook";
        }
        if (Mode == "webhook" && (WebhookSecret.Length is < 16 or > 256 || !WebhookSecret.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
        {
            yield return "Telegram:WebhookSecret is not a secret; write 16 to 256 of A-Z a-z 0-9 _ -";
        }
    }

    /// <summary>As the channel takes it; null where there is no Telegram.</summary>
    public TelegramSettings? ToSettings() => Token.Length == 0 ? null
        : new TelegramSettings(
            new Secret(Token), new Uri(ApiBase), [.. Chats.Select(TelegramPlace.Parse).OfType<TelegramPlace>()],
            Mode == "webhook" ? new Uri(WebhookUrl) : null, new Secret(WebhookSecret))
        { MasksAddresses = !ShowAddresses };
}
