using System.Globalization;
using MailUpgrade.Core.Reports.Pages;

namespace MailUpgrade.Core.Reports;

/// <summary>A page in the making. What it is given is inline Markdown already: foreign text has gone through <see cref="Words"/>.</summary>
internal sealed class ReportPage
{
    private readonly List<Block> blocks = [];

    public IReadOnlyList<Block> Blocks => blocks;

    public ReportPage Title(string title) => Add(new Block.Title(title));

    public ReportPage Heading(string title) => Add(new Block.Heading(title));

    public ReportPage Paragraph(string words) => words.Length == 0 ? this : Add(new Block.Paragraph(words));

    public ReportPage List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count == 0 ? this : Add(new Block.List(all));
    }

    /// <summary>A table; nothing where it would have no row.</summary>
    public ReportPage Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToList();
        return all.Count == 0 ? this : Add(new Block.Table(head, all));
    }

    public ReportPage NewSheet() => Add(new Block.NewSheet());

    public ReportPage Signatures(params Signature[] places) => Add(new Block.Signatures(places));

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

    /// <summary>The page as Markdown.</summary>
    public override string ToString() => MarkdownPage.Of(blocks);

    private ReportPage Add(Block block)
    {
        blocks.Add(block);
        return this;
    }

    private static string Number(long seq) => seq.ToString(CultureInfo.InvariantCulture);
}
