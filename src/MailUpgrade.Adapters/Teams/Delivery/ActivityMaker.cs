using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>Messages as activities: a card where something can be pressed or must be seen, plain text for a short answer.</summary>
public sealed class ActivityMaker(AdaptiveCards cards, TeamsIdentity identity, Func<Team> team)
{
    private const int LongestText = 8_000;

    /// <summary>The activity of a message.</summary>
    /// <param name="item">What to say.</param>
    /// <param name="buttonIds">Opaque id of each button.</param>
    /// <param name="isNew">It is not an edit: what needs a person calls them.</param>
    /// <param name="isPrivate">Only one person reads it: nobody need be named.</param>
    public JsonObject Make(Outgoing item, IReadOnlyList<string> buttonIds, bool isNew, bool isPrivate)
    {
        var message = item.Message;
        var called = message.Rings && message.For is { } needed && !isPrivate ? Called(needed) : [];
        var activity = new JsonObject { ["type"] = "message", ["summary"] = message.Lines.Count > 0 ? message.Lines[0] : "" };
        if (item.Plain || (message.Kind == MessageKind.Reply && message.Buttons.Count == 0))
        {
            var (names, entities) = AdaptiveCards.Mentions(called);
            var typed = message.Buttons.Select(b => $"{b.Label}: {b.Command}");
            var text = string.Join('\n', message.Lines.Concat(typed).Select(l => l.Replace("<at>", "<at >", StringComparison.OrdinalIgnoreCase)));
            activity["text"] = (names.Length > 0 ? names + "\n" : "") + Cut(text);
            activity["textFormat"] = "plain";
            activity["entities"] = entities;
        }
        else
        {
            activity["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["content"] = cards.Render(message, buttonIds, called),
            });
        }
        if (isNew && message.Rings)
        {
            activity["channelData"] = new JsonObject { ["notification"] = new JsonObject { ["alert"] = true } };
        }
        return activity;
    }

    private IReadOnlyList<(string ObjectId, string Name)> Called(string needed)
    {
        var people = team().Find(needed) is { } one ? [one] : team().Holding(needed);
        return [.. people.Where(p => p.Identities.ContainsKey(TeamsChannel.ChannelName))
            .Select(p => (identity.ObjectIdOf(p.Identities[TeamsChannel.ChannelName]), p.Name))];
    }

    private static string Cut(string text) =>
        text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";
}
