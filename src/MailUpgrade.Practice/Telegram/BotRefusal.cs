namespace MailUpgrade.Practice.Telegram;

/// <summary>The server's no.</summary>
internal sealed class BotRefusal(int code, string description, int? retryAfter = null, long? migrateTo = null) : Exception(description)
{
    public int Code => code;

    public int? RetryAfter => retryAfter;

    public long? MigrateTo => migrateTo;

    public static BotRefusal Bad(string words) => new(400, "Bad Request: " + words);

    public static BotRefusal Forbidden(string words) => new(403, "Forbidden: " + words);
}
