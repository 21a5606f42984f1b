using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about the permit, its loss, the instant and the date.</summary>
internal static class StartTexts
{
    public static IEnumerable<string> PermitAsked(Moment m)
    {
        var (start, closes, s) = (m.At(m.After.KickOff), m.At(m.After.WindowCloses), m.After);
        yield return m.Say.Say($"⏸ GO needed from the supervisor by {start}", $"⏸ Butuh GO dari supervisor sebelum {start}");
        var hosts = m.Say.Number(m.Scene.Fleet.Hosts.Count);
        yield return m.Say.Say(
            $"Asked by {m.Who}. Plan {Speech.Short(s.PlanHash)}, {hosts} hosts. {Proofs(m)}",
            $"Diminta {m.Who}. Rencana {Speech.Short(s.PlanHash)}, {hosts} host. {Proofs(m)}");
        yield return m.Say.Say(
            $"Starts {start}, closes {closes}. You can say /go now; everything is checked again at {start}.",
            $"Mulai {start}, selesai paling lambat {closes}. /go boleh sekarang; semua dicek lagi tepat {start}.");
        var open = s.Issues.Where(i => i.IsOpen).Select(i => m.Say.Number(i.Number)).ToList();
        yield return open.Count == 0 ? "" : m.Say.Say($"Open issues, not blocking: {string.Join(", ", open)}.", $"Issue terbuka, tidak memblokir: {string.Join(", ", open)}.");
        yield return m.Say.Say($"Without GO nothing starts at {start}.", $"Tanpa GO tidak ada yang dimulai pada {start}.");
    }

    public static string Sealed(Moment m, PermitSealed e) => m.Say.Say(
        $"✔ GO by {m.By}. Starts {m.At(e.KickOff)}. /nogo takes it back until then.",
        $"✔ GO oleh {m.By}. Mulai {m.At(e.KickOff)}. Sampai saat itu bisa ditarik dengan /nogo.");

    public static string VoidedShort(Moment m, PermitVoided e) => m.Say.Say(
        $"Void since {m.Clock}: {Reason(m, e)}.", $"Tidak berlaku sejak {m.Clock}: {Reason(m, e)}.");

    public static IEnumerable<string> Voided(Moment m, PermitVoided e)
    {
        yield return e.Code == "no-go"
            ? FirstLine.Of(m.Say.Say("⏸ NO GO by ", "⏸ NO GO oleh "), m.Who, $", {m.Clock}")
            : FirstLine.Of(m.Say.Say("✖ Permit failed: ", "✖ Izin gagal: "), Reason(m, e), $", {m.Clock}");
        yield return e.Code == "no-go" && e.Detail.Length > 0 ? m.Say.Say($"Reason: {e.Detail}", $"Alasan: {e.Detail}") : "";
        yield return m.Say.Say("The permit and the ready count no more. Nothing was started.", "Izin dan ready tidak berlaku lagi. Tidak ada yang dimulai.");
        yield return Todo(m, e.Code);
    }

    public static IEnumerable<string> Missed(Moment m, StartMissed e, PermitVoided? voided)
    {
        var start = m.At(e.KickOff);
        yield return voided is null
            ? m.Say.Say($"✖ Start failed: no GO by {start}", $"✖ Start gagal: tidak ada GO sampai {start}")
            : FirstLine.Of(m.Say.Say($"✖ Start {start} failed: ", $"✖ Start {start} gagal: "), Reason(m, voided), "");
        foreach (var line in voided is { Code: "not-ready" } ? voided.Detail.Split(',') : [])
        {
            yield return MissingTexts.Whole(line, m.Say, m.Plan);
        }
        yield return m.Say.Say("Nothing was started and nothing was changed.", "Tidak ada yang dimulai dan tidak ada yang diubah.");
        yield return voided is null ? "" : Todo(m, voided.Code);
        yield return m.Say.Say(
            "Executor or supervisor: /reschedule with a date and a reason; then /ready and /go.",
            "Executor atau supervisor: /reschedule dengan tanggal dan alasan; lalu /ready dan /go.");
    }

    public static IEnumerable<string> KickedOff(Moment m, KickedOff e)
    {
        var safe = SafeRollback.Until(m.After, m.Scene);
        yield return m.Say.Say($"● Kicked off {m.Clock}, running", $"● Kick-off {m.Clock}, berjalan");
        var late = m.Recorded.At - e.KickOff;
        yield return late < TimeSpan.FromSeconds(1) ? "" : m.Say.Say($"{m.Say.Span(late)} after the instant.", $"{m.Say.Span(late)} setelah waktunya.");
        yield return m.Say.Say(
            $"The window closes {m.At(m.After.WindowCloses)}. Rollback safe until {m.At(safe)}. From here on the run goes by its own copy of plan and fleet.",
            $"Batas waktu {m.At(m.After.WindowCloses)}. Rollback aman sampai {m.At(safe)}. Mulai sekarang run memakai salinan plan dan fleet sendiri.");
    }

    public static IEnumerable<string> Rescheduled(Moment m, KickOffSet e)
    {
        yield return m.Say.Say($"✔ Kick-off set: {m.Say.DayAndClock(e.KickOff)}", $"✔ Kick-off ditetapkan: {m.Say.DayAndClock(e.KickOff)}");
        yield return m.Say.Say(
            $"By {m.Who}{(e.Reason.Length > 0 ? ": " + e.Reason : "")}. Closes {m.Say.DayAndClock(e.WindowCloses)}.",
            $"Oleh {m.Who}{(e.Reason.Length > 0 ? ": " + e.Reason : "")}. Selesai paling lambat {m.Say.DayAndClock(e.WindowCloses)}.");
        yield return m.Say.Say(
            "A ready or a GO for another time counts no more; backup and snapshots are made anew before it.",
            "Ready atau GO untuk waktu lain tidak berlaku lagi; backup dan snapshot dibuat ulang sebelumnya.");
    }

    public static IEnumerable<string> FilesTaken(Moment m, FilesTaken e)
    {
        yield return m.Say.Say($"✔ Changed files taken in, plan {Speech.Short(e.PlanHash)}", $"✔ File yang berubah diambil, rencana {Speech.Short(e.PlanHash)}");
        yield return m.Say.Say("What was proven for the old ones is proven anew.", "Yang sudah terbukti untuk file lama dibuktikan ulang.");
    }

    /// <summary>Why a permit counts no more, a few words.</summary>
    private static string Reason(Moment m, PermitVoided e) => e.Code switch
    {
        RefusalCodes.PlanChanged => m.Say.Say($"the {e.Detail} file was changed", $"file {e.Detail} berubah"),
        RefusalCodes.NotReady when e.Detail.Contains(':', StringComparison.Ordinal) => MissingTexts.Short(e.Detail.Split(',')[0], m.Say, m.Plan),
        RefusalCodes.NotReady => m.Say.Say("the check was asked for again", "pemeriksaan diminta lagi"),
        RefusalCodes.MissedStart => m.Say.Say("the bot was not there in time", "bot tidak ada pada waktunya"),
        RefusalCodes.FrozenDay => m.Say.Say("the day is frozen", "harinya masa beku"),
        "rescheduled" => m.Say.Say("another date was set", "tanggalnya dipindah"),
        "no-go" => m.Say.Say($"NO GO by {m.Who}", $"NO GO oleh {m.Who}"),
        _ => e.Detail,
    };

    private static string Todo(Moment m, string code) => code switch
    {
        RefusalCodes.PlanChanged => m.Say.Say("Executor: /precheck takes the file in as it is now.", "Executor: /precheck mengambil file yang sekarang."),
        "no-go" => m.Say.Say("Executor: /ready asks again when it is settled.", "Executor: /ready untuk meminta lagi kalau sudah beres."),
        RefusalCodes.NotReady => m.Say.Say("Executor: when that is done, /ready asks for GO again.", "Executor: kalau sudah beres, /ready meminta GO lagi."),
        _ => "",
    };

    private static string Proofs(Moment m)
    {
        var s = m.After;
        var proven = s.Evidence.Values.OrderBy(e => e.Name, StringComparer.Ordinal)
            .Select(e => s.PhaseOf(e.Phase).EndedAt is { } at ? $"{e.Name} {m.At(at)}" : e.Name).ToList();
        var due = m.Plan.Phases.Where(p => p.Start.Kind == PhaseStartKind.Clock && s.PhaseOf(p.Id).Status != PhaseStatus.Succeeded)
            .Select(p => $"{p.Id} {m.At(Timers.DueOf(p, s, m.Scene))}").ToList();
        var first = proven.Count == 0 ? "" : m.Say.Say($"Proven: {string.Join(", ", proven)}.", $"Terbukti: {string.Join(", ", proven)}.");
        var second = due.Count == 0 ? "" : m.Say.Say($"Due before the start: {string.Join(", ", due)}.", $"Menyusul sebelum mulai: {string.Join(", ", due)}.");
        return $"{first} {second}".Trim();
    }
}
