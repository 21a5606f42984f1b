using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>The answer to a command that was taken, worded from the events that it made, so that it is the same whenever it is asked.</summary>
public static class AcceptedLines
{
    /// <summary>Lines for one reader.</summary>
    /// <param name="events">The batch of the command, as it stands in the journal.</param>
    /// <param name="say">The reader's language.</param>
    /// <param name="scene">Plan and team.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<Recorded> events, Speech say, Scene scene)
    {
        var told = events.SelectMany(r => Line(r, say, scene)).ToList();
        return told.Count == 0 ? [say.Say("✔ Done", "✔ Selesai")] : [FirstLine.Of(told[0]), .. told.Skip(1)];
    }

    private static IEnumerable<string> Line(Recorded r, Speech say, Scene scene)
    {
        var at = say.Clock(r.At);
        string Again(string step) => say.Say($"{step}: ", $"{step}: ");
        return r.Event switch
        {
            PhaseStarted e => [say.Say($"● {e.Phase} running since {at}", $"● {e.Phase} berjalan sejak {at}"), say.Say("Its result comes here by itself.", "Hasilnya muncul di sini sendiri.")],
            FilesTaken e => [say.Say($"✔ Changed files taken in, plan {Speech.Short(e.PlanHash)}", $"✔ File yang berubah diambil, rencana {Speech.Short(e.PlanHash)}")],
            ReadyDeclared => [say.Say($"✔ Ready noted {at}", $"✔ Ready dicatat {at}"), say.Say($"GO is asked of {Approvers(say, scene)}.", $"GO diminta dari {Approvers(say, scene)}.")],
            PermitSealed e =>
            [
                say.Say($"✔ GO sealed for {say.When(e.KickOff, r.At)}", $"✔ GO disegel untuk {say.When(e.KickOff, r.At)}"),
                e.Due.Count == 0 ? say.Say("Everything is checked again at that instant. /nogo takes it back.", "Semua dicek lagi tepat saat itu. /nogo untuk menarik.")
                    : say.Say($"Still due and checked at that instant: {string.Join(", ", e.Due)}. /nogo takes it back.", $"Masih menyusul dan dicek tepat saat itu: {string.Join(", ", e.Due)}. /nogo untuk menarik."),
            ],
            PermitVoided { Code: "no-go" } => [say.Say($"✔ NO GO noted {at}", $"✔ NO GO dicatat {at}"), say.Say("Nothing starts. /ready asks again.", "Tidak ada yang dimulai. /ready untuk meminta lagi.")],
            PermitVoided => [say.Say("✔ The permit counts no more", "✔ Izin tidak berlaku lagi")],
            KickOffSet e => [say.Say($"✔ Kick-off set: {say.DayAndClock(e.KickOff)}", $"✔ Kick-off ditetapkan: {say.DayAndClock(e.KickOff)}"), say.Say($"The window closes {say.DayAndClock(e.WindowCloses)}.", $"Selesai paling lambat {say.DayAndClock(e.WindowCloses)}."), .. Twice(say, e.KickOff)],
            VerdictGiven e => [say.Say($"✔ Verdict kept {at}: {e.Target}", $"✔ Verdict disimpan {at}: {e.Target}"), say.Say($"{e.Steps.Count} steps. /verdict compares with the bot's.", $"{e.Steps.Count} langkah. /verdict membandingkan dengan verdict bot.")],
            OlderBackupAccepted => [say.Say($"✔ The older backup counts, {at}", $"✔ Backup yang lama dipakai, {at}"), say.Say("Both names stand in the report.", "Kedua nama masuk laporan.")],
            BackupAbortDecided => [say.Say($"✔ The backup is being ended, {at}", $"✔ Backup sedang dihentikan, {at}"), say.Say("Its proof comes here by itself.", "Buktinya muncul di sini sendiri.")],
            WindowExtended e => [say.Say($"✔ Window extended to {say.When(e.Until, r.At)}", $"✔ Batas waktu diundur ke {say.When(e.Until, r.At)}"), say.Say("The latest safe rollback moves with it.", "Batas aman rollback ikut bergeser.")],
            LateAgreed e => [say.Say($"✔ Goes on, past the safe rollback: {e.Phase}", $"✔ Lanjut, melewati batas aman rollback: {e.Phase}"), say.Say("Both names stand in the report.", "Kedua nama masuk laporan.")],
            GateDecided { Side: "go" } e => [say.Say($"✔ GO noted {at}: {e.Phase}", $"✔ GO dicatat {at}: {e.Phase}")],
            GateDecided e => [say.Say($"✔ NO GO noted {at}: {e.Phase}", $"✔ NO GO dicatat {at}: {e.Phase}")],
            RunPaused { Cause: "hold" } => [say.Say($"⏸ On hold since {at}", $"⏸ Ditahan sejak {at}"), say.Say("What runs goes on to its end; nothing new begins. /resume goes on.", "Yang jalan diselesaikan; tidak ada yang baru. /resume untuk lanjut.")],
            ClientRefused => [say.Say($"✔ Noted {at}: not OK", $"✔ Dicatat {at}: belum OK"), say.Say("Doors stay closed. You are asked again when it is mended.", "Akses tetap tertutup. Anda akan ditanya lagi setelah diperbaiki.")],
            ClientAccepted => [say.Say($"✔ Noted {at}: OK", $"✔ Dicatat {at}: OK"), say.Say("Thank you. The supervisor countersigns before the doors open.", "Terima kasih. Supervisor mengesahkan sebelum akses dibuka.")],
            RunResumed => [say.Say($"● Goes on, running since {at}", $"● Lanjut, berjalan sejak {at}")],
            RetryDecided e => [Again(e.Step) + say.Say($"check again, {at}", $"cek ulang, {at}"), say.Say("If it is done already, only the check runs; nothing is started twice.", "Kalau sudah selesai, hanya pengecekan yang jalan; tidak dijalankan dua kali.")],
            SetAgain => [say.Say($"● A new set since {at}: services are stopped again", $"● Set baru mulai {at}: layanan dihentikan lagi"), say.Say("By the same steps, each with its proof; the new set has a new id.", "Lewat langkah yang sama, masing-masing dengan buktinya; set baru punya id baru.")],
            FixedDeclared { Step: { } step } => [Again(step) + say.Say($"noted as mended, {at}", $"dicatat sudah diperbaiki, {at}"), say.Say("Only the check runs now.", "Sekarang hanya pengecekan yang jalan.")],
            FixedDeclared => [say.Say($"✔ Noted as mended {at}", $"✔ Dicatat sudah diperbaiki {at}"), say.Say("The client is asked again.", "Klien ditanya lagi.")],
            SkipDecided e => [Again(e.Step) + say.Say($"skipped, {at}", $"dilewati, {at}"), say.Say("Both names stand in the report.", "Kedua nama masuk laporan.")],
            DecisionProposed e => [FirstLine.Of(say.Say("⏸ Name noted for ", "⏸ Nama dicatat: "), NamedTexts.What(e.Decision, say), $", {at}"), say.Say("Nothing of it is done until another person says the same.", "Tidak ada yang dijalankan sampai orang lain menulis perintah yang sama.")],
            RollbackDecided => [say.Say($"● Rolling back since {at}", $"● Rollback berjalan sejak {at}"), say.Say("What runs comes to its end first, then the whole cluster goes back.", "Yang jalan diselesaikan dulu, lalu seluruh cluster dikembalikan.")],
            AbortDecided => [say.Say($"✖ Aborted {at}", $"✖ Dihentikan {at}"), say.Say("Nothing was taken back. The paper runbook says how to go on by hand.", "Tidak ada yang dikembalikan. Runbook kertas berisi cara lanjut manual."), say.Say("What is held or closed now stands in /aftercare, each with its owner.", "Yang sekarang ditahan atau ditutup ada di /aftercare, lengkap dengan penanggung jawabnya.")],
            AnswerDecided e => [say.Say($"✔ Answer noted {at}: ", $"✔ Jawaban dicatat {at}: ") + (e.Text.Length == 0 ? "Enter" : e.Text)],
            RejectionDecided => [say.Say($"✔ Closed as not accepted {at}", $"✔ Ditutup sebagai tidak diterima {at}"), say.Say("The cluster stays as it is now.", "Cluster tetap seperti sekarang.")],
            IssueOpened e => [say.Say($"✔ Issue {say.Number(e.Number)} noted", $"✔ Issue {say.Number(e.Number)} dicatat"), e.Blocking ? say.Say("It blocks GO while it is open.", "Memblokir GO selama masih terbuka.") : say.Say("It does not block GO.", "Tidak memblokir GO.")],
            IssueClosed e => [say.Say($"✔ Issue {say.Number(e.Number)} closed", $"✔ Issue {say.Number(e.Number)} selesai")],
            DifferencesAccepted e => [say.Say($"✔ {say.Number(e.Numbers.Count)} differences accepted {at}", $"✔ {say.Number(e.Numbers.Count)} perbedaan diterima {at}"), say.Say("Your name and reason stand in the report.", "Nama dan alasan Anda masuk laporan.")],
            SampleAsked e => [say.Say($"● Looking at {DifferenceTexts.Masked(e.Account ?? e.Host ?? "")} since {at}", $"● Melihat {DifferenceTexts.Masked(e.Account ?? e.Host ?? "")} sejak {at}"), say.Say("The answer comes here by itself.", "Jawabannya muncul di sini sendiri.")],
            HandoverOffered e => [FirstLine.Of(say.Say("⏸ Offered to ", "⏸ Ditawarkan ke "), say.Name(scene.Team, e.To), $", {at}"), say.Say("You stay responsible until that person says /take.", "Anda tetap bertanggung jawab sampai orangnya menulis /take.")],
            HandoverTaken e => [say.Say($"✔ You are {say.Role(e.Role)} since {at}", $"✔ Anda {say.Role(e.Role)} sejak {at}"), say.Say($"Commands of {say.Name(scene.Team, e.From)} as {say.Role(e.Role)} are refused from now on.", $"Perintah {say.Name(scene.Team, e.From)} sebagai {say.Role(e.Role)} ditolak mulai sekarang.")],
            RolesChanged e => [FirstLine.Of($"✔ {say.Name(scene.Team, e.Person)}: ", string.Join(", ", e.Roles.Select(say.Role)), $", {at}")],
            GlassBroken e => [say.Say($"✔ Break-glass for {say.Role(e.Role)}, {at}", $"✔ Break-glass untuk {say.Role(e.Role)}, {at}"), say.Say("Everybody is told. It stands first in the report.", "Semua diberi tahu. Ini tercantum paling atas di laporan.")],
            HostTakenOver e => [say.Say($"⏸ {e.Host} is in your hands since {at}", $"⏸ {e.Host} di tangan Anda sejak {at}"), say.Say($"The bot starts and asks nothing there until /giveback {e.Host}.", $"Bot tidak menjalankan dan tidak bertanya di sana sampai /giveback {e.Host}.")],
            HostGivenBack e => [say.Say($"● {e.Host} back, running since {at}", $"● {e.Host} kembali, berjalan sejak {at}"), e.Steps.Count == 0 ? say.Say("Nothing of this phase was begun there.", "Belum ada langkah fase ini yang mulai di sana.") : say.Say($"Read anew: {string.Join(", ", e.Steps)}.", $"Dibaca ulang: {string.Join(", ", e.Steps)}.")],
            PlanAmended e => [say.Say($"✔ Step amend-{e.Number} added, {at}", $"✔ Langkah amend-{e.Number} ditambah, {at}")],
            ItemChecked e => [e.Ok ? say.Say($"✔ Noted {at}: item {e.Item} OK", $"✔ Dicatat {at}: nomor {e.Item} OK") : say.Say($"✔ Noted {at}: item {e.Item} not OK", $"✔ Dicatat {at}: nomor {e.Item} belum OK")],
            FileKept e => [say.Say($"✔ Kept as evidence {at}", $"✔ Disimpan sebagai bukti {at}"), e.File],
            NoteAdded => [say.Say($"✔ Note kept {at}", $"✔ Catatan disimpan {at}")],
            _ => [],
        };
    }

    /// <summary>An hour that comes twice, because the clocks go back, is the first of the two; people must know.</summary>
    private static IEnumerable<string> Twice(Speech say, DateTimeOffset at)
    {
        if (say.Zone.IsAmbiguousTime(at))
        {
            var offset = TimeZoneInfo.ConvertTime(at, say.Zone).ToString("zzz", System.Globalization.CultureInfo.InvariantCulture);
            yield return say.Say($"That hour comes twice that night: the first is meant, UTC{offset}.", $"Jam itu muncul dua kali malam itu: yang dimaksud yang pertama, UTC{offset}.");
        }
    }

    private static string Approvers(Speech say, Scene scene) =>
        say.Either(scene.Team.Holding(TeamRoles.Supervisor).Select(p => p.Name).DefaultIfEmpty(TeamRoles.Supervisor));
}
