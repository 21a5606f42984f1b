using System.Text.Json;
using Dapper;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Telegram.Store;

/// <summary>Which message of a place shows which keys. News that came thick share one message; each keeps its part of it.</summary>
public sealed class PostedTable
{
    private readonly TelegramStore store;

    internal PostedTable(TelegramStore store) => this.store = store;

    /// <summary>Where a key is shown, or null.</summary>
    public PostedPart? Find(TelegramPlace place, string key) => store.Do(db => db.Query<(string, string, long, string)>(
        "SELECT key, body, message_id, shown FROM posted WHERE place = @place AND key = @key", new { place = place.ToString(), key })
        .Select(Part).FirstOrDefault());

    /// <summary>Parts of a message from top to bottom.</summary>
    public IReadOnlyList<PostedPart> Parts(TelegramPlace place, long messageId) => store.Do(db => db.Query<(string, string, long, string)>(
        "SELECT key, body, message_id, shown FROM posted WHERE place = @place AND message_id = @messageId ORDER BY part",
        new { place = place.ToString(), messageId }).Select(Part).ToList());

    /// <summary>When something was sent lately, by chat: the rates outlive a restart.</summary>
    public IReadOnlyList<(long Chat, DateTimeOffset At)> SentSince(DateTimeOffset from) => store.Do(db => db.Query<(long Chat, long At)>(
        "SELECT chat, at FROM sent WHERE at >= @from ORDER BY at", new { from = from.ToUnixTimeMilliseconds() })
        .Select(s => (s.Chat, DateTimeOffset.FromUnixTimeMilliseconds(s.At))).ToList());

    /// <summary>Something is being sent to a chat.</summary>
    public void Sending(long chat, DateTimeOffset at) => store.DoAll((db, tx) =>
    {
        db.Execute("DELETE FROM sent WHERE at < @old", new { old = at.AddMinutes(-2).ToUnixTimeMilliseconds() }, tx);
        return db.Execute("INSERT INTO sent VALUES (@chat, @at)", new { chat, at = at.ToUnixTimeMilliseconds() }, tx);
    });

    /// <summary>A message shows these now.</summary>
    public void Put(TelegramPlace place, long messageId, IReadOnlyList<OutboundMessage> parts, string shown) => store.DoAll((db, tx) => db.Execute(
        "INSERT INTO posted VALUES (@place, @Key, @messageId, @part, @body, @shown) ON CONFLICT (place, key) DO UPDATE SET message_id = excluded.message_id, part = excluded.part, body = excluded.body, shown = excluded.shown",
        parts.Select((p, part) => new { place = place.ToString(), p.Key, messageId, part, body = JsonSerializer.Serialize(p), shown }), tx));

    /// <summary>A message is gone.</summary>
    public void Forget(TelegramPlace place, long messageId) => store.Do(db => db.Execute(
        "DELETE FROM posted WHERE place = @place AND message_id = @messageId", new { place = place.ToString(), messageId }));

    private static PostedPart Part((string Key, string Body, long MessageId, string Shown) r) =>
        new(r.Key, JsonSerializer.Deserialize<OutboundMessage>(r.Body)!, r.MessageId, r.Shown);
}

/// <summary>A key as people see it.</summary>
/// <param name="Key">Of the bot.</param>
/// <param name="Message">What it shows.</param>
/// <param name="MessageId">Of the chat.</param>
/// <param name="Shown">Print of the whole message: the same print is no news.</param>
public sealed record PostedPart(string Key, OutboundMessage Message, long MessageId, string Shown);
