using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about sampled accounts.</summary>
internal static class SampleTexts
{
    public static string Compared(Sampled e, Speech say)
    {
        var (accounts, all, found) = (say.Number(e.Accounts), say.Number(e.OutOf), say.Number(e.Findings.Count));
        return say.Say(
            $"{accounts} of {all} accounts compared: {found} {(e.Findings.Count == 1 ? "difference" : "differences")}.",
            $"{accounts} dari {all} akun dibandingkan: {found} perbedaan.");
    }

    public static string Sealed(Sampled e, Speech say) => say.Say(
        $"Baseline of {say.Number(e.Accounts)} of {say.Number(e.OutOf)} accounts sealed, hash {Speech.Short(e.Hash)}.",
        $"Baseline {say.Number(e.Accounts)} dari {say.Number(e.OutOf)} akun disegel, hash {Speech.Short(e.Hash)}.");

    public static IEnumerable<string> Detail(Sampled e, Speech say, int most)
    {
        foreach (var finding in e.Findings.Take(most))
        {
            yield return "- " + finding;
        }
        if (e.Findings.Count > most)
        {
            var more = say.Number(e.Findings.Count - most);
            yield return say.Say($"and {more} more; /report has all.", $"dan {more} lagi; semuanya di /report.");
        }
        if (e.NotLookedAt.Count > 0)
        {
            var left = string.Join("; ", e.NotLookedAt);
            yield return say.Say($"Not looked at: {left}.", $"Tidak dilihat: {left}.");
        }
    }
}
