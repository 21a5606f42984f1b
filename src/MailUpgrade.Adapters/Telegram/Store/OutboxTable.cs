using System.Text.Json;
using Dapper;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Telegram.Store;

/// <summary>Messages that a place has not got yet: what needs a person first, a newer text under the same key instead of the older.</summary>
public sealed class OutboxTable
{
    private readonly TelegramStore store;
    private long order;

    internal OutboxTable(TelegramStore store)
    {
        this.store = store;
        order = store.Do(db => db.ExecuteScalar<long>("SELECT coalesce(max(max(ord), max(version)), 0) FROM outbox"));
    }

    /// <summary>Puts a message in; it keeps the place of an older one under its key.</summary>
    public void Put(TelegramPlace place, OutboundMessage message) => store.Do(db => db.Execute(
        """
        INSERT INTO outbox VALUES (@place, @Key, @rank, @next, @next, @body)
        ON CONFLICT (place, key) DO UPDATE SET rank = min(rank, excluded.rank), version = excluded.version, body = excluded.body
        """,
        new { place = place.ToString(), message.Key, rank = RankOf(message), next = Interlocked.Increment(ref order), body = JsonSerializer.Serialize(message) }));

    /// <summary>Places for which something waits.</summary>
    public IReadOnlyList<string> Places() => store.Do(db => db.Query<string>("SELECT DISTINCT place FROM outbox").ToList());

    /// <summary>How much waits over all.</summary>
    public int Count() => store.Do(db => db.ExecuteScalar<int>("SELECT count(*) FROM outbox"));

    /// <summary>What waits for a place, the most urgent first.</summary>
    public IReadOnlyList<OutboxItem> Waiting(TelegramPlace place, int limit) => store.Do(db => db.Query<(long Rank, long Version, string Body)>(
        "SELECT rank, version, body FROM outbox WHERE place = @place ORDER BY rank, ord LIMIT @limit", new { place = place.ToString(), limit })
        .Select(r => new OutboxItem((int)r.Rank, r.Version, JsonSerializer.Deserialize<OutboundMessage>(r.Body)!)).ToList());

    /// <summary>They were sent. A newer text that came meanwhile stays.</summary>
    public void Sent(TelegramPlace place, IEnumerable<OutboxItem> items) => store.DoAll((db, tx) => db.Execute(
        "DELETE FROM outbox WHERE place = @place AND key = @Key AND version = @Version",
        items.Select(i => new { place = place.ToString(), i.Message.Key, i.Version }), tx));

    /// <summary>Others go before it.</summary>
    public void Postpone(TelegramPlace place, OutboxItem item) => store.Do(db => db.Execute(
        "UPDATE outbox SET rank = 9, ord = @next WHERE place = @place AND key = @Key",
        new { place = place.ToString(), item.Message.Key, next = Interlocked.Increment(ref order) }));

    private static int RankOf(OutboundMessage message) =>
        message.Rings ? 0 : message.Kind switch { MessageKind.Reply or MessageKind.Decision => 1, _ => 2 };
}

/// <summary>A message that waits.</summary>
/// <param name="Rank">0 needs a person, 1 an answer or a decision taken, 2 news.</param>
/// <param name="Version">Tells a newer text from an older.</param>
/// <param name="Message">What.</param>
public sealed record OutboxItem(int Rank, long Version, OutboundMessage Message)
{
    /// <summary>It may use what is kept free for people.</summary>
    public bool IsUrgent => Rank < 2;
}
