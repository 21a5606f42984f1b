using System.Text.Json.Nodes;

namespace MailUpgrade.Service.Drills.Play.Peers;

/// <summary>What the bot sent to Teams, as it stands there: the newest version of every message.</summary>
internal sealed class SentCards
{
    private readonly List<string> order = [];
    private readonly Dictionary<string, (JsonObject Activity, string? Answers)> byId = [];

    /// <summary>Number of the last call that was read.</summary>
    public long Last { get; private set; }

    /// <summary>Takes over a call of the bot.</summary>
    public void Take(JsonObject sent)
    {
        Last = (long)sent["seq"]!;
        if (sent["status"] is not JsonValue status || !status.TryGetValue<int>(out var code) || code is < 200 or > 299
            || sent["activity"] is not JsonObject activity || (string?)sent["id"] is not { } id)
        {
            return;
        }
        var path = ((string)sent["path"]!).Split('/');
        if ((string?)sent["method"] == "POST")
        {
            order.Remove(id);
            order.Add(id);
            // /v3/conversations/{conversation}/activities/{answered}
            byId[id] = (activity["activity"] as JsonObject ?? activity, path.Length > 5 ? path[5] : null);
        }
        else if (byId.TryGetValue(id, out var before))
        {
            byId[id] = (activity, before.Answers);
        }
    }

    /// <summary>Words of the answer to a message or press, or null.</summary>
    public string? AnswerTo(string activity) =>
        byId.Values.Where(m => m.Answers == activity).Select(m => Words(m.Activity)).FirstOrDefault();

    /// <summary>The newest message with such a button and such a first line; an empty line is any; without both, the newest answer with a button.</summary>
    public PressableButton? Find(string? firstLine, string? label) => Newest(
        (activity, answers) => firstLine is null ? answers is not null : firstLine.Length == 0 || (string?)activity["summary"] == firstLine, label);

    private PressableButton? Newest(Func<JsonObject, string?, bool> fits, string? label)
    {
        foreach (var id in Enumerable.Reverse(order).Where(id => fits(byId[id].Activity, byId[id].Answers)))
        {
            if (Actions(byId[id].Activity).FirstOrDefault(a => label is null || (string?)a["title"] == label) is { } action)
            {
                return new PressableButton(id, action);
            }
        }
        return null;
    }

    private static IEnumerable<JsonObject> Actions(JsonObject activity) => Body(activity)
        .Where(e => (string?)e["type"] == "ColumnSet").SelectMany(e => e["columns"]!.AsArray())
        .Select(c => c!["items"]![0]!["actions"]![0]!.AsObject());

    private static string Words(JsonObject activity) => (string?)activity["text"] ?? string.Join('\n', Body(activity)
        .Select(e => (string?)e["text"] ?? (string?)e["inlines"]?[0]?["text"]).OfType<string>());

    private static IEnumerable<JsonObject> Body(JsonObject activity) =>
        activity["attachments"]?[0]?["content"]?["body"] is JsonArray body ? body.Select(e => e!.AsObject()) : [];
}

/// <summary>A button as a client would press it.</summary>
/// <param name="Card">Message that shows it.</param>
/// <param name="Action">The action, as the bot made it.</param>
internal sealed record PressableButton(string Card, JsonObject Action);
