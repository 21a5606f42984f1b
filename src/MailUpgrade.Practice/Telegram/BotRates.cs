namespace MailUpgrade.Practice.Telegram;

/// <summary>The limits as the server keeps them: per chat, per group and minute, over all. Who is over them gets a 429.</summary>
public sealed class BotRates(TimeProvider wire)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, List<DateTimeOffset>> sent = [];

    /// <summary>Whether they are kept.</summary>
    public bool AreKept { get; set; } = true;

    /// <summary>Lengths are divided by this: a test plays a minute in seconds. One: as the real server.</summary>
    public int Speed { get; set; } = 1;

    /// <summary>Messages and edits of a group within a minute, at most.</summary>
    public int MostPerMinute { get; private set; }

    /// <summary>Calls that were over the limits.</summary>
    public int Refused { get; private set; }

    internal void Count(long chat)
    {
        lock (gate)
        {
            var now = wire.GetUtcNow();
            if (!sent.TryGetValue(chat, out var times))
            {
                sent[chat] = times = [];
            }
            times.RemoveAll(t => t <= now - (TimeSpan.FromMinutes(1) / Speed));
            // Short bursts pass, as they do at the real one: three in two seconds.
            var tooFast = times.Count(t => t > now - (TimeSpan.FromSeconds(2) / Speed)) >= 3;
            var tooMany = chat < 0 && times.Count >= 20;
            if (AreKept && (tooFast || tooMany))
            {
                Refused++;
                throw new BotRefusal(429, $"Too Many Requests: retry after {(tooMany ? 15 : 2)}", tooMany ? 15 : 2);
            }
            times.Add(now);
            MostPerMinute = chat < 0 ? Math.Max(MostPerMinute, times.Count) : MostPerMinute;
        }
    }
}
