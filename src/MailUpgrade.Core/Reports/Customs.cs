using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Reports;

/// <summary>What the site had changed for itself: as the checks of the pack's <c>inventory/</c> found it after the upgrade, and what people added to the plan.</summary>
internal static class Customs
{
    private const string Folder = "inventory/";

    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(n.Say.Say("Customisations re-applied", "Kustomisasi yang diterapkan lagi"));
        var looked = n.All<StepEnded>()
            .Where(x => Facts.StepOf(n.Plan, x.Fact.Step) is { Kind: StepKind.Check, Script: { } script } && script.StartsWith(Folder, StringComparison.Ordinal))
            .GroupBy(x => x.Fact.Step).Select(g => g.Last()).OrderBy(x => x.Fact.Step, StringComparer.Ordinal).ToList();
        page.Paragraph(looked.Count > 0 ? "" : n.Say.Say(
            "Not compared: no check of this night looked at them.", "Tidak dibandingkan: tidak ada pengecekan malam ini yang melihatnya."));
        page.Table(
            [n.Say.Say("Check", "Pengecekan"), n.Say.Say("Verdict", "Hasil"), n.Say.Say("What it found", "Temuan")],
            looked.Select(x => (IReadOnlyList<string>)[Words.Of(x.Fact.Step), Words.Of(x.Fact.Verdict), Words.Of(x.Fact.Reason)]));
        page.List(n.All<PlanAmended>().Select(x => n.Say.Say(
            $"{n.At(x.Entry.At)}: {Words.Code(x.Fact.Command)} was added for {Words.Of(string.Join(", ", x.Fact.Hosts))}.",
            $"{n.At(x.Entry.At)}: {Words.Code(x.Fact.Command)} ditambahkan untuk {Words.Of(string.Join(", ", x.Fact.Hosts))}.")));
    }
}
