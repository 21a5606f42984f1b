using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about sampled accounts.</summary>
public static class SampleTexts
{
    /// <summary>Differences on one page of details.</summary>
    public const int PageLines = 20;

    private const int NamesOfGroup = 3;

    internal static string Compared(Sampled e, Speech say)
    {
        // Who could not be judged was read for nothing, and is not called compared.
        var unjudged = Unjudged(e);
        var (accounts, all, found) = (say.Number(e.Accounts - unjudged), say.Number(e.OutOf), say.Number(e.Findings.Count));
        var rest = unjudged == 0 ? "" : say.Say($" {say.Number(unjudged)} more could not be judged.", $" {say.Number(unjudged)} lagi belum bisa dinilai.");
        return say.Say(
            $"{accounts} of {all} accounts compared: {found} {(e.Findings.Count == 1 ? "difference" : "differences")}.{rest}",
            $"{accounts} dari {all} akun dibandingkan: {found} perbedaan.{rest}");
    }

    /// <summary>Accounts, not volumes, of which nothing could be said.</summary>
    internal static int Unjudged(Sampled e) => (e.Unjudged ?? []).Count(u => u.Split(':')[0].Contains('@', StringComparison.Ordinal));

    internal static string Sealed(Sampled e, Speech say) => say.Say(
        $"Baseline of {say.Number(e.Accounts)} of {say.Number(e.OutOf)} accounts sealed, hash {Speech.Short(e.Hash)}.",
        $"Baseline {say.Number(e.Accounts)} dari {say.Number(e.OutOf)} akun disegel, hash {Speech.Short(e.Hash)}.");

    /// <summary>What the random part shows, in one sentence; empty where nothing was drawn.</summary>
    public static string Strength(Sampled e, Speech say)
    {
        if (e.Strength is not { } s)
        {
            return "";
        }
        var (random, all, hit) = (say.Number(s.Random), say.Number(s.Population), say.Number(s.Hit));
        var (share, chance) = (Percent(s.Population == 0 ? 1 : (double)s.Hit / s.Population, say), Percent(s.Chance, say));
        return say.Say(
            $"{random} of {all} drawn at random: a fault that hits {share} of them ({hit} accounts) is seen with {chance}; {say.Number(s.Certain)} more were chosen by name.",
            $"{random} dari {all} diundi acak: gangguan yang kena {share} dari itu ({hit} akun) terlihat dengan peluang {chance}; {say.Number(s.Certain)} lagi dipilih khusus.");
    }

    /// <summary>Blobs per volume, in one sentence; empty where none was read.</summary>
    public static string Blobs(Sampled e, Speech say)
    {
        var read = (e.Blobs ?? []).Select(b => b.Split(' ')).Where(b => b.Length == 4).ToList();
        return read.Count == 0 ? "" : say.Say("Blobs read per volume: ", "Blob dibaca per volume: ")
            + string.Join(", ", read.Select(b => $"{b[0]} {b[1]} {b[2]}")) + ".";
    }

    /// <summary>Groups of differences of one kind, with some names; then what has a reason, what nobody can say, and what was left out.</summary>
    internal static IEnumerable<string> Detail(Sampled e, RunState state, Speech say, int mostGroups)
    {
        if (e.Details is null)
        {
            foreach (var finding in e.Findings.Take(mostGroups))
            {
                yield return "- " + DifferenceTexts.Masked(finding);
            }
        }
        var groups = (e.Details ?? []).GroupBy(d => (d.What, d.Cause)).OrderByDescending(g => g.Count()).ToList();
        foreach (var group in groups.Take(mostGroups))
        {
            var names = string.Join(", ", group.Select(d => DifferenceTexts.Masked(d.Account)).Distinct().Take(NamesOfGroup));
            var accepted = group.Count(d => state.AcceptedDifferences.Contains(d.Key));
            yield return $"- {say.Number(group.Count())} × {DifferenceTexts.What(group.Key.What, say)}: {DifferenceTexts.Cause(group.Key.Cause, say)} ({names}{(group.Count() > NamesOfGroup ? ", …" : "")})"
                + (accepted > 0 ? say.Say($", {say.Number(accepted)} accepted", $", {say.Number(accepted)} diterima") : "");
        }
        var more = (e.Details is null ? e.Findings.Count : groups.Count) - mostGroups;
        if (more > 0)
        {
            yield return say.Say($"and {say.Number(more)} more kinds; /sample details has all.", $"dan {say.Number(more)} jenis lagi; semuanya di /sample details.");
        }
        if (e.Explained is { Count: > 0 } explained)
        {
            yield return Explained(explained, say);
        }
        if (e.Unjudged is { Count: > 0 } unjudged)
        {
            yield return say.Say(
                $"Not judged: {say.Number(unjudged.Count)} (first: {DifferenceTexts.Masked(unjudged[0])}). This says nothing for or against them.",
                $"Belum bisa dinilai: {say.Number(unjudged.Count)} (pertama: {DifferenceTexts.Masked(unjudged[0])}). Ini bukan berarti baik atau rusak.");
        }
        yield return Strength(e, say);
        yield return Blobs(e, say);
        if (e.NotLookedAt.Count > 0)
        {
            var left = string.Join("; ", e.NotLookedAt.Select(n => DifferenceTexts.Masked(Left(n, say))));
            yield return say.Say($"Not looked at: {left}.", $"Tidak dilihat: {left}.");
        }
    }

    /// <summary>Differences that have a reason, by it.</summary>
    internal static string Explained(IReadOnlyDictionary<string, int> explained, Speech say)
    {
        var told = string.Join(", ", explained.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{Reason(x.Key, say)} {say.Number(x.Value)}"));
        return say.Say($"Differences with a reason: {told}.", $"Perbedaan yang ada alasannya: {told}.");
    }

    /// <summary>A page of single differences with their numbers.</summary>
    internal static IEnumerable<string> Page(Sampled e, RunState state, Speech say, int page)
    {
        var details = e.Details ?? [];
        for (var i = (page - 1) * PageLines; i < Math.Min(page * PageLines, details.Count); i++)
        {
            yield return DifferenceTexts.Line(i + 1, details[i], state.AcceptedDifferences.Contains(details[i].Key), say);
        }
    }

    /// <summary>What was left out: a code with what it is about, or a sentence of an older journal.</summary>
    public static string Left(string note, Speech say)
    {
        var (code, about) = note.Split(':', 2) is [var c, var a] ? (c, a) : (note, "");
        return code switch
        {
            "rest" when about.Split('/') is [var left, var all] => say.Say($"{left} of {all} accounts", $"{left} dari {all} akun"),
            "content" => say.Say("messages beyond the oldest, the newest and those of the volumes", "email selain yang tertua, terbaru dan contoh tiap volume"),
            "purged" => say.Say($"what the mail system empties itself: {about}", $"yang dikosongkan sendiri oleh sistem: {about}"),
            "no-way" => say.Say($"ways that are not set up here: {Ways(about, say)}", $"cara yang tidak disiapkan di sini: {Ways(about, say)}"),
            "no-blob" => say.Say($"volume {about}: no message of the sample lies there", $"volume {about}: tidak ada email sampel di sana"),
            "no-test-account" => say.Say("logins with passwords: no test account is set", "login dengan password: tidak ada akun uji"),
            "unread-before" => say.Say($"{about}: could not be read for the baseline", $"{about}: tidak terbaca saat baseline"),
            "left-out" when about.Split('/') is [var count, var host] => say.Say($"{count} sampled accounts of {host}, which was left out", $"{count} akun sampel di {host}, yang ditinggalkan"),
            "no-outside" => say.Say("mail to the outside: no address is set", "email ke luar: alamatnya belum ditentukan"),
            "giant" => say.Say($"blobs of {about} by volume: the mailbox is too large to be walked", $"blob per volume dari {about}: mailbox terlalu besar untuk ditelusuri"),
            _ => note,
        };
    }

    private static string Reason(string code, Speech say) => code switch
    {
        "purge" => say.Say("emptied by the mail system", "dikosongkan sistem"),
        "mail-arrived" => say.Say("new mail", "email baru"),
        "folder-made" => say.Say("new folder", "folder baru"),
        "renewed" => say.Say("certificate renewed", "sertifikat diperbarui"),
        "directory-moved-on" => say.Say("directory moved on", "direktori bergerak"),
        _ => code,
    };

    private static string Percent(double share, Speech say)
    {
        var text = (share * 100).ToString(share is > 0 and < 0.1 or > 0.99 and < 1 ? "0.##" : "0.#", CultureInfo.InvariantCulture);
        return (say.Language == "id" ? text.Replace('.', ',') : text) + " %";
    }

    private static string Ways(string codes, Speech say) => string.Join(", ", codes.Split(", ").Select(c => DifferenceTexts.What(c, say)));
}
