using System.Globalization;
using MailUpgrade.Core.Plans.Lint;

namespace MailUpgrade.Core.Plans.Paper;

/// <summary>The plan in one screen.</summary>
internal static class PlanScreen
{
    public static string Of(PaperSource source, string language)
    {
        var (plan, fleet) = (source.Plan, source.Fleet);
        var clock = new NightClock(plan);
        var paper = new PaperText(language);
        paper.Line($"{paper.Say(plan.Title)} · {plan.Id} · {Short(source.PlanHash)}")
            .Line($"{plan.FromVersion} → {plan.ToVersion} · {fleet.Id}: {fleet.Hosts.Count} {paper.Say("hosts", "host")} · {plan.Window.Opens:HH\\:mm}-{plan.Window.Closes:HH\\:mm} {plan.Zone}")
            .Line(paper.Say(
                $"Planned {paper.Length(clock.Planned)} of {paper.Length(clock.Window)}. A rollback needs {paper.Length(clock.Reserve)}, {FrontPage.Safe(paper, clock)}.",
                $"Rencana {paper.Length(clock.Planned)} dari {paper.Length(clock.Window)}. Rollback butuh {paper.Length(clock.Reserve)}, {FrontPage.Safe(paper, clock)}."));
        NoReturn(paper, clock);
        paper.Line();
        string[] titles =
        [
            paper.Say("When", "Kapan"), paper.Say("Phase", "Fase"), paper.Say("Length", "Lama"), paper.Say("Owner", "Pemilik"),
            paper.Say("Steps", "Langkah"), paper.Say("Hosts", "Host"), paper.Say("Notes", "Catatan"),
        ];
        var rows = clock.Phases.Select(t => Row(paper, fleet, t.Phase, FrontPage.When(clock, t)))
            .Append(Row(paper, fleet, plan.Rollback, "-")).Prepend(titles).ToList();
        var widths = Enumerable.Range(0, titles.Length).Select(c => rows.Max(r => r[c].Length)).ToList();
        foreach (var row in rows)
        {
            paper.Line(string.Join("  ", row.Select((cell, c) => c is 4 or 5 ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]))).TrimEnd());
        }
        return paper.ToString();
    }

    private static void NoReturn(PaperText paper, NightClock clock)
    {
        var point = clock.Phases.FirstOrDefault(t => t.Phase.IsPointOfNoReturn);
        if (point is { FromKickOff: { } at } && at > clock.LatestSafeRollback && clock.LatestSafeRollback > TimeSpan.Zero)
        {
            var (from, to) = ($"{clock.At(clock.LatestSafeRollback):HH\\:mm}", $"{clock.At(at):HH\\:mm}");
            paper.Line(paper.Say(
                $"By plan {point.Phase.Id} begins at {to}: a rollback decided between {from} and {to} ends after the window.",
                $"Menurut rencana {point.Phase.Id} mulai {to}: rollback yang diputuskan antara {from} dan {to} selesai setelah jendela tutup."));
        }
    }

    private static string[] Row(PaperText paper, Fleet fleet, Phase phase, string when)
    {
        var hosts = phase.Steps.SelectMany(s => s.Hosts?.In(fleet) ?? []).Where(h => h.Name != HostSelector.Bot).Select(h => h.Name).Distinct().Count();
        var notes = new[]
        {
            phase.Start.Kind == PhaseStartKind.KickOff ? "kick-off" : "",
            phase.Gate is { } gate ? $"gate {gate.Role}" : "",
            phase.IsPointOfNoReturn ? "point of no return" : "",
            phase.Steps.Any(s => s.Uninterruptible.Always || s.Uninterruptible.FromMarker is not null) ? paper.Say("never killed", "tidak di-kill") : "",
        };
        return
        [
            when, phase.Id, paper.Length(phase.Planned), phase.Owner,
            phase.Steps.Count.ToString(CultureInfo.InvariantCulture), hosts.ToString(CultureInfo.InvariantCulture),
            string.Join(", ", notes.Where(n => n.Length > 0)),
        ];
    }

    private static string Short(string hash) => hash.Length > 8 ? hash[..8] + "…" : hash;
}
