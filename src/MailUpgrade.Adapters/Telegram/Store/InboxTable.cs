using System.Globalization;
using Dapper;

namespace MailUpgrade.Adapters.Telegram.Store;

/// <summary>
/// Updates from the moment they are on this disk. The offset moves in the same write, so that the server forgets an update only when it
/// is here; it is handled after a crash, too.
/// </summary>
public sealed class InboxTable
{
    private const string OffsetMark = "offset";
    private const int Remembered = 20_000;

    private readonly TelegramStore store;

    internal InboxTable(TelegramStore store) => this.store = store;

    /// <summary>Offset of the next poll; null before the first.</summary>
    public long? Offset => store.Mark(OffsetMark) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Keeps a batch, and how far the server may forget.</summary>
    /// <param name="updates">Id and text; an id that was here before is left as it is.</param>
    /// <param name="offset">For the next poll; null leaves it.</param>
    /// <param name="late">They may have waited long at the server: a press among them is of unknown age.</param>
    public void Receive(IReadOnlyList<(long Id, string Body)> updates, long? offset, bool late) => store.DoAll((db, tx) =>
    {
        db.Execute(
            "INSERT OR IGNORE INTO inbox VALUES (@Id, @Body, @late, 0)", updates.Select(u => new { u.Id, u.Body, late = late ? 1 : 0 }), tx);
        if (offset is { } next)
        {
            db.Execute(
                "INSERT INTO mark VALUES (@OffsetMark, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                new { OffsetMark, value = next.ToString(CultureInfo.InvariantCulture) }, tx);
        }
        return 0;
    });

    /// <summary>Updates that are not handled, in the order of their ids.</summary>
    public IReadOnlyList<ReceivedUpdate> Open(int limit) => store.Do(db => db.Query<(long Id, string Body, long Late)>(
        "SELECT update_id, body, late FROM inbox WHERE done = 0 ORDER BY update_id LIMIT @limit", new { limit })
        .Select(r => new ReceivedUpdate(r.Id, r.Body, r.Late != 0)).ToList());

    /// <summary>They are handled for good. Their ids are remembered, their texts are not.</summary>
    public void Done(IReadOnlyCollection<long> ids) => store.DoAll((db, tx) =>
    {
        db.Execute("UPDATE inbox SET done = 1, body = '' WHERE update_id = @id", ids.Select(id => new { id }), tx);
        db.Execute(
            "DELETE FROM inbox WHERE done = 1 AND rowid IN (SELECT rowid FROM inbox WHERE done = 1 ORDER BY update_id DESC LIMIT 1000 OFFSET @Remembered)",
            new { Remembered }, tx);
        return 0;
    });
}

/// <summary>An update as it came.</summary>
/// <param name="Id">Of the server.</param>
/// <param name="Body">JSON.</param>
/// <param name="Late">It may have waited long.</param>
public sealed record ReceivedUpdate(long Id, string Body, bool Late);
