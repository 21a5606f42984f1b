using System.Text;

namespace MailUpgrade.Adapters.Cards;

/// <summary>A card in the small HTML that Telegram takes: <c>b i pre a</c>, and nothing of the text is ever markup.</summary>
public static class TelegramHtml
{
    /// <summary>The text of a message. The buttons are not in it: they are its keyboard.</summary>
    public static string Of(Card card)
    {
        var text = new StringBuilder();
        foreach (var part in card.Parts)
        {
            var lines = string.Join('\n', part.Lines.Select(Escaped));
            text.Append(part switch
            {
                { IsOutput: true } => $"<pre>{lines}</pre>",
                { Block.Style: CardStyle.Title } => $"<b>{lines}</b>",
                { Block.Style: CardStyle.Quiet } => $"<i>{lines}</i>",
                { People.Count: > 0 } => part.People.Aggregate(lines, Mentioned),
                _ => lines,
            }).Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Text that Telegram reads as text.</summary>
    public static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A mention by id: a name may be taken by somebody else.</summary>
    private static string Mentioned(string line, CardPerson person)
    {
        var name = Escaped(person.Name);
        var at = line.LastIndexOf(name, StringComparison.Ordinal);
        return person.Identity is { Length: > 0 } id && id.All(char.IsAsciiDigit) && at >= 0
            ? $"{line[..at]}<a href=\"tg://user?id={id}\">{name}</a>{line[(at + name.Length)..]}" : line;
    }
}
