namespace MailUpgrade.Adapters.Telegram;

/// <summary>A call to the Bot API failed. Its text never holds the token.</summary>
public abstract class TelegramFaultException(string message) : Exception(message);

/// <summary>No answer, half an answer, or a fault of the server (500, 502, 503, 504): try again.</summary>
public sealed class TelegramUnreachableException(string message) : TelegramFaultException(message);

/// <summary>Too many calls (429): try again after a time.</summary>
/// <param name="message">What was called.</param>
/// <param name="retryAfter">Wire clock.</param>
public sealed class TelegramThrottledException(string message, TimeSpan retryAfter) : TelegramFaultException(message)
{
    /// <summary>How long nothing may be sent.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The server understood and said no (400, 401, 403, 404, 409): trying the same again is no use.</summary>
/// <param name="code">Of the answer.</param>
/// <param name="description">The server's words.</param>
/// <param name="migrateTo">The group lives under this id now, or null.</param>
public sealed class TelegramRefusedException(int code, string description, long? migrateTo) : TelegramFaultException($"{code}: {description}")
{
    /// <summary>Status.</summary>
    public int Code { get; } = code;

    /// <summary>New id of the group, or null.</summary>
    public long? MigrateTo { get; } = migrateTo;

    /// <summary>The server's words.</summary>
    public string Description { get; } = description;

    /// <summary>An edit to what is there already.</summary>
    public bool IsNotModified => Says("message is not modified");

    /// <summary>The message is gone, or too old to be changed.</summary>
    public bool IsMessageLost => Says("message to edit not found") || Says("message can't be edited") || Says("MESSAGE_ID_INVALID");

    /// <summary>The markup is bad.</summary>
    public bool IsBadMarkup => Says("can't parse entities") || Says("unsupported start tag");

    /// <summary>The bot is not in the chat, was blocked, or nobody has pressed Start.</summary>
    public bool IsShutOut => Code == 403 || Says("chat not found");

    private bool Says(string words) => Description.Contains(words, StringComparison.OrdinalIgnoreCase);
}
