using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>What the report was made from, and how anybody checks that it is whole.</summary>
internal static class JournalEnd
{
    public static void Write(ReportNight n, string headHash, ReportPage page)
    {
        var team = n.Events.Select(r => r.Event switch { RunPlanned e => e.TeamHash, FilesTaken e => e.TeamHash, _ => null }).LastOrDefault(h => h is not null) ?? "";
        page.Heading(n.Say.Say("Journal", "Jurnal"));
        page.Paragraph(n.Say.Say(
            $"Made from the journal of run {Words.Code(n.State.Id)} alone: {n.Say.Number(n.Events.Count)} entries, the last {n.Say.DayAndClock(n.State.LastAt)}. The same journal gives the same report, byte for byte.",
            $"Dibuat hanya dari jurnal run {Words.Code(n.State.Id)}: {n.Say.Number(n.Events.Count)} entri, terakhir {n.Say.DayAndClock(n.State.LastAt)}. Jurnal yang sama menghasilkan laporan yang sama, byte demi byte."));
        page.List([
            $"Head: {Words.Code(headHash)}",
            $"{n.Say.Say("Check", "Cek")}: {Words.Code($"mailupgrade journal verify {n.State.Id} --head {headHash}")}",
            $"Plan {Words.Of(n.State.PlanId)}: {Words.Code(n.State.PlanHash)}",
            $"Fleet {Words.Of(n.State.FleetId)}: {Words.Code(n.State.FleetHash)}",
            $"Team: {Words.Code(team)}"]);
    }
}
