namespace MailUpgrade.Adapters.Teams.Outbound;

/// <summary>
/// Calls that one conversation takes (learn.microsoft.com, rate limiting for bots): 7 in 1 s, 8 in 2 s, 60 in 30 s, 1800 in an hour.
/// What need not hurry leaves room for what must. Wire clock; one caller at a time.
/// </summary>
public sealed class SendRate(TimeProvider wire)
{
    private static readonly (TimeSpan Span, int All, int Unhurried)[] Limits =
    [
        (TimeSpan.FromSeconds(1), 7, 4), (TimeSpan.FromSeconds(2), 8, 5), (TimeSpan.FromSeconds(30), 60, 45), (TimeSpan.FromHours(1), 1800, 1500),
    ];

    private readonly LinkedList<DateTimeOffset> sent = [];

    /// <summary>How long to wait before the next call; zero to call now.</summary>
    public TimeSpan Wait(bool hurries)
    {
        var now = wire.GetUtcNow();
        while (sent.First is { } oldest && now - oldest.Value >= Limits[^1].Span)
        {
            sent.RemoveFirst();
        }
        var wait = TimeSpan.Zero;
        foreach (var (span, all, unhurried) in Limits)
        {
            var limit = hurries ? all : unhurried;
            if (sent.Count >= limit)
            {
                var free = Nth(limit) + span - now;
                wait = free > wait ? free : wait;
            }
        }
        return wait;
    }

    /// <summary>A call is made.</summary>
    public void Count() => sent.AddLast(wire.GetUtcNow());

    /// <summary>The n-th last call.</summary>
    private DateTimeOffset Nth(int n)
    {
        var node = sent.Last!;
        for (var i = 1; i < n; i++)
        {
            node = node.Previous!;
        }
        return node.Value;
    }
}
