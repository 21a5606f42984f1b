using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>Where figures come from: the journal entries behind them, shown where the reader asked for it.</summary>
internal static class Traced
{
    private const int MostRuns = 12;

    /// <summary>A table whose rows tell their entries in a last column, where the night is explained.</summary>
    public static void Table(ReportNight n, ReportPage page, IReadOnlyList<string> head, IEnumerable<(IReadOnlyList<string> Cells, IEnumerable<long> Seqs)> rows) =>
        page.Table(
            n.Explains ? [.. head, n.Say.Say("Journal", "Jurnal")] : head,
            rows.Select(r => n.Explains ? [.. r.Cells, string.Join(", ", ReportPage.Runs(r.Seqs))] : r.Cells));

    /// <summary>One line: where the numbers would fill a page, their count, their kinds, the first and the last.</summary>
    public static string From(ReportNight n, IEnumerable<long> entries)
    {
        var seqs = entries.Distinct().Order().ToList();
        var runs = ReportPage.Runs(seqs);
        var kinds = string.Join(", ", n.Events.Where(r => seqs.Contains(r.Seq)).Select(r => EventCatalog.KindOf(r.Event)).Distinct());
        return runs.Count == 0 ? n.Say.Say("no journal entry says otherwise", "tidak ada entri jurnal yang menyatakan lain")
            : runs.Count <= MostRuns ? n.Say.Say($"from journal seq {string.Join(", ", runs)}", $"dari jurnal seq {string.Join(", ", runs)}")
            : n.Say.Say($"from {seqs.Count} journal entries {seqs[0]} to {seqs[^1]}, kind {kinds}", $"dari {seqs.Count} entri jurnal {seqs[0]} sampai {seqs[^1]}, jenis {kinds}");
    }
}
