using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about a step that nobody can see, that asks, that takes too long.</summary>
internal static class StepTexts
{
    public static IEnumerable<string> LinkLost(Moment m, LinkLost e)
    {
        var target = Progress.Target(m.After.StepOf(e.Step));
        var during = Facts.StepOf(m.Plan, e.Step) is { } step ? m.Say.Say(step.Title) : e.Step;
        yield return FirstLine.Of(
            m.Say.Say($"? {target} unknown: link lost {m.Clock} during ", $"? {target} belum jelas: koneksi putus {m.Clock} saat "), during, "");
        yield return m.Say.Say(
            "Its program may still be running. Nothing was repeated. Asking again every 30 s; if someone can see the console, /note what it shows.",
            "Programnya mungkin masih berjalan. Tidak ada yang diulang. Dicek lagi tiap 30 detik; kalau ada yang bisa lihat console, /note isinya.");
        yield return m.Say.Say(
            $"Step {e.Step}, attempt {e.Attempt}: {e.Reason}", $"Langkah {e.Step}, percobaan {e.Attempt}: {e.Reason}");
        yield return ChoiceTexts.Rollback(m);
    }

    public static IEnumerable<string> Overdue(Moment m, StepOverdue e)
    {
        var state = m.After.StepOf(e.Step);
        var since = state.StartedAt is { } at ? m.Say.Span(m.Recorded.At - at) : "";
        yield return m.Say.Say(
            $"⏸ {Progress.Target(state)} takes long: {since}, look at it", $"⏸ {Progress.Target(state)} lama: {since}, tolong dilihat");
        yield return m.Say.Say(
            $"Step {e.Step} still runs, longer than planned. Nothing kills it and nothing was repeated: half done is worse than late.",
            $"Langkah {e.Step} masih berjalan, lebih lama dari rencana. Tidak dimatikan dan tidak diulang: setengah jalan lebih buruk daripada terlambat.");
        yield return m.Say.Say(
            "Executor: look at its console. /note what you see; /hold keeps the next step from beginning.",
            "Executor: lihat console-nya. /note yang terlihat; /hold menahan langkah berikutnya.");
        yield return ChoiceTexts.Rollback(m);
    }
}
