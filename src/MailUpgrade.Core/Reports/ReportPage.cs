using System.Globalization;
using System.Text;

namespace MailUpgrade.Core.Reports;

/// <summary>Markdown in the making. What it is given is Markdown already: foreign text has gone through <see cref="Words"/>.</summary>
internal sealed class ReportPage
{
    private readonly StringBuilder text = new();

    public ReportPage Title(string title)
    {
        text.Append("# ").Append(title).Append('\n');
        return this;
    }

    public ReportPage Heading(string title) => Block("## " + title);

    public ReportPage Paragraph(string words) => words.Length == 0 ? this : Block(words);

    public ReportPage List(IEnumerable<string> items)
    {
        var all = items.Select(i => "- " + i).ToList();
        return all.Count == 0 ? this : Block(string.Join('\n', all));
    }

    /// <summary>A table; nothing where it would have no row.</summary>
    public ReportPage Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.Select(Row).ToList();
        return all.Count == 0 ? this
            : Block(string.Join('\n', [Row(head), Row([.. head.Select(_ => "---")]), .. all]));
    }

    /// <summary>Sequence numbers, neighbours drawn together: <c>3, 7–12</c>.</summary>
    public static IReadOnlyList<string> Runs(IEnumerable<long> seqs)
    {
        var parts = new List<string>();
        var all = seqs.Distinct().Order().ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var first = i;
            while (i + 1 < all.Count && all[i + 1] == all[i] + 1)
            {
                i++;
            }
            parts.Add(i - first > 1 ? Number(all[first]) + "–" + Number(all[i])
                : i > first ? Number(all[first]) + ", " + Number(all[i]) : Number(all[first]));
        }
        return parts;
    }

    public override string ToString() => text.ToString();

    private ReportPage Block(string block)
    {
        text.Append('\n').Append(block).Append('\n');
        return this;
    }

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Number(long seq) => seq.ToString(CultureInfo.InvariantCulture);
}
