using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>One page that is enough for most: what, when, where, how it went.</summary>
internal static class FrontPage
{
    private const int MostItems = 6;

    public static void Write(ReportNight n, ReportPage page)
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
        page.List(FrontFigures.Of(n).Select(f => $"**{f.Label}:** {f.Text}{(n.Explains ? $"  \n  <small>{Traced.From(n, f.Seqs)}</small>" : "")}{Below(n, f)}"));
    }

    private static string Below(ReportNight n, Figure figure)
    {
        var shown = figure.Section is null ? figure.Items.Count : MostItems;
        var more = figure.Items.Count - shown;
        var rest = more <= 0 ? "" : n.Say.Say($"\n  - and {more} more, under {figure.Section}", $"\n  - dan {more} lagi, di bagian {figure.Section}");
        return string.Concat(figure.Items.Take(shown).Select(i => "\n  - " + i)) + rest;
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

    /// <summary>Heading of the section where all of them stand; null where they stand nowhere else and all are named here.</summary>
    public string? Section { get; init; }
}
