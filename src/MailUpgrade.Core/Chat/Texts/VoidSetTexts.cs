using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about a set of snapshots that counts for nothing.</summary>
internal static class VoidSetTexts
{
    public static IEnumerable<string> Voided(Moment m, SetVoided e)
    {
        var reason = FindingTexts.Reason(m.Pack, m.Say, e.Reason);
        yield return FirstLine.Of(m.Say.Say($"✖ {Title(m, e)} void, services start again", $"✖ {Title(m, e)} batal, layanan dijalankan lagi"), "", $", {m.Clock}");
        yield return $"{e.Step}: {reason}";
        yield return m.Say.Say(
            $"One member failed, so set {e.Set} counts for nothing. Nothing is upgraded.",
            $"Satu anggota gagal, jadi set {e.Set} tidak berlaku. Belum ada yang di-upgrade.");
        yield return Live(m);
        yield return m.Say.Say(
            "The bot starts the services again in the order of the way back and checks each host as at any start. Doors stay closed, nobody is let in.",
            "Bot menjalankan lagi layanan sesuai urutan rollback dan mengecek tiap host seperti biasa. Akses tetap tertutup, tidak ada yang bisa masuk.");
        yield return m.Before.Pause?.Cause == "hold" ? m.Say.Say("The run is on hold: they start after /resume.", "Run sedang ditahan: dijalankan sesudah /resume.") : "";
        yield return m.Say.Say("Then people decide: /retry, /rollback or /abort.", "Setelah itu orang yang memutuskan: /retry, /rollback atau /abort.");
    }

    public static IEnumerable<string> Decide(Moment m)
    {
        yield return FirstLine.Of(m.Say.Say("⏸ Services run again, there is no final set", "⏸ Layanan jalan lagi, belum ada set akhir"), "", $", {m.Clock}");
        if (m.After.OpenVoid is { } voided)
        {
            var failed = m.After.Steps.Values.Where(x => voided.Covers(x) && x.Status is StepStatus.Failed or StepStatus.Unknown)
                .OrderBy(x => x.Name, StringComparer.Ordinal).Select(x => $"{x.Name}: {FindingTexts.Reason(m.Pack, m.Say, x.Last?.Reason ?? "")}");
            yield return string.Join("; ", failed);
            var hosts = voided.Fact.Starts.SelectMany(id => m.After.Steps.Values.Where(x => x.Host is not null && x.Name.Split('/', 2)[0] == id)).Select(x => x.Host).Distinct().Count();
            yield return m.Say.Say(
                $"Started and checked on {hosts} hosts. Doors stay closed, mail waits outside.",
                $"Sudah jalan dan dicek di {hosts} host. Akses tetap tertutup, email menunggu di luar.");
        }
        yield return m.Say.Say(
            "/retry stops everything again by the same steps and makes a new set under a new id. First mend the cause, or it is void again.",
            "/retry menghentikan semuanya lagi lewat langkah yang sama lalu membuat set baru dengan id baru. Perbaiki dulu sebabnya, kalau tidak akan batal lagi.");
        yield return m.Say.Say(
            $"What was made of {m.After.OpenVoid?.Fact.Set} stays with the storage until somebody deletes it.",
            $"Bagian dari {m.After.OpenVoid?.Fact.Set} yang sudah terbuat tetap ada di storage sampai dihapus.");
        yield return ChoiceTexts.Rollback(m);
        yield return m.Say.Say("/abort ends the run as things stand: doors closed, schedules held.", "/abort mengakhiri run apa adanya: akses tertutup, jadwal ditahan.");
    }

    /// <summary>A set that was taken of running hosts proves that snapshots work; nobody goes back to it.</summary>
    private static string Live(Moment m) =>
        m.Plan.Phases.Where(p => p.BeginsBeforeKickOff).Any(p => p.Steps.Any(x => x is { Kind: StepKind.Snapshot, Script: "create" }))
            ? m.Say.Say("The set taken before kick-off is live, of running hosts: it is not the way back.", "Set sebelum kick-off diambil saat host jalan: itu bukan titik rollback.")
            : "";

    private static string Title(Moment m, SetVoided e) => m.Title(e.Phase);
}
