using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>What did not go as planned, and what was done about it.</summary>
internal static class Troubles
{
    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(n.Say.Say("What did not go as planned", "Yang tidak sesuai rencana"));
        var rows = n.Events.Select(r => (Cells: Row(n, r)!, Seqs: (IEnumerable<long>)[r.Seq])).Where(row => row.Cells is not null).ToList();
        page.Paragraph(rows.Count > 0 ? "" : n.Say.Say(
            "No step failed, no link was lost, the bot was never away.", "Tidak ada langkah yang gagal, tidak ada koneksi putus, bot tidak pernah mati."));
        Traced.Table(
            n, page,
            [n.Say.Say("Time", "Jam"), n.Say.Say("Step", "Langkah"), n.Say.Say("What happened", "Yang terjadi"), n.Say.Say("What was done", "Yang dilakukan")], rows);
    }

    private static IReadOnlyList<string>? Row(ReportNight n, Recorded r)
    {
        var (step, what) = r.Event switch
        {
            StepEnded { Outcome: "failed" } e => (e.Step, $"✖ {n.Say.Say("failed", "gagal")}{Attempt(n, e.Attempt)}: {Words.Of(e.Reason)}"),
            StepEnded { Outcome: "unknown" } e => (e.Step, $"? {n.Say.Say("unknown", "belum jelas")}{Attempt(n, e.Attempt)}: {Words.Of(e.Reason)}"),
            LinkLost e => (e.Step, n.Say.Say($"link lost: {Words.Of(e.Reason)}", $"koneksi putus: {Words.Of(e.Reason)}")),
            StepOverdue e => (e.Step, n.Say.Say("took longer than planned; people were called, nothing was killed", "lebih lama dari rencana; orang dipanggil, tidak ada yang dimatikan")),
            StepTimedOut e when !HasEnded(n, r.Seq, e) => (e.Step, n.Say.Say("took longer than its time-out and is being ended", "melewati batas waktu dan sedang dihentikan")),
            WindowClosed => ("", n.Say.Say("the window closed", "batas waktu lewat")),
            ServiceResumed => ("", Away(n, r)),
            _ => (null, ""),
        };
        return step is null ? null : [n.At(r.At), Words.Of(step), what, step.Length > 0 ? Done(n, r, step) : r.Event is WindowClosed ? AtClosing(n, r) : ""];
    }

    /// <summary>The first thing that somebody decided or that was found out about a step, and how its next attempt ended.</summary>
    private static string Done(ReportNight n, Recorded trouble, string step)
    {
        var phase = n.State.StepOf(step).Phase;
        var answer = n.Events.FirstOrDefault(r => r.Seq > trouble.Seq && r.Event switch
        {
            RetryDecided e => e.Step == step,
            FixedDeclared e => e.Step == step,
            SkipDecided e => e.Step == step,
            BackupAbortDecided e => e.Steps.Contains(step),
            OlderBackupAccepted e => e.Phase == phase,
            StepFound e => e.Step == step,
            StepEnded e => e.Step == step,
            PhaseStarted e => e.Phase == phase,
            SetAgain => n.State.VoidSets.Any(v => v.Fact.Phase == phase && v.Seq < r.Seq),
            RollbackDecided or FilesTaken or RunEnded => true,
            _ => false,
        });
        var by = answer is null ? "" : $"{n.Name(answer.Actor)}, {n.At(answer.At)}";
        return answer?.Event switch
        {
            RetryDecided => n.Say.Say($"retry, {by}", $"coba lagi, {by}") + Then(n, answer.Seq, step),
            FixedDeclared e => n.Say.Say($"mended by hand {Words.Quoted(e.Note)}, {by}", $"diperbaiki manual {Words.Quoted(e.Note)}, {by}") + Then(n, answer.Seq, step),
            SkipDecided => n.Say.Say($"left out by two names, {n.At(answer.At)}", $"dilewati dengan dua nama, {n.At(answer.At)}"),
            BackupAbortDecided => n.Say.Say($"ended by two names, {n.At(answer.At)}", $"dihentikan dengan dua nama, {n.At(answer.At)}") + Then(n, answer.Seq, step),
            OlderBackupAccepted => n.Say.Say($"the older one counts by two names, {n.At(answer.At)}", $"yang lama dipakai dengan dua nama, {n.At(answer.At)}"),
            StepFound => n.Say.Say($"found again {n.At(answer.At)}, nothing was repeated", $"ditemukan lagi {n.At(answer.At)}, tidak ada yang diulang") + Then(n, answer.Seq, step),
            StepEnded e => Ended(n, answer, e),
            PhaseStarted => n.Say.Say($"the phase was begun again, {by}", $"fase dimulai lagi, {by}") + Then(n, answer.Seq, step),
            SetAgain => n.Say.Say($"services started again; a new set, {by}", $"layanan dijalankan lagi; set baru, {by}") + Then(n, answer.Seq, step),
            FilesTaken => n.Say.Say($"changed files were taken in, {by}", $"file yang berubah diambil, {by}"),
            RollbackDecided => n.Say.Say($"rollback, {n.At(answer.At)}", $"rollback, {n.At(answer.At)}"),
            RunEnded => n.Say.Say("nothing: the run ended", "tidak ada: run berakhir"),
            _ => n.Say.Say("⏸ not decided yet", "⏸ belum diputuskan"),
        };
    }

    private static string Then(ReportNight n, long seq, string step) =>
        n.Events.FirstOrDefault(r => r.Seq > seq && r.Event is StepEnded e && e.Step == step) is { } next
            ? $" → {Ended(n, next, (StepEnded)next.Event)}" : "";

    private static string Ended(ReportNight n, Recorded r, StepEnded e) => e.Outcome switch
    {
        "succeeded" => n.Say.Say($"✔ done {n.At(r.At)}", $"✔ selesai {n.At(r.At)}"),
        "failed" => n.Say.Say($"✖ failed {n.At(r.At)}", $"✖ gagal {n.At(r.At)}"),
        _ => n.Say.Say($"? unknown {n.At(r.At)}", $"? belum jelas {n.At(r.At)}"),
    };

    private static bool HasEnded(ReportNight n, long seq, StepTimedOut timedOut) =>
        n.All<StepEnded>().Any(x => x.Entry.Seq > seq && x.Fact.Step == timedOut.Step && x.Fact.Attempt == timedOut.Attempt);

    private static string AtClosing(ReportNight n, Recorded r) =>
        n.Events.FirstOrDefault(x => x.Seq > r.Seq)?.Event is RunPaused { Cause: "window" }
            ? n.Say.Say("nothing new was begun; people decide", "tidak ada yang baru dimulai; orang memutuskan")
            : n.Say.Say("what had begun was finished", "yang sudah dimulai diselesaikan");

    private static string Away(ReportNight n, Recorded r)
    {
        var before = n.Events.LastOrDefault(x => x.Seq < r.Seq) ?? r;
        var (from, to, count) = (n.At(before.At), n.At(r.At), n.Say.Number(((ServiceResumed)r.Event).InFlight.Count));
        return n.Say.Say(
            $"the bot was away, last entry {from}, back {to}; {count} steps in flight were asked by their tickets",
            $"bot mati, entri terakhir {from}, kembali {to}; {count} langkah yang sedang jalan ditanya lewat tiketnya");
    }

    private static string Attempt(ReportNight n, int attempt) =>
        attempt <= 1 ? "" : n.Say.Say($", attempt {attempt}", $", percobaan {attempt}");
}
