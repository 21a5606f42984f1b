using System.Text;

namespace MailUpgrade.Adapters.Cards;

/// <summary>A card as plain text: for a terminal, and where a channel refuses markup.</summary>
public static class PlainCard
{
    /// <summary>The text. With buttons each stands on a line of its own with the command behind it, for who can only type.</summary>
    public static string Of(Card card, bool withButtons)
    {
        var text = new StringBuilder();
        foreach (var part in card.Parts)
        {
            foreach (var line in part.Lines)
            {
                text.Append(part.IsOutput ? "  " : "").Append(line).Append('\n');
            }
        }
        if (withButtons)
        {
            foreach (var button in card.Buttons)
            {
                text.Append('[').Append(button.Label).Append("]  ").Append(button.Command).Append('\n');
            }
        }
        return text.ToString().TrimEnd('\n');
    }
}
