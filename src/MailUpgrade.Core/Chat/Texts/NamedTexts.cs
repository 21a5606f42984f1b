using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>How people call a decision that needs more than one name, and what it costs. A new one is one row in each.</summary>
internal static class NamedTexts
{
    /// <summary>A few words: what would be done.</summary>
    /// <param name="line">Command line without its slash.</param>
    /// <param name="say">Language.</param>
    public static string What(string line, Speech say)
    {
        var (word, rest) = Split(line);
        return word switch
        {
            "go" => "GO",
            "rollback" => "rollback",
            "skip" => say.Say($"skip {rest}", $"lewati {rest}"),
            "without" => say.Say($"go on without {rest}", $"lanjut tanpa {rest}"),
            "answer" => say.Say($"answer {rest}", $"jawab {rest}"),
            "olderbackup" when rest == "abort" => say.Say("abort of the running backup", "hentikan backup yang berjalan"),
            "olderbackup" => say.Say("the older backup", "backup yang lama"),
            "extend" => say.Say($"window to {rest}", $"batas waktu ke {rest}"),
            "begin" => say.Say($"begin {rest} late", $"mulai {rest} terlambat"),
            "amend" => say.Say($"added step {rest}", $"langkah tambahan {rest}"),
            "role" => say.Say($"role {rest}", $"peran {rest}"),
            "breakglass" => say.Say($"break-glass {rest}", $"break-glass {rest}"),
            _ => line,
        };
    }

    /// <summary>What the decision costs; empty where there is nothing to say.</summary>
    public static string Cost(string line, RunState s, Scene scene, Speech say)
    {
        var (word, rest) = Split(line);
        return word switch
        {
            "skip" when Facts.StepOf(scene.Plan, rest)?.Skip is { } skip => say.Say($"What it costs: {skip.Consequence.En}", $"Akibatnya: {skip.Consequence.Id}"),
            "without" => LeaveOutCost(rest, s, say),
            "olderbackup" when rest == "abort" => BackupAbortCost(say),
            "olderbackup" => OlderBackupCost(say),
            "rollback" when s.Loss is { } loss && Facts.PassedNoReturn(s, scene.Plan) => Loss(loss, say),
            "begin" => say.Say(
                $"Its long run passes the latest safe rollback; from then on a rollback may end after the window at {say.Clock(s.WindowCloses)}.",
                $"Menurut gladi melewati batas aman rollback; setelah itu rollback bisa selesai melewati batas waktu {say.Clock(s.WindowCloses)}."),
            _ => "",
        };
    }

    /// <summary>What going on without a host costs.</summary>
    public static string LeaveOutCost(string host, RunState s, Speech say) =>
        $"{(s.LeftOutCounts.TryGetValue(host, out var last) ? Figures(last.Fact, say) : Uncounted(say))} {LeaveOutCost(host, say)}";

    /// <summary>How many accounts that hits and how much mail waits for them; what is not known is said.</summary>
    public static string Figures(Runs.Events.LeftOutCounted c, Speech say)
    {
        var accounts = c.Accounts is { } live
            ? say.Say($"{say.Number(live)} accounts live on {c.Host}.", $"{say.Number(live)} akun ada di {c.Host}.")
            : say.Say($"How many accounts live on {c.Host} is not known.", $"Jumlah akun di {c.Host} belum diketahui.");
        var silent = c.NotCounted.Count == 0 ? "" : say.Say($" Not counted: {string.Join(", ", c.NotCounted)}.", $" Belum terhitung: {string.Join(", ", c.NotCounted)}.");
        var waiting = c.Waiting is { } n
            ? say.Say(
                $"{(silent.Length > 0 ? "At least " : "")}{say.Number(n)} messages for them wait in the queue now.",
                $"{(silent.Length > 0 ? "Paling sedikit " : "")}{say.Number(n)} email untuk mereka menunggu di antrean sekarang.")
            : say.Say("How much mail waits for them is not known.", "Jumlah email yang menunggu untuk mereka belum diketahui.");
        return $"{accounts} {waiting}{silent}";
    }

    private static string Uncounted(Speech say) => say.Say(
        "Not counted yet: how many accounts live there, how much mail waits for them.", "Belum terhitung: berapa akun di sana, berapa email menunggu untuk mereka.");

    private static string LeaveOutCost(string host, Speech say) => say.Say(
        $"Users of {host} stay without mail; mail for them waits in the queues of the MTAs, senders give up after about 5 days. Until {host} follows the cluster has two versions. Once the doors are open, going back loses mail of all others.",
        $"User di {host} tetap tanpa email; email untuk mereka menunggu di antrean MTA, pengirim menyerah setelah sekitar 5 hari. Sampai {host} menyusul, cluster punya dua versi. Setelah akses dibuka, rollback menghilangkan email semua yang lain.");

    /// <summary>What ending the backup that may still run costs.</summary>
    public static string BackupAbortCost(Speech say) => say.Say(
        "The backup is ended by its own command, no process is killed; what it has saved so far is lost. Then /retry makes a new one from the start, or /olderbackup goes by the older one, by two names again.",
        "Backup dihentikan dengan perintahnya sendiri, tidak ada proses yang di-kill; yang sudah tersimpan hilang. Setelah itu /retry membuat backup baru dari awal, atau /olderbackup memakai yang lama, dengan dua nama lagi.");

    /// <summary>What going by an older backup costs.</summary>
    public static string OlderBackupCost(Speech say) => say.Say(
        "No new backup is made tonight. The snapshot sets stay the way back; whatever has to come out of a backup is as old as the last good one: /findings says how old it is and what it holds. The installer may ask about its age.",
        "Malam ini tidak dibuat backup baru. Set snapshot tetap jalan kembali; yang harus diambil dari backup setua backup baik yang terakhir: /findings menyebut umur dan isinya. Installer bisa menanyakan umurnya.");

    /// <summary>What going back would lose now.</summary>
    public static string Loss(Runs.Events.LossCounted loss, Speech say)
    {
        var (messages, accounts) = (say.Number(loss.Messages), say.Number(loss.Accounts));
        var least = loss.NotCounted.Count > 0;
        var text = say.Say(
            $"Going back now loses {(least ? "at least " : "")}{messages} messages of {accounts} accounts that came since the doors opened.",
            $"Rollback sekarang menghilangkan {(least ? "paling sedikit " : "")}{messages} email dari {accounts} akun yang masuk sejak akses dibuka.");
        return !least ? text : text + say.Say($" Not counted: {string.Join(", ", loss.NotCounted)}.", $" Belum terhitung: {string.Join(", ", loss.NotCounted)}.");
    }

    /// <summary>The people who can still give a name, without those who gave theirs.</summary>
    public static string Waiting(string line, RunState s, Scene scene, Speech say)
    {
        var roles = DecisionKinds.Missing(line, s, scene);
        var given = s.Proposals.GetValueOrDefault(line)?.Names ?? [];
        var asked = line == "go" && !s.HasKickedOff && s.Ready is { } ready ? ready.Who : null;
        return say.Either(scene.Team.People.Where(p => p.Roles.Any(roles.Contains) && !given.Contains(p.Id) && p.Id != asked).Select(p => p.Name)
            .DefaultIfEmpty(say.Either(roles.Select(say.Role))));
    }

    private static (string Word, string Subject) Split(string line)
    {
        var words = line.Split(' ', 2);
        return (words[0], words.Length > 1 ? words[1] : "");
    }
}
