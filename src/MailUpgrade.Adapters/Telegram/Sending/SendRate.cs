namespace MailUpgrade.Adapters.Telegram.Sending;

/// <summary>
/// When the next message may go where: the limits of the Bot API, kept before the server has to say so. Part of a group's minute is kept
/// free for people, so that a decision never waits behind news. Wire clock. Safe for several threads.
/// </summary>
public sealed class SendRate(TelegramLimits limits, TimeProvider wire)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Queue<DateTimeOffset>> sent = [];
    private readonly Dictionary<long, DateTimeOffset> next = [];
    private DateTimeOffset nextOfAll = DateTimeOffset.MinValue;

    /// <summary>Something was sent by an earlier process.</summary>
    public void Remember(long chat, DateTimeOffset at)
    {
        lock (gate)
        {
            next[chat] = Later(next.GetValueOrDefault(chat, DateTimeOffset.MinValue), at + limits.PerChat);
            if (chat < 0)
            {
                sent.TryAdd(chat, new Queue<DateTimeOffset>());
                sent[chat].Enqueue(at);
            }
        }
    }

    /// <summary>Takes the turn, or says how long to wait before asking again.</summary>
    /// <param name="chat">Where.</param>
    /// <param name="urgent">It may use what is kept free for people.</param>
    /// <returns>Zero: go now.</returns>
    public TimeSpan Take(long chat, bool urgent)
    {
        lock (gate)
        {
            var now = wire.GetUtcNow();
            var at = Later(next.GetValueOrDefault(chat, DateTimeOffset.MinValue), nextOfAll);
            if (chat < 0)
            {
                at = Later(at, GroupTurn(chat, now, urgent ? limits.PerGroupMinute : Math.Max(1, limits.PerGroupMinute - limits.KeptForPeople)));
            }
            if (at > now)
            {
                return at - now;
            }
            next[chat] = now + limits.PerChat;
            nextOfAll = now + limits.Overall;
            if (chat < 0)
            {
                sent[chat].Enqueue(now);
            }
            return TimeSpan.Zero;
        }
    }

    /// <summary>The server wants quiet for a chat.</summary>
    public void Block(long chat, TimeSpan length)
    {
        lock (gate)
        {
            next[chat] = Later(next.GetValueOrDefault(chat, DateTimeOffset.MinValue), wire.GetUtcNow() + length);
        }
    }

    private DateTimeOffset GroupTurn(long chat, DateTimeOffset now, int allowed)
    {
        if (!sent.TryGetValue(chat, out var times))
        {
            sent[chat] = times = new Queue<DateTimeOffset>();
        }
        while (times.Count > 0 && times.Peek() + limits.Minute <= now)
        {
            times.Dequeue();
        }
        return times.Count < allowed ? DateTimeOffset.MinValue : times.ElementAt(times.Count - allowed) + limits.Minute;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
