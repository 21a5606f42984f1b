using System.Text.Json.Nodes;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Cards;

/// <summary>
/// A card as an Adaptive Card 1.5, the newest that Teams takes from a bot. What people typed and hosts printed stands in TextRuns,
/// where no markup is read; a button is an Action.Execute with an Action.Submit for old clients, and carries an opaque id alone.
/// </summary>
public static class AdaptiveCard
{
    /// <summary>Largest card in bytes of UTF-16: under it every client and gateway takes it.</summary>
    public const int LargestBytes = 28 * 1024;

    /// <summary>Name of the value that a press brings back.</summary>
    public const string PressKey = "press";

    private const int WideTitle = 5;

    /// <summary>The card. Lines in the middle make way where it would be too large; the first and the last stay.</summary>
    /// <param name="card">Laid out.</param>
    /// <param name="buttonIds">Opaque id of each button, in their order.</param>
    public static JsonObject Of(Card card, IReadOnlyList<string> buttonIds)
    {
        for (var room = LargestBytes / 2; ; room = room * 3 / 4)
        {
            var made = Made(card, buttonIds, room);
            if (made.ToJsonString().Length * 2 < LargestBytes)
            {
                return made;
            }
        }
    }

    private static JsonObject Made(Card card, IReadOnlyList<string> buttonIds, int room)
    {
        var body = new JsonArray();
        var entities = new JsonArray();
        foreach (var part in CardSize.Fit(card.Parts, room))
        {
            body.Add(part.People.Count > 0 && Mention(part, entities) is { } mention ? mention : Text(part));
        }
        foreach (var row in Rows(card, buttonIds))
        {
            body.Add(row);
        }
        var made = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = card.Parts.Count > 0 ? Inert(card.Parts[0].Lines[0]) : "",
            ["body"] = body,
        };
        if (entities.Count > 0)
        {
            made["msteams"] = new JsonObject { ["entities"] = entities };
        }
        return made;
    }

    private static JsonObject Text(CardPart part)
    {
        var text = string.Join('\n', part.Lines.Select(Inert));
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        switch (part)
        {
            case { IsOutput: true }:
                (run["fontType"], run["size"]) = ("Monospace", "Small");
                break;
            case { Block.Style: CardStyle.Title }:
                (run["weight"], run["color"]) = ("Bolder", ColorOf(text));
                break;
            case { Block.Style: CardStyle.Quiet }:
                run["isSubtle"] = true;
                break;
        }
        return With(part.Block, new JsonObject { ["type"] = "RichTextBlock", ["spacing"] = "Small", ["inlines"] = new JsonArray(run) });
    }

    /// <summary>A mention is only read in a TextBlock, so that the names in it may hold no markup. Null where nobody can be called.</summary>
    private static JsonObject? Mention(CardPart part, JsonArray entities)
    {
        var line = Literal(part.Lines[0]);
        var found = false;
        foreach (var person in part.People.Where(p => p.Identity is { Length: > 0 }))
        {
            var name = Literal(person.Name);
            if (line.LastIndexOf(name, StringComparison.Ordinal) is >= 0 and var at)
            {
                line = $"{line[..at]}<at>{name}</at>{line[(at + name.Length)..]}";
                entities.Add(new JsonObject
                {
                    ["type"] = "mention",
                    ["text"] = $"<at>{name}</at>",
                    ["mentioned"] = new JsonObject { ["id"] = person.Identity, ["name"] = name },
                });
                found = true;
            }
        }
        return found ? With(part.Block, new JsonObject { ["type"] = "TextBlock", ["text"] = line, ["wrap"] = true, ["spacing"] = "Small" }) : null;
    }

    /// <summary>Two buttons side by side where both are as short as on a phone they must be, else one below the other; never behind a menu.</summary>
    private static IEnumerable<JsonObject> Rows(Card card, IReadOnlyList<string> ids)
    {
        JsonArray? open = null;
        var rows = new List<JsonArray>();
        for (var i = 0; i < card.Buttons.Count; i++)
        {
            var isWide = card.Buttons[i].Label.Length > WideTitle;
            var column = new JsonObject { ["type"] = "Column", ["width"] = "stretch", ["items"] = new JsonArray(Actions(card.Buttons[i], ids[i])) };
            if (open is null || isWide || card.Buttons[i].BeginsRow)
            {
                var row = new JsonArray(column);
                rows.Add(row);
                open = isWide ? null : row;
                continue;
            }
            open.Add(column);
            open = null;
        }
        return rows.Select(row => With(card.ButtonsBlock, new JsonObject { ["type"] = "ColumnSet", ["spacing"] = "Small", ["columns"] = row }));
    }

    private static JsonObject Actions(Button button, string id)
    {
        JsonObject Action(string type)
        {
            var action = new JsonObject { ["type"] = type, ["title"] = Inert(button.Label), ["data"] = new JsonObject { [PressKey] = id } };
            if (button.Style != ButtonStyle.Plain)
            {
                action["style"] = button.Style == ButtonStyle.Primary ? "positive" : "destructive";
            }
            return action;
        }
        var execute = Action("Action.Execute");
        execute["verb"] = PressKey;
        execute["fallback"] = Action("Action.Submit");
        return new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray(execute) };
    }

    private static JsonObject With(CardBlock? block, JsonObject element)
    {
        foreach (var (name, value) in block?.Adaptive ?? [])
        {
            element[name] = value?.DeepClone();
        }
        return element;
    }

    private static string ColorOf(string line) => line.Length == 0 ? "Default" : line[0] switch
    {
        '✖' => "Attention",
        // Not "Warning": its yellow cannot be read on white.
        '⏸' or '?' => "Accent",
        '✔' => "Good",
        _ => "Default",
    };

    /// <summary>Clients put dates into <c>{{DATE(..)}}</c> wherever it stands.</summary>
    private static string Inert(string text) => text.Replace("{{", "{\u200b{", StringComparison.Ordinal);

    /// <summary>A text without the letters of Markdown and of mentions.</summary>
    private static string Literal(string text) => string.Concat(Inert(text).Select(c => c is '<' or '>' or '*' or '_' or '[' or ']' or '`' or '#' or '\\' ? ' ' : c));
}
