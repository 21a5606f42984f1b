using System.Security.Cryptography;
using Dapper;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Telegram.Store;

/// <summary>
/// What stands behind each button. The chat only gets a random id; command and meaning stay here, bound to chat, message and a time,
/// and each person can press it once until it was answered with a no. What a message offered a moment ago and offers still may be pressed
/// by a thumb that was on its way: the run judges by what was seen.
/// </summary>
public sealed class ButtonTable
{
    private const int IdBytes = 18;

    /// <summary>Buttons of earlier versions of a message that may still be pressed.</summary>
    private const int OlderKept = 50;

    private readonly TelegramStore store;

    internal ButtonTable(TelegramStore store) => this.store = store;

    /// <summary>Ids for the buttons of a message: the same button keeps its id, one whose command is offered no more loses it.</summary>
    public IReadOnlyList<string> Bind(TelegramPlace place, string key, long messageId, IReadOnlyList<Button> buttons, DateTimeOffset expires) => store.DoAll((db, tx) =>
    {
        var where = new { place = place.ToString(), key };
        var known = db.Query<(string Id, string Label, string Command, string Run, string PlanHash, long SeenSeq)>(
            "SELECT id, label, command, run, plan_hash, seen_seq FROM button WHERE place = @place AND key = @key ORDER BY seen_seq DESC", where, tx).ToList();
        var ids = buttons.Select(b => known.FirstOrDefault(k => (k.Label, k.Command, k.Run, k.PlanHash, k.SeenSeq)
            == (b.Label, b.Command, b.Press.Run, b.Press.PlanHash, b.Press.SeenSeq)).Id ?? NewId()).ToList();
        var gone = known.Where(k => !ids.Contains(k.Id)).Where((k, i) => i >= OlderKept || !buttons.Any(b => b.Command == k.Command)).Select(k => k.Id);
        db.Execute("DELETE FROM button WHERE id IN @gone", new { gone }, tx);
        db.Execute(
            """
            INSERT INTO button VALUES (@id, @place, @key, @messageId, @Label, @Command, @Run, @PlanHash, @SeenSeq, @until)
            ON CONFLICT (id) DO UPDATE SET expires = excluded.expires, message_id = max(message_id, excluded.message_id)
            """,
            buttons.Zip(ids, (b, id) => new
            {
                id,
                where.place,
                key,
                messageId,
                b.Label,
                b.Command,
                b.Press.Run,
                b.Press.PlanHash,
                b.Press.SeenSeq,
                until = expires.ToUnixTimeMilliseconds(),
            }), tx);
        return ids;
    });

    /// <summary>They hang under this message now.</summary>
    public void Posted(TelegramPlace place, string key, long messageId) => store.Do(db => db.Execute(
        "UPDATE button SET message_id = @messageId WHERE place = @place AND key = @key", new { place = place.ToString(), key, messageId }));

    /// <summary>What an id stands for in this chat and message now, or null.</summary>
    public BoundButton? Find(string id, long chat, long messageId, DateTimeOffset now) => store.Do(db => db.Query<(string Place, long MessageId, string Command, string Run, string PlanHash, long SeenSeq, long Expires)>(
        "SELECT place, message_id, command, run, plan_hash, seen_seq, expires FROM button WHERE id = @id", new { id })
        .Where(b => TelegramPlace.Parse(b.Place)?.Chat == chat && (b.MessageId == messageId || b.MessageId == 0) && b.Expires > now.ToUnixTimeMilliseconds())
        .Select(b => new BoundButton(id, TelegramPlace.Parse(b.Place)!, b.Command, new ButtonPress(b.Run, b.PlanHash, b.SeenSeq)))
        .FirstOrDefault());

    /// <summary>A person presses it. False where they have, with another press, and were not answered with a no.</summary>
    public bool Press(string id, string sender, string callback) => store.DoAll((db, tx) =>
    {
        var before = db.QueryFirstOrDefault<string?>("SELECT callback FROM pressed WHERE id = @id AND sender = @sender", new { id, sender }, tx);
        if (before is null)
        {
            db.Execute("INSERT INTO pressed VALUES (@id, @sender, @callback)", new { id, sender, callback }, tx);
        }
        return before is null || before == callback;
    });

    /// <summary>The press was answered with a no: it may be pressed again.</summary>
    public void Release(string id, string sender) => store.Do(db => db.Execute("DELETE FROM pressed WHERE id = @id AND sender = @sender", new { id, sender }));

    private static string NewId() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(IdBytes)).Replace('+', '-').Replace('/', '_');
}

/// <summary>What a press means.</summary>
/// <param name="Id">Of the chat.</param>
/// <param name="Place">Where it hangs.</param>
/// <param name="Command">Command line.</param>
/// <param name="Press">What the person saw.</param>
public sealed record BoundButton(string Id, TelegramPlace Place, string Command, ButtonPress Press);
