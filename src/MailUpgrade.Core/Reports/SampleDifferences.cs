using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>Single differences between accounts with their likely cause and who accepted them; and what a comparison shows.</summary>
internal static class SampleDifferences
{
    public static void Write(ReportNight n, IReadOnlyList<FoundDifference> details, ReportPage page)
    {
        var accepted = n.All<DifferencesAccepted>()
            .SelectMany(x => x.Fact.Keys.Select(k => (Key: k, Word: $"{n.Name(x.Entry.Actor)} {n.At(x.Entry.At)}: {Words.Of(x.Fact.Reason)}")))
            .GroupBy(x => x.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Word, StringComparer.Ordinal);
        page.Table(
            [
                n.Say.Say("Account", "Akun"), n.Say.Say("What", "Apa"), n.Say.Say("Before", "Sebelum"), n.Say.Say("After", "Sesudah"),
                n.Say.Say("Likely cause", "Kemungkinan penyebab"), n.Say.Say("Weight", "Bobot"), n.Say.Say("Accepted", "Diterima"),
            ],
            details.Select(d => (IReadOnlyList<string>)
            [
                Words.Of(d.Folder.Length > 0 ? $"{d.Account}, {d.Folder}" : d.Account), Words.Of(DifferenceTexts.What(d.What, n.Say)), Words.Of(d.Before), Words.Of(d.After),
                Words.Of(DifferenceTexts.Cause(d.Cause, n.Say)), DifferenceTexts.Severity(d.Severity, n.Say), accepted.GetValueOrDefault(d.Key, ""),
            ]));
    }

    public static IEnumerable<string> Shown(ReportNight n, Sampled sample)
    {
        var lines = new List<string> { SampleTexts.Compared(sample, n.Say), SampleTexts.Strength(sample, n.Say), SampleTexts.Blobs(sample, n.Say) };
        if (sample.Explained is { Count: > 0 })
        {
            lines.Add(SampleTexts.Explained(sample.Explained, n.Say));
        }
        lines.AddRange((sample.Unjudged ?? []).Select(u => n.Say.Say($"Not judged: {u}. This says nothing for or against it.", $"Belum bisa dinilai: {u}. Ini bukan berarti baik atau rusak.")));
        lines.AddRange(sample.NotLookedAt.Select(x => n.Say.Say("Not looked at: ", "Tidak dilihat: ") + SampleTexts.Left(x, n.Say) + "."));
        return lines.Where(l => l.Length > 0).Select(Words.Of);
    }
}
