using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>What a decision was, a few words; null for what is no decision.</summary>
internal static class DecisionTexts
{
    public static string? Of(ReportNight n, Recorded r) => r.Event switch
    {
        PhaseStarted e when ReportNight.IsPerson(r) => n.Say.Say($"Began “{n.Title(e.Phase)}”", $"Memulai “{n.Title(e.Phase)}”"),
        FilesTaken e => n.Say.Say($"Changed files taken in, plan {Short(e.PlanHash)}", $"File yang berubah diambil, plan {Short(e.PlanHash)}"),
        KickOffSet e => n.Say.Say($"Kick-off set to {n.Say.DayAndClock(e.KickOff)}", $"Kick-off ditetapkan {n.Say.DayAndClock(e.KickOff)}"),
        ReadyDeclared => n.Say.Say("Ready; asked for GO", "Siap; meminta GO"),
        PermitSealed e => n.Say.Say(
            $"GO sealed for {n.Say.DayAndClock(e.KickOff)}: plan {Short(e.PlanHash)}, fleet {Short(e.FleetHash)}{Issues(n, e)}",
            $"GO disegel untuk {n.Say.DayAndClock(e.KickOff)}: plan {Short(e.PlanHash)}, fleet {Short(e.FleetHash)}{Issues(n, e)}"),
        // The new date stands in the entry behind it.
        PermitVoided { Code: "rescheduled" } => null,
        PermitVoided { Code: "no-go" } => "NO GO",
        PermitVoided e => n.Say.Say($"GO void: {Voided(n, e)}", $"GO tidak berlaku: {Voided(n, e)}"),
        StartMissed e => n.Say.Say($"No start {n.At(e.KickOff)}", $"Tidak mulai {n.At(e.KickOff)}"),
        GateDecided e => Gate(n, r, e),
        DecisionProposed e => n.Say.Say($"{Subject(n, e.Decision)}: first name", $"{Subject(n, e.Decision)}: nama pertama"),
        ProposalExpired e => n.Say.Say($"{Subject(n, e.Decision)}: the other name did not come", $"{Subject(n, e.Decision)}: nama lainnya tidak datang"),
        SkipDecided e => n.Say.Say($"{Subject(n, "skip " + e.Step)}: decided by two names", $"{Subject(n, "skip " + e.Step)}: diputuskan dua nama"),
        OlderBackupAccepted => n.Say.Say("The older backup counts: decided by two names", "Backup yang lama dipakai: diputuskan dua nama"),
        BackupAbortDecided e => n.Say.Say($"Backup ended before it was whole ({string.Join(", ", e.Steps.Select(Words.Of))}): decided by two names", $"Backup dihentikan sebelum lengkap ({string.Join(", ", e.Steps.Select(Words.Of))}): diputuskan dua nama"),
        HostLeftOut e => n.Say.Say($"Went on without {e.Host}: decided by two names", $"Lanjut tanpa {e.Host}: diputuskan dua nama"),
        RollbackDecided => n.Say.Say("Rollback: decided by two names", "Rollback: diputuskan dua nama"),
        WindowExtended e => n.Say.Say($"Window extended to {n.Say.DayAndClock(e.Until)}: decided by two names", $"Batas waktu diundur ke {n.Say.DayAndClock(e.Until)}: diputuskan dua nama"),
        LateAgreed e => n.Say.Say($"“{n.Title(e.Phase)}” may pass the latest safe rollback: decided by two names", $"“{n.Title(e.Phase)}” boleh melewati batas aman rollback: diputuskan dua nama"),
        AbortDecided => n.Say.Say("Aborted", "Dihentikan"),
        RetryDecided e => n.Say.Say($"Retry of {Words.Of(e.Step)}", $"Coba lagi {Words.Of(e.Step)}"),
        SetAgain e => n.Say.Say($"A new snapshot set in place of {Words.Code(e.Set)}", $"Set snapshot baru pengganti {Words.Code(e.Set)}"),
        FixedDeclared { Step: { } step } => n.Say.Say(
            $"{Words.Of(step)} mended by hand; only checked", $"{Words.Of(step)} diperbaiki manual; hanya dicek"),
        FixedDeclared => n.Say.Say("What the client found is mended", "Temuan klien sudah diperbaiki"),
        RunPaused { Cause: "hold" } when IsOwn(r) => "Hold",
        RunResumed when IsOwn(r) => n.Say.Say("Resumed", "Dilanjutkan"),
        ClientAccepted { OpenItems: { } items } => n.Say.Say($"Client: OK with open items {string.Join(", ", items)}", $"Klien: OK dengan catatan pada nomor {string.Join(", ", items)}"),
        ClientAccepted => n.Say.Say("Client: OK", "Klien: OK"),
        ItemChecked e => e.Ok ? n.Say.Say($"Client: item {e.Item} OK", $"Klien: nomor {e.Item} OK") : n.Say.Say($"Client: item {e.Item} NOT OK", $"Klien: nomor {e.Item} BELUM OK"),
        HandoverOffered e => n.Say.Say($"Offered {n.Say.Role(e.Role)} to {n.Name(e.To)}", $"Menyerahkan peran {n.Say.Role(e.Role)} ke {n.Name(e.To)}"),
        HandoverTaken e => n.Say.Say($"Took {n.Say.Role(e.Role)} from {n.Name(e.From)}", $"Menerima peran {n.Say.Role(e.Role)} dari {n.Name(e.From)}"),
        RolesChanged e => n.Say.Say($"{n.Name(e.Person)} is {string.Join(", ", e.Roles)} from now on", $"{n.Name(e.Person)} sekarang {string.Join(", ", e.Roles)}"),
        GlassBroken e => n.Say.Say($"Break-glass: stand in for {n.Say.Role(e.Role)}", $"Break-glass: menggantikan {n.Say.Role(e.Role)}"),
        HostTakenOver e => n.Say.Say($"{e.Host} taken over by hand", $"{e.Host} diambil alih manual"),
        HostGivenBack e => n.Say.Say($"{e.Host} given back; its state was read anew", $"{e.Host} dikembalikan; keadaannya dibaca ulang"),
        PlanAmended e => n.Say.Say(
            $"Step amend-{e.Number} added {e.Place} {Words.Of(e.Step)} on {string.Join(", ", e.Hosts)}",
            $"Langkah amend-{e.Number} ditambah {(e.Place == "before" ? "sebelum" : "sesudah")} {Words.Of(e.Step)} di {string.Join(", ", e.Hosts)}"),
        ClientRefused => n.Say.Say("Client: NOT OK", "Klien: BELUM OK"),
        RejectionDecided => n.Say.Say("Night closed as not accepted", "Malam ini ditutup sebagai tidak diterima"),
        AnswerDecided e when ReportNight.IsPerson(r) => n.Say.Say($"Answered {Words.Of(e.Step)}", $"Menjawab {Words.Of(e.Step)}"),
        _ => null,
    };

    /// <summary>Why a permit counts no more.</summary>
    public static string Voided(ReportNight n, PermitVoided e) => e.Code switch
    {
        RefusalCodes.PlanChanged => n.Say.Say($"the {Words.Of(e.Detail)} file was changed", $"file {Words.Of(e.Detail)} berubah"),
        RefusalCodes.NotReady when e.Detail.Contains(':', StringComparison.Ordinal) =>
            string.Join("; ", e.Detail.Split(',').Select(token => Words.Of(MissingTexts.Short(token, n.Say, n.Plan)))),
        RefusalCodes.NotReady => n.Say.Say("the check was begun again", "pemeriksaan dimulai lagi"),
        RefusalCodes.MissedStart => n.Say.Say("the bot was not there in time", "bot tidak ada pada waktunya"),
        RefusalCodes.FrozenDay => n.Say.Say("the day is frozen", "harinya masa beku"),
        _ => Words.Of(e.Detail),
    };

    private static string Gate(ReportNight n, Recorded r, GateDecided e)
    {
        var asked = n.Events.LastOrDefault(x => x.Seq < r.Seq && x.Event is GateOpened o && o.Phase == e.Phase);
        var since = asked is null ? "" : n.Say.Say($" (asked {n.At(asked.At)})", $" (ditanya {n.At(asked.At)})");
        var word = e.Side switch
        {
            "go" => "GO",
            "no-go" => "NO GO",
            _ => n.Say.Say("Nobody decided in time", "Tidak ada yang memutuskan tepat waktu"),
        };
        return n.Say.Say($"{word} before “{n.Title(e.Phase)}”{since}", $"{word} sebelum “{n.Title(e.Phase)}”{since}");
    }

    private static string Subject(ReportNight n, string decision) =>
        decision.StartsWith("skip ", StringComparison.Ordinal)
            ? n.Say.Say($"Leaving out {Words.Of(decision[5..])}", $"Melewati {Words.Of(decision[5..])}")
            : decision == "rollback" ? "Rollback" : Words.Of(Capital(NamedTexts.What(decision, n.Say)));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Issues(ReportNight n, PermitSealed e) =>
        e.OpenIssues.Count == 0 ? ""
            : n.Say.Say($", open issues {string.Join(", ", e.OpenIssues)}", $", issue terbuka {string.Join(", ", e.OpenIssues)}");

    /// <summary>The entry a person asked for, not one that came with another decision.</summary>
    private static bool IsOwn(Recorded r) => ReportNight.IsPerson(r) && r.CommandId is not null;

    private static string Short(string hash) => Words.Code(Speech.Short(hash));
}
