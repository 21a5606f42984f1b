namespace MailUpgrade.Adapters.Telegram;

/// <summary>Section <c>Telegram</c>, checked.</summary>
/// <param name="Token">Of BotFather.</param>
/// <param name="ApiBase">Address of the Bot API without the token. Default the public one; one's own server or a fake for tests.</param>
/// <param name="Chats">Where the run is told and may be steered. Nobody is heard elsewhere but in private.</param>
/// <param name="WebhookUrl">Null: long polling. Else where Telegram calls.</param>
/// <param name="WebhookSecret">1 to 256 of <c>A-Z a-z 0-9 _ -</c>; comes with every call of the webhook.</param>
public sealed record TelegramSettings(Secret Token, Uri ApiBase, IReadOnlyList<TelegramPlace> Chats, Uri? WebhookUrl, Secret WebhookSecret)
{
    /// <summary>Rates.</summary>
    public TelegramLimits Limits { get; init; } = new();

    /// <summary>Mail addresses lose their names.</summary>
    public bool MasksAddresses { get; init; } = true;
}

/// <summary>A chat, or one topic of it.</summary>
/// <param name="Chat">Id; negative for groups.</param>
/// <param name="Topic">Message thread, or null.</param>
public sealed record TelegramPlace(long Chat, int? Topic)
{
    /// <summary>Whether it is a group.</summary>
    public bool IsGroup => Chat < 0;

    /// <summary><c>-1001234</c> or <c>-1001234/45</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Chat}{(Topic is { } topic ? "/" : "")}{Topic}");

    /// <summary>Reads the same; null where it is none.</summary>
    public static TelegramPlace? Parse(string text)
    {
        var parts = text.Split('/');
        return long.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var chat) && chat != 0
            && parts.Length <= 2 && (parts.Length == 1 || int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out _))
            ? new TelegramPlace(chat, parts.Length == 2 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : null) : null;
    }
}

/// <summary>
/// Rates and waits, all on the wire clock. Telegram's own limits are about 1 message a second and chat, 20 a minute and group, 30 a second
/// over all; edits count as messages here.
/// </summary>
public sealed record TelegramLimits
{
    /// <summary>Between two messages of one chat.</summary>
    public TimeSpan PerChat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Messages of one group in a minute.</summary>
    public int PerGroupMinute { get; init; } = 20;

    /// <summary>A little over a minute: our clock and the server's count from different ends of the line.</summary>
    public TimeSpan Minute { get; init; } = TimeSpan.FromSeconds(62);

    /// <summary>Of these, what news and edits leave free for decisions and answers.</summary>
    public int KeptForPeople { get; init; } = 8;

    /// <summary>Between two messages over all chats.</summary>
    public TimeSpan Overall { get; init; } = TimeSpan.FromMilliseconds(34);

    /// <summary>A line or press older than this decides nothing.</summary>
    public TimeSpan Stale { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one poll waits at the server. The call itself may take ten seconds more.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>From a call to its answer, polls aside.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>First wait after a fault; doubles up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two tries.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a button can be pressed.</summary>
    public TimeSpan ButtonLife { get; init; } = TimeSpan.FromHours(24);
}
