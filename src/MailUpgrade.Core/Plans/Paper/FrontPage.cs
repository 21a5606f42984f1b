using MailUpgrade.Core.Plans.Lint;

namespace MailUpgrade.Core.Plans.Paper;

/// <summary>The first page: what, when, who, and how to work from this paper.</summary>
internal static class FrontPage
{
    public static void Write(PaperText paper, PaperSource source)
    {
        var (plan, fleet) = (source.Plan, source.Fleet);
        var clock = new NightClock(plan);
        paper.Line($"# {paper.Say(plan.Title)}").Line()
            .Line($"| {paper.Say("Runbook", "Runbook")} | |").Line("| --- | --- |")
            .Line($"| {paper.Say("Plan", "Rencana")} | {plan.Id}, {source.PlanHash} |")
            .Line($"| {paper.Say("Fleet", "Fleet")} | {fleet.Id} ({fleet.Hosts.Count} {paper.Say("hosts", "host")}, {fleet.Domain}), {source.FleetHash} |")
            .Line($"| {paper.Say("Version", "Versi")} | {plan.FromVersion} → {plan.ToVersion} |")
            .Line($"| {paper.Say("Window", "Jendela waktu")} | {plan.Window.Opens:HH\\:mm}-{plan.Window.Closes:HH\\:mm} {plan.Zone}, {paper.Length(clock.Window)} |")
            .Line($"| {paper.Say("Planned", "Rencana kerja")} | {paper.Length(clock.Planned)} |")
            .Line($"| Rollback | {paper.Say("needs", "butuh")} {paper.Length(clock.Reserve)}; {Safe(paper, clock)} |")
            .Line($"| {paper.Say("Run id", "Id run")} | ______________________ {paper.Say("(on the bot's messages; without a bot: DATE-FLEET, e.g.", "(ada di pesan bot; tanpa bot: TANGGAL-FLEET, mis.")} 2018-12-29-{fleet.Id}) |");
        People(paper, source.Team);
        Timetable(paper, clock);
        HowTo(paper);
    }

    /// <summary>Until when a rollback fits.</summary>
    public static string Safe(PaperText paper, NightClock clock) => clock.LatestSafeRollback > TimeSpan.Zero
        ? $"{paper.Say("safe until", "aman sampai")} {clock.At(clock.LatestSafeRollback):HH\\:mm}"
        : paper.Say("never safe in this window", "tidak pernah aman di jendela ini");

    private static void People(PaperText paper, Team team)
    {
        paper.Heading(2, paper.Say("People", "Orang"));
        paper.Line($"| {paper.Say("Role", "Peran")} | {paper.Say("Name", "Nama")} | {paper.Say("Phone", "Telepon")} | {paper.Say("Signature", "Tanda tangan")} |").Line("| --- | --- | --- | --- |");
        foreach (var person in team.People)
        {
            paper.Line($"| {PaperText.Cell(string.Join(", ", person.Roles))} | {PaperText.Cell(person.Name)} | | |");
        }
        paper.Line().Line(paper.Say(
            "The one who asks never approves: what the executor asks for, the supervisor decides.",
            "Yang meminta tidak boleh menyetujui: yang diminta executor diputuskan supervisor."));
    }

    private static void Timetable(PaperText paper, NightClock clock)
    {
        paper.Heading(2, paper.Say("Timetable", "Jadwal"));
        paper.Line($"| | {paper.Say("Phase", "Fase")} | {paper.Say("Planned", "Rencana")} | {paper.Say("Length", "Lama")} | {paper.Say("Began", "Mulai")} | {paper.Say("Ended", "Selesai")} |").Line("| --- | --- | --- | --- | --- | --- |");
        foreach (var (time, index) in clock.Phases.Select((t, i) => (t, i)))
        {
            paper.Line($"| {index + 1} | {time.Phase.Id}: {PaperText.Cell(paper.Say(time.Phase.Title))} | {When(clock, time)} | {paper.Length(time.Phase.Planned)} | | |");
        }
    }

    /// <summary>When a phase is due: a time, or the command that begins it.</summary>
    public static string When(NightClock clock, PhaseTime time) =>
        time.FromKickOff is { } at ? $"{clock.At(at):HH\\:mm}" : time.Phase.Start.Command is { } command ? $"/{command}" : "-";

    private static void HowTo(PaperText paper)
    {
        paper.Heading(2, paper.Say("How to work from this paper", "Cara bekerja dari kertas ini"));
        foreach (var line in new[]
        {
            paper.Say(
                "If the bot is alive, it works and this paper only lies beside it. Two hands on one host do harm: stop the bot (`/hold`) before you go on by hand.",
                "Kalau bot masih hidup, bot yang bekerja dan kertas ini hanya pendamping. Dua tangan di satu host merusak: hentikan bot (`/hold`) sebelum lanjut dengan tangan."),
            paper.Say(
                "Find where the night stands: the last message in chat, and on each host the first command of the step where it has two: code 0 means already done, and nothing is started.",
                "Cari posisi malam ini: pesan terakhir di chat, dan di tiap host perintah pertama dari langkah yang punya dua: kode 0 berarti sudah, dan tidak ada yang dijalankan."),
            paper.Say(
                "On each host make the folder of annex A and the scripts of annex B once. Every command below is typed on that host, as root, in that folder.",
                "Di tiap host buat folder dari lampiran A dan script dari lampiran B sekali saja. Semua perintah di bawah diketik di host itu, sebagai root, di folder itu."),
            paper.Say(
                "Codes of check and verify: 0 OK, 1 WARNING (write it down, go on), 2 CRITICAL and 3 UNKNOWN (stop, decide). Where a step has a verify, only verify counts.",
                "Kode check dan verify: 0 OK, 1 WARNING (catat, lanjut), 2 CRITICAL dan 3 UNKNOWN (berhenti, putuskan). Kalau langkah punya verify, hanya verify yang dihitung."),
            paper.Say(
                "Phases and steps go in the order of the paper. A step begins when the one before it has ended on all its hosts.",
                "Fase dan langkah sesuai urutan kertas. Langkah dimulai setelah langkah sebelumnya selesai di semua host-nya."),
        })
        {
            paper.Line($"- {line}");
        }
    }
}
