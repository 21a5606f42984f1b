using MailUpgrade.Core.Plans.Lint;

namespace MailUpgrade.Core.Plans.Paper;

/// <summary>One chapter per phase.</summary>
internal static class PhasePages
{
    public static void Write(PaperText paper, PaperSource source, PhaseTime time, int chapter)
    {
        var phase = time.Phase;
        var clock = new NightClock(source.Plan);
        paper.Heading(2, $"{chapter}. {phase.Id}: {paper.Say(phase.Title)}");
        paper.Line($"- {paper.Say("Planned", "Rencana")}: {FrontPage.When(clock, time)}, {paper.Length(phase.Planned)}. {paper.Say("Began", "Mulai")} ______ {paper.Say("Ended", "Selesai")} ______");
        Owner(paper, source, phase);
        if (phase.Start.Kind == PhaseStartKind.KickOff)
        {
            paper.Line($"- {paper.Say(
                $"Kick-off: not before {source.Plan.Window.Opens:HH\\:mm} {source.Plan.Zone}, and only with the supervisor's go. Time and signature: ______________________",
                $"Kick-off: tidak sebelum {source.Plan.Window.Opens:HH\\:mm} {source.Plan.Zone}, dan hanya dengan go dari supervisor. Jam dan tanda tangan: ______________________")}");
        }
        if (phase.IsPointOfNoReturn)
        {
            paper.Line($"- **{paper.Say("Point of no return: from here on going back loses data.", "Point of no return: sesudah ini rollback berarti kehilangan data.")}**");
        }
        if (phase.Gate is { } gate)
        {
            var within = gate.Within is { } limit ? $" ({paper.Say("within", "dalam")} {paper.Length(limit)})" : "";
            var silence = phase.Silence == SilenceRule.Hold
                ? paper.Say("no answer: hold, nothing new begins", "tanpa jawaban: tahan, tidak ada yang dimulai")
                : paper.Say("no answer: propose the rollback", "tanpa jawaban: usulkan rollback");
            paper.Line($"- {paper.Say("Decision of", "Keputusan")} {gate.Role}{within}: {paper.Say(gate.Question)} {paper.Say("Yes / No, time, signature", "Ya / Tidak, jam, tanda tangan")}: ______________________ ({silence})");
        }
        paper.Line($"- {paper.Say("Way back", "Jalan kembali")}: {paper.Say(phase.WayBack)}");
        Steps(paper, source, phase);
    }

    public static void WriteRollback(PaperText paper, PaperSource source, int chapter)
    {
        var (phase, guidance) = (source.Plan.Rollback, source.Plan.Guidance);
        var clock = new NightClock(source.Plan);
        paper.Heading(2, $"{chapter}. {phase.Id}: {paper.Say(phase.Title)} ({paper.Say("the way back", "jalan kembali")})");
        paper.Line(paper.Say(
            "Always for the whole cluster, never for single hosts. Two names decide it: executor and supervisor.",
            "Selalu untuk seluruh cluster, tidak per host. Diputuskan dua nama: executor dan supervisor.")).Line();
        paper.Line($"- {paper.Say("Takes", "Lama")} {paper.Length(guidance.Length)}, {paper.Say("checks after it", "pengecekan sesudahnya")} {paper.Length(guidance.Recheck)}, {paper.Say("reserve", "cadangan")} {paper.Length(guidance.Margin)}; {FrontPage.Safe(paper, clock)}");
        Owner(paper, source, phase);
        paper.Line($"- {paper.Say("Decided at", "Diputuskan pukul")} ______ executor ______________________ supervisor ______________________");
        Steps(paper, source, phase);
    }

    private static void Owner(PaperText paper, PaperSource source, Phase phase)
    {
        var names = string.Join(", ", source.Team.Holding(phase.Owner).Select(p => p.Name));
        paper.Line($"- {paper.Say("Owner", "Penanggung jawab")}: {phase.Owner}{(names.Length == 0 ? "" : $" ({names})")}");
    }

    private static void Steps(PaperText paper, PaperSource source, Phase phase)
    {
        foreach (var step in phase.Steps)
        {
            StepPage.Write(paper, source, phase, step);
        }
    }
}
