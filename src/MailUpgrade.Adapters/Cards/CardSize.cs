namespace MailUpgrade.Adapters.Cards;

/// <summary>Makes room in a card: what is too long loses its middle, and the place where it was cut is shown.</summary>
internal static class CardSize
{
    private const int Frame = 100;
    private const string Cut = "…";

    /// <summary>The parts, so that their texts and frames have at most so many UTF-16 units. First and last part stay.</summary>
    public static IReadOnlyList<CardPart> Fit(IReadOnlyList<CardPart> parts, int units)
    {
        if (parts.Sum(Size) <= units)
        {
            return parts;
        }
        var (head, tail, left) = (new List<CardPart>(), new List<CardPart>(), units);
        for (int i = 0, j = parts.Count - 1; i <= j && left > 2 * Frame; i++, j--)
        {
            head.Add(Shortened(parts[i], left / 2));
            left -= Size(head[^1]);
            if (i < j)
            {
                tail.Add(Shortened(parts[j], left / 2));
                left -= Size(tail[^1]);
            }
        }
        return [.. head, .. Enumerable.Reverse(tail)];
    }

    private static int Size(CardPart part) => Frame + part.Lines.Sum(l => l.Length + 1);

    private static CardPart Shortened(CardPart part, int units)
    {
        if (Size(part) <= units)
        {
            return part;
        }
        var lines = new List<string>(part.Lines);
        while (lines.Count > 2 && Size(part with { Lines = lines }) > units)
        {
            lines.RemoveAt(lines.Count / 2);
        }
        var room = Math.Max((units - Frame) / lines.Count, Cut.Length);
        lines = [.. lines.Select(l => l.Length <= room ? l : string.Concat(l.AsSpan(0, SafeCut(l, room - Cut.Length)), Cut))];
        if (lines.Count < part.Lines.Count)
        {
            lines.Insert(lines.Count / 2, Cut);
        }
        return part with { Lines = lines };
    }

    private static int SafeCut(string text, int at) => at > 0 && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
}
