using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>What each choice costs.</summary>
internal static class ChoiceTexts
{
    public static IEnumerable<string> Costs(Moment m, StepEnded e)
    {
        if (e.RetryBarred && e.BarredBy is { } bar && m.Pack.WayOutOf(bar) is { } way)
        {
            yield return m.Say.Say($"It said: {bar}", $"Outputnya: {bar}");
            yield return m.Say.Say($"Way out: {way.En}", $"Jalan keluar: {way.Id}");
        }
        yield return e.RetryBarred
            ? m.Say.Say("Check again is barred: by its output, starting it again may destroy something.", "Cek ulang ditutup: dari outputnya, mengulang bisa merusak.")
            : m.Say.Say("Check again: asks first whether it is done; only if not, it is started again.", "Cek ulang: dilihat dulu apakah sudah selesai; hanya kalau belum, dijalankan lagi.");
        yield return e.Outcome == "unknown" ? m.Say.Say("Fetch the proof: only the check runs, nothing is started.", "Ambil bukti: hanya pengecekan yang jalan, tidak ada yang dijalankan.")
            : m.Say.Say("I fixed it: only the check runs.", "Sudah saya perbaiki: hanya pengecekan yang jalan.");
        if (Facts.StepOf(m.Plan, e.Step)?.Skip is { } skip)
        {
            yield return m.Say.Say($"Skip: needs two names. {skip.Consequence.En}", $"Lewati: butuh dua nama. {skip.Consequence.Id}");
        }
        yield return Rollback(m);
        yield return m.Say.Say(
            $"The run waits for the decision. The window closes {m.At(m.After.WindowCloses)}.",
            $"Run menunggu keputusan. Batas waktu {m.At(m.After.WindowCloses)}.");
    }

    /// <summary>Names, length and the latest safe moment.</summary>
    public static string Rollback(Moment m)
    {
        var length = m.Say.Span(m.Plan.Guidance.Length);
        if (Progress.IsWayBack(m.After))
        {
            return m.Say.Say("The cluster is on its way back already.", "Cluster memang sedang dikembalikan.");
        }
        if (Progress.RollbackSafeUntil(m.After, m.Scene) is not { } safe)
        {
            return m.Say.Say(
                $"Doors are open: Roll back loses new mail. It needs supervisor and client IT, and about {length}.",
                $"Akses sudah dibuka: Rollback menghilangkan email baru. Butuh supervisor dan IT klien, sekitar {length}.");
        }
        return safe > m.Recorded.At
            ? m.Say.Say(
                $"Roll back needs two names and about {length}. Rollback safe until {m.At(safe)}.",
                $"Rollback butuh dua nama dan sekitar {length}. Rollback aman sampai {m.At(safe)}.")
            : m.Say.Say(
                $"Roll back needs two names and about {length}. Rollback was safe until {m.At(safe)}; now it would run past the window.",
                $"Rollback butuh dua nama dan sekitar {length}. Rollback aman hanya sampai {m.At(safe)}; sekarang akan melewati batas waktu.");
    }
}
