using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about time: the countdown, the latest safe rollback, a longer window, a clock set back.</summary>
internal static class ClockTexts
{
    public static IEnumerable<string> Countdown(Moment m, CountdownTold e)
    {
        var left = m.Say.Span(m.After.KickOff - m.Recorded.At);
        yield return m.Say.Say($"Kick-off in {left}: {m.At(m.After.KickOff)}", $"Kick-off {left} lagi: {m.At(m.After.KickOff)}");
        yield return m.After.Status == RunStatus.Waiting && e.Missing.Count == 0
            ? m.Say.Say("GO is sealed and nothing is missing.", "GO disegel dan tidak ada yang kurang.")
            : e.Missing.Count == 0
                ? m.Say.Say("Ready; GO is still missing. Without it nothing starts.", "Sudah ready; GO belum ada. Tanpa GO tidak ada yang dimulai.")
                : m.Say.Say("Still missing:", "Masih kurang:");
        foreach (var token in e.Missing)
        {
            yield return MissingTexts.Whole(token, m.Say, m.Plan);
        }
        if (Odds.Of(m.After, m.Scene) is { } odds)
        {
            yield return OddsLine(odds, m.After, m.Say);
        }
    }

    public static IEnumerable<string> Late(Moment m, string step)
    {
        var safe = SafeRollback.Until(m.After, m.Scene);
        yield return FirstLine.Of("⏸ ", step, m.Say.Say(" passes the safe rollback: two names", " lewat batas rollback: dua nama"));
        yield return LateNode.LongEnd(m.After, m.Scene, step) is { } end
            ? m.Say.Say(
                $"It may last until {m.At(end)} as rehearsals go; rollback is safe until {m.At(safe)}. It was not begun.",
                $"Menurut gladi bisa sampai {m.At(end)}; rollback aman sampai {m.At(safe)}. Belum dimulai.")
            : m.Say.Say($"Rollback is safe until {m.At(safe)}. It was not begun.", $"Rollback aman sampai {m.At(safe)}. Belum dimulai.");
        yield return m.Say.Say(
            "Go on: two people, a supervisor among them, say /begin; it holds for the rest of this phase. From then on a rollback may end after the window.",
            "Lanjut: dua orang, salah satunya supervisor, tulis /begin; berlaku untuk sisa fase ini. Setelah itu rollback bisa selesai melewati batas waktu.");
        yield return ChoiceTexts.Rollback(m);
        yield return m.Say.Say(
            "More time: client IT and supervisor say /extend until HH:MM.", "Tambah waktu: IT klien dan supervisor tulis /extend sampai HH:MM.");
    }

    public static IEnumerable<string> Unsafe(Moment m, RollbackUnsafe e)
    {
        var ends = m.Recorded.At + SafeRollback.Length(m.After, m.Scene) + m.Plan.Guidance.Recheck;
        yield return m.Say.Say($"Rollback was safe until {m.At(e.SafeUntil)}: it has passed", $"Batas aman rollback {m.At(e.SafeUntil)} sudah lewat");
        yield return m.Say.Say(
            $"What is left: go on to the end; or go back all the same, which would end about {m.At(ends)}, {Past(m, ends)}.",
            $"Yang tersisa: lanjut sampai selesai; atau tetap kembali, yang selesai sekitar {m.At(ends)}, {Past(m, ends)}.");
        yield return m.Say.Say(
            "Or more time: client IT and supervisor say /extend until HH:MM.", "Atau tambah waktu: IT klien dan supervisor tulis /extend sampai HH:MM.");
    }

    public static IEnumerable<string> Extended(Moment m, WindowExtended e)
    {
        yield return m.Say.Say($"✔ Window extended to {m.At(e.Until)}, done by two names", $"✔ Batas waktu jadi {m.At(e.Until)}, sudah dua nama");
        yield return m.Say.Say(
            $"It would have closed {m.At(m.Before.WindowCloses)}.{Reason(m, e.Reason)}", $"Tadinya {m.At(m.Before.WindowCloses)}.{Reason(m, e.Reason)}");
        yield return Facts.PassedNoReturn(m.After, m.Plan) ? ""
            : m.Say.Say($"Rollback safe until {m.At(SafeRollback.Until(m.After, m.Scene))}.", $"Rollback aman sampai {m.At(SafeRollback.Until(m.After, m.Scene))}.");
    }

    public static IEnumerable<string> AwayFailed(Moment m, AwayFailed e)
    {
        yield return m.Say.Say($"✖ Journal copy outside failed, {m.Clock}", $"✖ Salinan jurnal di luar gagal, {m.Clock}");
        yield return e.Reason;
        yield return m.Say.Say(
            "The night goes on and its journal is on the bot's disk alone. It is tried again every minute; executor: look at Away:Folder or Away:Command.",
            "Malam ini tetap jalan, tetapi jurnalnya hanya ada di disk bot. Dicoba lagi tiap menit; executor: cek Away:Folder atau Away:Command.");
    }

    public static IEnumerable<string> SetBack(Moment m, ClockSetBack e)
    {
        var span = m.Say.Span(TimeSpan.FromMinutes(e.Minutes));
        yield return m.Say.Say($"The bot's clock was set back by {span}", $"Jam bot mundur {span}");
        yield return m.Say.Say(
            $"It shows {m.At(e.Shows)}; the last event was {m.Clock}. Nothing is started a second time, and no event is written earlier than the one before it.",
            $"Jamnya {m.At(e.Shows)}; kejadian terakhir {m.Clock}. Tidak ada yang dimulai dua kali, dan tidak ada kejadian yang tercatat lebih awal dari sebelumnya.");
        yield return m.Say.Say(
            "Waits last longer by that much. Whoever keeps the bot's machine: set its clock right (chronyc tracking, timedatectl).",
            "Semua penantian jadi lebih lama sebanyak itu. Pengelola mesin bot: betulkan jamnya (chronyc tracking, timedatectl).");
    }

    /// <summary>The chance in words, with what stands behind it.</summary>
    public static string OddsLine(Odds odds, RunState s, Speech say)
    {
        var chance = Math.Clamp((int)Math.Round(odds.InWindow * 100), 1, 99);
        return say.Say(
            $"Chance of ending by {say.Clock(s.WindowCloses)}: {chance} %. Four nights of five end by {say.Clock(odds.LikelyBy)} ({odds.Rehearsals} rehearsals).",
            $"Peluang selesai sebelum {say.Clock(s.WindowCloses)}: {chance} %. Empat dari lima malam selesai sebelum {say.Clock(odds.LikelyBy)} ({odds.Rehearsals} gladi).");
    }

    private static string Past(Moment m, DateTimeOffset ends)
    {
        var over = ends - m.After.WindowCloses;
        return over > TimeSpan.Zero
            ? m.Say.Say($"{m.Say.Span(over)} after the window", $"{m.Say.Span(over)} setelah batas waktu")
            : m.Say.Say("within the window but without its margin", "masih dalam batas waktu tetapi tanpa cadangan");
    }

    private static string Reason(Moment m, string reason) => reason.Length == 0 ? "" : m.Say.Say($" Reason: {reason.TrimEnd('.')}.", $" Alasan: {reason.TrimEnd('.')}.");
}
