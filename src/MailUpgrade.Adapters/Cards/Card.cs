using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Cards;

/// <summary>A message laid out by its template: what a channel has to render, and nothing else.</summary>
/// <param name="Parts">From top to bottom.</param>
/// <param name="Buttons">What can be pressed.</param>
/// <param name="ButtonsBlock">Block of the buttons, where the template has one.</param>
public sealed record Card(IReadOnlyList<CardPart> Parts, IReadOnlyList<Button> Buttons, CardBlock? ButtonsBlock)
{
    /// <summary>Lays a message out. Every line of it is in exactly one part.</summary>
    /// <param name="template">Of the message.</param>
    /// <param name="message">What is said.</param>
    /// <param name="reader">Who is needed, and in which language that is said.</param>
    public static Card Of(CardTemplate template, OutboundMessage message, CardReader reader)
    {
        var lines = message.Lines.Select(reader.Shown).ToList();
        var hasLast = template.Blocks.Any(b => b.Show == CardShow.Last) && lines.Count > 1;
        var rest = lines.Skip(1).Take(lines.Count - 1 - (hasLast ? 1 : 0)).ToList();
        var parts = new List<CardPart>();
        foreach (var block in Whole(template.Blocks))
        {
            switch (block.Show)
            {
                case CardShow.First when lines.Count > 0:
                    parts.Add(new CardPart(block, [lines[0]], IsOutput: false, []));
                    break;
                case CardShow.Last when hasLast:
                    parts.Add(new CardPart(block, [lines[^1]], IsOutput: false, []));
                    break;
                case CardShow.Rest:
                    parts.AddRange(Runs(rest).Select(run => new CardPart(block, run.Lines, run.IsOutput, [])));
                    break;
                case CardShow.Need when message is { Rings: true, For: { } needed } && reader.People(needed) is { Count: > 0 } people:
                    parts.Add(new CardPart(block, [reader.Need(people)], IsOutput: false, people));
                    break;
            }
        }
        return new Card(parts, message.Buttons, template.Blocks.FirstOrDefault(b => b.Show == CardShow.Buttons));
    }

    /// <summary>A template that forgets the first line or the rest does not hide them.</summary>
    private static IEnumerable<CardBlock> Whole(IReadOnlyList<CardBlock> blocks) =>
        blocks.Concat(new[] { CardShow.First, CardShow.Rest }.Where(s => blocks.All(b => b.Show != s)).Select(s => new CardBlock(s, CardStyle.Plain, null)));

    private static IEnumerable<(bool IsOutput, List<string> Lines)> Runs(List<string> lines)
    {
        var at = 0;
        while (at < lines.Count)
        {
            var isOutput = lines[at].StartsWith("  ", StringComparison.Ordinal);
            var run = lines.Skip(at).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal) == isOutput).ToList();
            at += run.Count;
            yield return (isOutput, isOutput ? [.. run.Select(l => l[2..])] : run);
        }
    }
}

/// <summary>Lines of one block.</summary>
/// <param name="Block">Of the template.</param>
/// <param name="Lines">At least one.</param>
/// <param name="IsOutput">Output of a program: columns are kept.</param>
/// <param name="People">Who is needed, where the block says so.</param>
public sealed record CardPart(CardBlock Block, IReadOnlyList<string> Lines, bool IsOutput, IReadOnlyList<CardPerson> People);

/// <summary>A person as a channel can call them.</summary>
/// <param name="Name">What people call them.</param>
/// <param name="Identity">Their id in the channel, or null where they have none there.</param>
public sealed record CardPerson(string Name, string? Identity);
