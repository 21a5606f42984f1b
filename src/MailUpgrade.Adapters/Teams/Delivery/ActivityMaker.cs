using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>Messages as activities: a card where something is to be seen or pressed, plain text for a short answer.</summary>
public sealed class ActivityMaker(CardTemplates templates, Func<bool, CardReader> reader)
{
    private const int LongestText = 8_000;
    private const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The activity of a message.</summary>
    /// <param name="item">What to say.</param>
    /// <param name="buttonIds">Opaque id of each button.</param>
    /// <param name="isNew">It is not an edit: what needs a person calls them.</param>
    /// <param name="isPrivate">Only one person reads it: nobody need be called by name.</param>
    public JsonObject Make(Outgoing item, IReadOnlyList<string> buttonIds, bool isNew, bool isPrivate)
    {
        var (message, sees) = (item.Message, reader(isPrivate));
        var card = Card.Of(templates.For(message), message, sees);
        var activity = new JsonObject { ["type"] = "message" };
        if (item.Plain || (message.Kind == MessageKind.Reply && message.Buttons.Count == 0))
        {
            // Text and card in one activity would become two messages, and no id would come back.
            activity["text"] = Cut(PlainCard.Of(card, withButtons: true).Replace("<at", "<\u200bat", StringComparison.OrdinalIgnoreCase));
            activity["textFormat"] = "plain";
        }
        else
        {
            activity["summary"] = message.Lines.Count > 0 ? sees.Shown(message.Lines[0]) : "";
            activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = CardType, ["content"] = AdaptiveCard.Of(card, buttonIds) });
        }
        if (isNew && message.Rings)
        {
            activity["channelData"] = new JsonObject { ["notification"] = new JsonObject { ["alert"] = true } };
        }
        return activity;
    }

    private static string Cut(string text) =>
        text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";
}
