using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>The night in one sentence, for every way in which it can end or stand.</summary>
internal static class OutcomeSentence
{
    public static string Of(ReportNight n)
    {
        var s = n.State;
        return s.Status switch
        {
            RunStatus.SignedOff => SignedOff(n),
            RunStatus.Completed => n.Say.Say(
                $"✔ Complete {Ended(n)}{Spare(n)}. {Pretended(n)}", $"✔ Selesai {Ended(n)}{Spare(n)}. {Pretended(n)}").TrimEnd(),
            RunStatus.RolledBack => RolledBack(n),
            RunStatus.Rejected => Rejected(n),
            RunStatus.Aborted => Aborted(n),
            _ => Open(n),
        };
    }

    private static string SignedOff(ReportNight n)
    {
        var by = n.State.Acceptance is { } ok
            ? n.Say.Say($", accepted by {n.Name(ok.Who)} {n.At(ok.At)}", $", diterima {n.Name(ok.Who)} {n.At(ok.At)}") : "";
        var (title, to) = (Words.Of(n.Say.Say(n.Plan.Title)), Words.Of(n.Plan.ToVersion));
        return n.Say.Say(
            $"✔ Signed off {Ended(n)}{Spare(n)}: {title} is done, version {to}{by}.",
            $"✔ Disetujui {Ended(n)}{Spare(n)}: {title} selesai, versi {to}{by}.");
    }

    private static string RolledBack(ReportNight n)
    {
        var decided = n.Last<RollbackDecided>();
        var why = decided?.Event is RollbackDecided e ? Words.Quoted(e.Reason) : "";
        var version = Words.Of(n.Plan.FromVersion);
        return n.Say.Say(
            $"✔ Rolled back {Ended(n)}{Spare(n)}: the upgrade was not done, the way back to {version} is. Reason: {Or(why, "none given")}.",
            $"✔ Rollback selesai {Ended(n)}{Spare(n)}: upgrade tidak jadi, cluster dikembalikan ke {version}. Alasan: {Or(why, "tidak disebut")}.");
    }

    private static string Rejected(ReportNight n)
    {
        var what = Words.Quoted(n.Last<ClientRefused>()?.Event is ClientRefused no ? no.Remark : "");
        var who = n.Name(n.Last<RejectionDecided>()?.Actor ?? "");
        return n.Say.Say(
            $"✖ Not accepted: closed {Ended(n)} by {who} after the client's {what}. Nothing was taken back.",
            $"✖ Tidak diterima: ditutup {Ended(n)} oleh {who} setelah klien menyatakan {what}. Tidak ada yang dikembalikan.");
    }

    private static string Aborted(ReportNight n)
    {
        var decided = n.Last<AbortDecided>();
        var why = Words.Quoted(decided?.Event is AbortDecided e ? e.Reason : "");
        var who = n.Name(decided?.Actor ?? "");
        var reason = why.Length == 0 ? "" : $": {why}";
        if (!n.State.HasKickedOff)
        {
            return n.Say.Say(
                $"✖ Aborted before kick-off, {Ended(n)} by {who}{reason}. The doors were never closed.",
                $"✖ Dihentikan sebelum kick-off, {Ended(n)} oleh {who}{reason}. Akses tidak pernah ditutup.");
        }
        var where = n.Plan.Phases.LastOrDefault(p => n.State.PhaseOf(p.Id).Status is PhaseStatus.Running or PhaseStatus.Failed) is { } phase
            ? n.Say.Say($" in “{n.Title(phase.Id)}”", $" di “{n.Title(phase.Id)}”") : "";
        return n.Say.Say(
            $"✖ Aborted {Ended(n)} by {who}{where}{reason}. Nothing was taken back.",
            $"✖ Dihentikan {Ended(n)} oleh {who}{where}{reason}. Tidak ada yang dikembalikan.");
    }

    private static string Open(ReportNight n)
    {
        var s = n.State;
        var start = n.Say.DayAndClock(s.KickOff);
        return s.Status switch
        {
            RunStatus.Planned when s.JudgedKickOff == s.KickOff => Missed(n, start),
            RunStatus.Planned => n.Say.Say(
                $"⏸ Not begun: planned for {start}, no GO yet.", $"⏸ Belum mulai: direncanakan {start}, belum ada GO."),
            RunStatus.Waiting => n.Say.Say(
                $"⏸ Not begun: GO sealed by {n.Name(s.Permit!.By)}, starts {start}.", $"⏸ Belum mulai: GO disegel {n.Name(s.Permit!.By)}, mulai {start}."),
            RunStatus.Paused => n.Say.Say(
                $"⏸ Not over: paused since {n.At(s.Pause!.At)}{Where(n)}; {Cause(n)}.",
                $"⏸ Belum selesai: berhenti sementara sejak {n.At(s.Pause!.At)}{Where(n)}; {Cause(n)}."),
            RunStatus.RollingBack => n.Say.Say("● Not over: the cluster is going back.", "● Belum selesai: cluster sedang dikembalikan."),
            _ => n.Say.Say($"● Not over: the night is running{Where(n)}.", $"● Belum selesai: malam ini masih berjalan{Where(n)}."),
        };
    }

    private static string Missed(ReportNight n, string start)
    {
        var missed = n.Last<StartMissed>();
        var voided = n.Last<PermitVoided>() is { } entry && entry.Seq == missed?.Seq - 1 ? (PermitVoided)entry.Event : null;
        var hadPermit = missed?.Event is StartMissed { HadPermit: true };
        var why = !hadPermit ? n.Say.Say("no GO by then", "tidak ada GO sampai saat itu")
            : n.Say.Say("the permit did not hold at the instant", "izin tidak lolos pemeriksaan saat itu")
                + (voided is null ? "" : $" ({DecisionTexts.Voided(n, voided)})");
        return n.Say.Say(
            $"✖ No start {start}: {why}. The doors were never closed and nothing was upgraded.",
            $"✖ Tidak mulai {start}: {why}. Akses tidak pernah ditutup dan tidak ada yang di-upgrade.");
    }

    private static string Where(ReportNight n) =>
        Progress.IsWayBack(n.State) ? n.Say.Say(" on the way back", " dalam rollback")
        : n.State.HasKickedOff && Runs.Rules.NextWork.Current(n.State, n.Plan) is { } phase
            ? n.Say.Say($" in “{n.Title(phase.Id)}”", $" di “{n.Title(phase.Id)}”") : "";

    private static string Cause(ReportNight n)
    {
        var pause = n.State.Pause!;
        var words = Words.Quoted(pause.Reason);
        return pause.Cause switch
        {
            "hold" => n.Say.Say($"held by people {words}", $"ditahan orang {words}").TrimEnd(),
            "not-ok" => n.Say.Say($"the client's IT said {words}", $"IT klien menyatakan {words}"),
            "window" => n.Say.Say("the window is closed", "batas waktu sudah lewat"),
            VoidSetRules.Cause => n.Say.Say($"there is no whole final set and services run: {words}", $"belum ada set akhir yang utuh dan layanan jalan: {words}"),
            "unknown" => n.Say.Say($"{Words.Of(pause.Step ?? "")} is unknown", $"{Words.Of(pause.Step ?? "")} belum jelas"),
            _ => n.Say.Say($"{Words.Of(pause.Step ?? "")} failed", $"{Words.Of(pause.Step ?? "")} gagal"),
        };
    }

    private static string Pretended(ReportNight n)
    {
        var fleet = Words.Of(n.Fleet.Id);
        return n.Fleet.Kind == FleetKind.Production ? ""
            : n.State.Mode == "rehearsal"
                ? n.Say.Say($"This was a rehearsal on fleet {fleet}: no production host was touched.", $"Ini gladi di fleet {fleet}: host produksi tidak disentuh.")
                : n.Say.Say($"This was practice on fleet {fleet}: no production host was touched.", $"Ini latihan di fleet {fleet}: host produksi tidak disentuh.");
    }

    private static string Ended(ReportNight n) => n.At(n.State.EndedAt!.Value);

    private static string Spare(ReportNight n)
    {
        var spare = n.State.WindowCloses - n.State.EndedAt!.Value;
        var span = n.Say.Span(spare);
        return !n.State.HasKickedOff ? ""
            : spare >= TimeSpan.Zero ? n.Say.Say($", {span} before the window closes", $", {span} sebelum batas waktu")
            : n.Say.Say($", {span} after the window closed", $", {span} setelah batas waktu");
    }

    private static string Or(string words, string instead) => words.Length == 0 ? instead : words;
}
