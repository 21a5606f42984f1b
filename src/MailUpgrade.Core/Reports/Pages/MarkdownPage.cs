using System.Text;

namespace MailUpgrade.Core.Reports.Pages;

/// <summary>Blocks as Markdown.</summary>
internal static class MarkdownPage
{
    private const string Line = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";

    public static string Of(IReadOnlyList<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(Of(block)).Append('\n');
        }
        return text.ToString();
    }

    private static string Of(Block block) => block switch
    {
        Block.Title title => "# " + title.Text,
        Block.Heading heading => "## " + heading.Text,
        Block.Paragraph paragraph => paragraph.Text,
        Block.List list => string.Join('\n', list.Items.Select(i => "- " + i)),
        Block.Table table => Table(table.Head, table.Rows),
        Block.Signatures signatures => Table(
            [.. signatures.Places.Select(p => p.Party)],
            [[.. signatures.Places.Select(_ => "<br><br><br>")], [.. signatures.Places.Select(p => Or(p.Name))], [.. signatures.Places.Select(p => Or(p.Position))]]),
        Block.NewSheet => "---",
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "unknown block"),
    };

    private static string Or(string text) => text.Length == 0 ? Line : text;

    private static string Table(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows) =>
        string.Join('\n', [Row(head), Row([.. head.Select(_ => "---")]), .. rows.Select(Row)]);

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";
}
