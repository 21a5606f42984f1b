namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>Where the lines and presses came from that are with the router, or were lately. Safe for several threads.</summary>
public sealed class AskedBook
{
    private const int Kept = 5_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Asked> byId = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>What was asked under an id, or null.</summary>
    public Asked? Find(string messageId)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(messageId);
        }
    }

    /// <summary>Keeps where something came from; the same id again keeps the first and counts the update with it.</summary>
    public Asked Keep(string messageId, Asked asked)
    {
        lock (gate)
        {
            if (byId.TryGetValue(messageId, out var known))
            {
                known.Updates.UnionWith(asked.Updates);
                return known;
            }
            byId[messageId] = asked;
            order.Enqueue(messageId);
            if (order.Count > Kept)
            {
                byId.Remove(order.Dequeue());
            }
            return asked;
        }
    }
}

/// <summary>A line or press on its way.</summary>
/// <param name="Place">Where.</param>
/// <param name="MessageId">The line, or the message that was pressed.</param>
/// <param name="CallbackId">Of a press, or null.</param>
/// <param name="ButtonId">Of a press, or null.</param>
public sealed record Asked(TelegramPlace Place, long MessageId, string? CallbackId, string? ButtonId)
{
    /// <summary>Updates that brought it.</summary>
    public HashSet<long> Updates { get; init; } = [];

    /// <summary>It was answered for good.</summary>
    public bool IsDone { get; set; }
}
