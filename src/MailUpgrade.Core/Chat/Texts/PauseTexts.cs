using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about holds, the client's no, the end of the window, the last safe half hour.</summary>
internal static class PauseTexts
{
    public static IEnumerable<string> Hold(Moment m, RunPaused e)
    {
        yield return m.Recorded.Actor == RunCommand.Bot
            ? m.Say.Say($"⏸ On hold: nobody decided in time, {m.Clock}", $"⏸ Ditahan: tidak ada keputusan, {m.Clock}")
            : FirstLine.Of(m.Say.Say("⏸ On hold by ", "⏸ Ditahan oleh "), m.Who, $", {m.Clock}");
        yield return m.Recorded.Actor == RunCommand.Bot || e.Reason.Length == 0 ? "" : m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}");
        yield return Running(m);
        yield return m.Say.Say(
            $"Nothing new begins. Executor or supervisor: /resume. The window closes {m.At(m.After.WindowCloses)}.",
            $"Tidak ada yang baru dimulai. Executor atau supervisor: /resume. Batas waktu {m.At(m.After.WindowCloses)}.");
        yield return ChoiceTexts.Rollback(m);
    }

    public static IEnumerable<string> NotOk(Moment m, RunPaused e)
    {
        yield return FirstLine.Of(m.Say.Say("⏸ Client not OK: ", "⏸ Klien belum OK: "), e.Reason, $", {m.Clock}");
        yield return e.Reason;
        yield return m.Say.Say(
            "Doors stay closed, nothing is taken back. Executor mends it and says /fixed with a note; then the client is asked again.",
            "Akses tetap tertutup, tidak ada yang dikembalikan. Executor perbaiki lalu /fixed dengan catatan; setelah itu klien ditanya lagi.");
        yield return m.Say.Say(
            "Supervisor may close the night with /reject: it ends as not accepted, and the cluster stays as it is now.",
            "Supervisor bisa menutup malam ini dengan /reject: selesai sebagai tidak diterima, cluster tetap seperti sekarang.");
        yield return ChoiceTexts.Rollback(m);
    }

    public static IEnumerable<string> Window(Moment m)
    {
        yield return m.Say.Say($"⏸ Window closed {m.Clock}, work is left", $"⏸ Batas waktu {m.Clock} lewat, belum selesai");
        yield return Running(m);
        if (Progress.IsWayBack(m.Before))
        {
            yield return m.Say.Say("The way back goes on to its end.", "Rollback dilanjutkan sampai selesai.");
            yield break;
        }
        yield return m.Say.Say(
            "Nothing new begins and /resume is refused. Executor and supervisor decide: /rollback, or /abort and go on by hand.",
            "Tidak ada yang baru dimulai dan /resume ditolak. Executor dan supervisor memutuskan: /rollback, atau /abort dan lanjut manual.");
        yield return ChoiceTexts.Rollback(m);
    }

    public static IEnumerable<string> WindowWhileOpen(Moment m) =>
    [
        m.Say.Say($"● Window closed {m.Clock}, aftercare running", $"● Batas waktu {m.Clock} lewat, penutupan berjalan"),
        m.Say.Say("Doors are open; what is left is finished.", "Akses sudah dibuka; sisanya diselesaikan."),
    ];

    public static IEnumerable<string> Warning(Moment m, RollbackWarned e)
    {
        var safe = m.At(e.SafeUntil);
        var left = e.SafeUntil - m.Recorded.At;
        yield return left > TimeSpan.Zero
            ? m.Say.Say($"⏸ Rollback safe until {safe}: {m.Say.Span(left)} left", $"⏸ Rollback aman sampai {safe}: sisa {m.Say.Span(left)}")
            : m.Say.Say($"⏸ Rollback was safe until {safe}", $"⏸ Rollback aman hanya sampai {safe}");
        var name = m.Scene.Team.Holding(TeamRoles.Supervisor) is [var first, ..] ? first.Name : TeamRoles.Supervisor;
        var now = Headline.Of(m.After, m.Scene, m.Say).Text;
        yield return m.Say.Say($"{name}: go on, or go back? Now: {now}.", $"{name}: lanjut, atau kembali? Sekarang: {now}.");
        yield return left > TimeSpan.Zero
            ? m.Say.Say($"Begun later, a rollback would run past the window at {m.At(m.After.WindowCloses)}.", $"Kalau dimulai lebih lambat, rollback melewati batas waktu {m.At(m.After.WindowCloses)}.") : "";
        yield return m.Say.Say("Going on needs no word.", "Kalau lanjut, tidak perlu menjawab.");
        yield return ChoiceTexts.Rollback(m);
    }

    private static string Running(Moment m)
    {
        var running = m.After.InFlight.Where(x => Facts.StepOf(m.Plan, x.Name)?.Kind is not (StepKind.Ask or StepKind.Wait))
            .Select(x => x.Name).Order(StringComparer.Ordinal).ToList();
        return running.Count == 0
            ? m.Say.Say("Nothing runs now.", "Saat ini tidak ada yang berjalan.")
            : m.Say.Say($"Goes on to its end: {string.Join(", ", running)}.", $"Tetap berjalan sampai selesai: {string.Join(", ", running)}.");
    }
}
