using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>One page that is enough for most: what, when, where, how it went.</summary>
internal static class FrontPage
{
    private const int MostItems = 6;
    private const int MostRuns = 12;

    public static void Write(ReportNight n, bool explains, ReportPage page)
    {
        page.Title(n.Say.Say($"Report: {Words.Of(n.Say.Say(n.Plan.Title))}", $"Laporan: {Words.Of(n.Say.Say(n.Plan.Title))}"));
        foreach (var (entry, fact) in n.All<GlassBroken>())
        {
            var (by, role) = (n.Say.Both(fact.By.Select(n.Name)), n.Say.Role(fact.Role));
            page.Paragraph(n.Say.Say(
                $"**Break-glass, {n.At(entry.At)}: {by} stood in for {role} from then on. Reason: {Words.Quoted(fact.Reason)}**",
                $"**Break-glass, {n.At(entry.At)}: {by} menggantikan {role} sejak saat itu. Alasan: {Words.Quoted(fact.Reason)}**"));
        }
        page.Paragraph($"**{OutcomeSentence.Of(n)}**");
        if (!n.State.HasEnded)
        {
            page.Paragraph(n.Say.Say(
                $"This is how it stands at entry {n.State.Seq} of the journal, {n.At(n.State.LastAt)}. It is no final report.",
                $"Ini keadaan pada entri jurnal {n.State.Seq}, pukul {n.At(n.State.LastAt)}. Ini belum laporan akhir."));
        }
        page.List(FrontFigures.Of(n).Select(f => $"**{f.Label}:** {f.Text}{(explains ? Small(n, f) : "")}{Below(n, f)}"));
    }

    private static string Below(ReportNight n, Figure figure)
    {
        var more = figure.Items.Count - MostItems;
        var rest = more <= 0 ? "" : n.Say.Say($"\n  - and {more} more, under Aftercare", $"\n  - dan {more} lagi, di bagian Sesudah malam ini");
        return string.Concat(figure.Items.Take(MostItems).Select(i => "\n  - " + i)) + rest;
    }

    /// <summary>One line: where the numbers would fill a page, their count, their kinds, the first and the last.</summary>
    private static string Small(ReportNight n, Figure figure)
    {
        var seqs = figure.Seqs.Distinct().Order().ToList();
        var runs = ReportPage.Runs(seqs);
        var kinds = string.Join(", ", n.Events.Where(r => seqs.Contains(r.Seq)).Select(r => EventCatalog.KindOf(r.Event)).Distinct());
        var from = runs.Count == 0 ? n.Say.Say("no journal entry says otherwise", "tidak ada entri jurnal yang menyatakan lain")
            : runs.Count <= MostRuns ? n.Say.Say($"from journal seq {string.Join(", ", runs)}", $"dari jurnal seq {string.Join(", ", runs)}")
            : n.Say.Say($"from {seqs.Count} journal entries {seqs[0]} to {seqs[^1]}, kind {kinds}", $"dari {seqs.Count} entri jurnal {seqs[0]} sampai {seqs[^1]}, jenis {kinds}");
        return $"  \n  <small>{from}</small>";
    }
}

/// <summary>A figure of the front page.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Seqs">Entries that it was computed from.</param>
internal sealed record Figure(string Label, string Text, IReadOnlyList<long> Seqs)
{
    /// <summary>What the figure counts, where that is short enough to name.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];
}
