using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words of the end: only what the journal proves.</summary>
internal static class EndTexts
{
    public static IEnumerable<string> Of(Moment m, RunEnded e)
    {
        yield return FirstLine.Of(First(m, e.State));
        yield return e.State is "aborted" or "rejected" ? Stands(m) : "";
        yield return Downtime(m, e.State);
        yield return FlowTexts.Balance(m.After, m.Say);
        yield return FlowTexts.Lost(m.After, m.Say);
        yield return m.After.Samples.GetValueOrDefault("compare") is { } sample ? SampleTexts.Compared(sample, m.Say)
            : m.After.HasKickedOff ? m.Say.Say("No accounts were compared.", "Tidak ada akun yang dibandingkan.") : "";
        var open = m.After.Issues.Count(i => i.IsOpen);
        yield return m.Say.Say(
            $"{m.Say.Number(open)} open {(open == 1 ? "issue" : "issues")}. {m.Say.Number(m.After.DecisionsTaken)} decisions by people. /report has it all.",
            $"{m.Say.Number(open)} issue masih terbuka. {m.Say.Number(m.After.DecisionsTaken)} keputusan orang. Semuanya di /report.");
        yield return PhaseTexts.Head(m);
    }

    private static string First(Moment m, string state)
    {
        var spare = m.After.WindowCloses - m.Recorded.At;
        var distance = !m.After.HasKickedOff ? ""
            : spare >= TimeSpan.Zero
                ? m.Say.Say($", {m.Say.Span(spare)} before the window closes", $", {m.Say.Span(spare)} sebelum batas waktu")
                : m.Say.Say($", {m.Say.Span(spare)} after the window closed", $", {m.Say.Span(spare)} setelah batas waktu");
        return state switch
        {
            "signed-off" => m.Say.Say($"✔ Signed off {m.Clock}{distance}", $"✔ Disetujui {m.Clock}{distance}"),
            "completed" => m.Say.Say($"✔ Complete {m.Clock}{distance}", $"✔ Selesai {m.Clock}{distance}"),
            "rolled-back" => m.Say.Say($"✔ Rolled back {m.Clock}{distance}", $"✔ Rollback selesai {m.Clock}{distance}"),
            "rejected" => m.Say.Say($"✖ Not accepted, closed {m.Clock} by {m.Who}", $"✖ Tidak diterima, ditutup {m.Clock} oleh {m.Who}"),
            _ => m.Say.Say($"✖ Aborted {m.Clock} by {m.Who}", $"✖ Dihentikan {m.Clock} oleh {m.Who}"),
        };
    }

    /// <summary>Where things were left, so that somebody can go on by hand.</summary>
    private static string Stands(Moment m)
    {
        var done = m.Plan.Phases.Where(p => m.After.PhaseOf(p.Id).Status == PhaseStatus.Succeeded).Select(p => p.Id).ToList();
        var half = m.Plan.Phases.Where(p => m.After.PhaseOf(p.Id).Status is PhaseStatus.Running or PhaseStatus.Failed).Select(p => p.Id).ToList();
        var none = m.Say.Say("none", "tidak ada");
        var (a, b) = (done.Count == 0 ? none : string.Join(", ", done), half.Count == 0 ? none : string.Join(", ", half));
        return m.Say.Say(
            $"Nothing was taken back. Phases done: {a}. Begun and not done: {b}. The paper runbook says how to go on or back by hand.",
            $"Tidak ada yang dikembalikan. Fase selesai: {a}. Sudah mulai tapi belum selesai: {b}. Runbook kertas berisi cara lanjut atau kembali manual.");
    }

    /// <summary>From kick-off, which closes the doors, to the end of the phase that opens them.</summary>
    private static string Downtime(Moment m, string state)
    {
        if (m.After.KickedOffAt is not { } closed)
        {
            return "";
        }
        var doors = m.Plan.Phases.FirstOrDefault(p => p.IsPointOfNoReturn);
        var opened = state == "rolled-back" ? m.Before.PhaseOf(m.Plan.Rollback.Id).EndedAt
            : doors is null || m.After.PhaseOf(doors.Id).Status != PhaseStatus.Succeeded ? null : m.After.PhaseOf(doors.Id).EndedAt;
        if (opened is not { } until)
        {
            return m.Say.Say(
                $"Doors closed since {m.Say.Clock(closed)}; their opening is not recorded.", $"Akses tertutup sejak {m.Say.Clock(closed)}; pembukaannya tidak tercatat.");
        }
        var down = m.Say.Span(until - closed);
        var promised = doors is null || state == "rolled-back" ? ""
            : PlannedTimes.Of(m.Plan, m.After.KickOff, m.Scene.Zone).FirstOrDefault(t => t.Phase == doors.Id) is { } time
                ? m.Say.Say($" (planned {m.Say.Span(time.End - m.After.KickOff)})", $" (rencana {m.Say.Span(time.End - m.After.KickOff)})") : "";
        return m.Say.Say($"Down for users {down}{promised}, from {m.Say.Clock(closed)} to {m.Say.Clock(until)}.", $"Layanan berhenti {down}{promised}, dari {m.Say.Clock(closed)} sampai {m.Say.Clock(until)}.");
    }
}
