using System.Globalization;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports.Acceptance;

/// <summary>The page in front: what a director reads and nothing else.</summary>
internal static class Summary
{
    private const int MostDecisions = 9;

    public static void Write(ReportNight n, ReportPage page)
    {
        page.Title(n.Say.Say($"In one page: {Words.Of(n.Say.Say(n.Plan.Title))}", $"Ringkasan: {Words.Of(n.Say.Say(n.Plan.Title))}"));
        page.Paragraph($"**{OutcomeSentence.Of(n)}**");
        page.Table(["", ""], FrontFigures.Of(n).Select(f => (IReadOnlyList<string>)[$"**{f.Label}**", n.Explains ? $"{Whole(f)} <small>{Traced.From(n, f.Seqs)}</small>" : Whole(f)]));
        page.Heading(n.Say.Say("Who decided what", "Siapa memutuskan apa"));
        var all = n.Events.Where(Weighs).Select(r => (Entry: r, What: DecisionTexts.Of(n, r))).Where(x => x.What is not null).ToList();
        page.Table(
            [n.Say.Say("Time", "Jam"), n.Say.Say("Who", "Siapa"), n.Say.Say("Decision", "Keputusan"), n.Say.Say("Journal", "Jurnal")],
            all.Take(MostDecisions).Select(x => (IReadOnlyList<string>)[n.At(x.Entry.At), Decisions.Who(n, x.Entry), x.What!, x.Entry.Seq.ToString(CultureInfo.InvariantCulture)]));
        page.Paragraph(all.Count == 0 ? n.Say.Say("Nobody has decided anything.", "Belum ada keputusan.")
            : all.Count <= MostDecisions ? n.Say.Say("Every decision with its words is in the annexes.", "Semua keputusan beserta catatannya ada di lampiran.")
            : n.Say.Say($"And {all.Count - MostDecisions} more in the annexes.", $"Dan {all.Count - MostDecisions} lagi di lampiran."));
        page.Paragraph(n.Say.Say(
            $"Where each figure comes from: {Words.Code($"mailupgrade report {n.State.Id} --paper --explain")} prints the journal entries behind it.",
            $"Asal tiap angka: {Words.Code($"mailupgrade report {n.State.Id} --paper --explain")} menampilkan entri jurnalnya."));
    }

    /// <summary>With its items, where these stand in no annex.</summary>
    private static string Whole(Figure figure) => figure.Section is null ? string.Join("; ", [figure.Text, .. figure.Items]) : figure.Text;

    /// <summary>Decisions that somebody may be asked about later; what one person repeats in the work of the night is in the annex.</summary>
    private static bool Weighs(Recorded r) => r.Event is PermitSealed or KickOffSet or GateDecided or SkipDecided or OlderBackupAccepted or RollbackDecided
        or AbortDecided or ClientAccepted or ClientRefused or RejectionDecided or FixedDeclared or StartMissed or PermitVoided;
}
