using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>One page that is enough for most: what, when, where, how it went.</summary>
internal static class FrontPage
{
    private const int MostItems = 6;

    public static void Write(ReportNight n, bool explains, ReportPage page)
    {
        page.Title(n.Say.Say($"Report: {Words.Of(n.Say.Say(n.Plan.Title))}", $"Laporan: {Words.Of(n.Say.Say(n.Plan.Title))}"));
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

    private static string Small(ReportNight n, Figure figure) => "  \n  " + (figure.Seqs.Count == 0
        ? $"<small>{n.Say.Say("no journal entry says otherwise", "tidak ada entri jurnal yang menyatakan lain")}</small>"
        : ReportPage.From(n.Say.Say("from journal entries", "dari entri jurnal"), figure.Seqs));
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
