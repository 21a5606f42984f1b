using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>
/// What stands behind each button. The card only gets a random id. What a message offered a moment ago and offers still may be pressed by a
/// thumb that was on its way: the run judges by what was seen.
/// </summary>
public sealed class ButtonTable
{
    private const int IdBytes = 16;

    /// <summary>Buttons of earlier versions of a message that may still be pressed.</summary>
    private const int OlderKept = 50;

    private readonly TeamsStore store;

    internal ButtonTable(TeamsStore store) => this.store = store;

    /// <summary>
    /// Ids for the buttons of a message, in their order; a button that stands for the same keeps its id. One whose command is offered no
    /// more counts no more from here on: the message may be on screens before we hear that it was taken.
    /// </summary>
    public IReadOnlyList<string> Bind(Outgoing item) => store.DoAll((db, all) =>
    {
        var known = db.Query<(string Id, string Json)>(
            "SELECT id, json FROM button WHERE conversation = @Conversation AND run = @Run AND key = @Key ORDER BY rowid DESC",
            new { item.Conversation, item.Run, item.Message.Key }, all).ToList();
        var ids = new List<string>();
        foreach (var json in item.Message.Buttons.Select(b => JsonSerializer.Serialize(b)))
        {
            ids.Add(known.FirstOrDefault(k => k.Json == json && !ids.Contains(k.Id)).Id ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)));
            db.Execute(
                "INSERT OR IGNORE INTO button VALUES (@id, @Conversation, @Run, @Key, @json)",
                new { id = ids[^1], item.Conversation, item.Run, item.Message.Key, json }, all);
        }
        var offered = item.Message.Buttons.Select(b => b.Command).ToHashSet();
        var gone = known.Where(k => !ids.Contains(k.Id))
            .Where((k, i) => i >= OlderKept || !offered.Contains(JsonSerializer.Deserialize<Button>(k.Json)!.Command)).Select(k => k.Id);
        db.Execute("DELETE FROM button WHERE id IN @gone", new { gone }, all);
        return ids;
    });

    /// <summary>What stands behind a button id, or null.</summary>
    public LiveButton? Find(string id) => store.Do(db =>
    {
        var row = db.QuerySingleOrDefault<(string Conversation, string Key, string Json)>(
            "SELECT conversation, key, json FROM button WHERE id = @id", new { id });
        return row.Json is null ? null : new LiveButton(id, row.Conversation, row.Key, JsonSerializer.Deserialize<Button>(row.Json)!);
    });
}
