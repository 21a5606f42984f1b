using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words of silent news.</summary>
internal static class NewsTexts
{
    public static IEnumerable<string> IssueOpened(Moment m, IssueOpened e)
    {
        var number = m.Say.Number(e.Number);
        yield return FirstLine.Of(
            e.Blocking ? m.Say.Say($"Issue {number} open, blocking: ", $"Issue {number} terbuka, memblokir: ") : m.Say.Say($"Issue {number} open: ", $"Issue {number} terbuka: "),
            e.Text, "");
        yield return m.Say.Say($"By {m.By}: {e.Text}", $"Oleh {m.By}: {e.Text}");
        yield return e.Blocking && !m.After.HasKickedOff
            ? m.Say.Say($"No GO while it is open: /issue close {number} REMEDY.", $"Tidak ada GO selama masih terbuka: /issue close {number} SOLUSI.") : "";
    }

    public static IEnumerable<string> IssueClosed(Moment m, IssueClosed e)
    {
        var number = m.Say.Number(e.Number);
        yield return FirstLine.Of(m.Say.Say($"✔ Issue {number} closed: ", $"✔ Issue {number} selesai: "), e.Remedy, "");
        yield return m.After.Issues.FirstOrDefault(i => i.Number == e.Number)?.Text ?? "";
        yield return m.Say.Say($"By {m.By}: {e.Remedy}", $"Oleh {m.By}: {e.Remedy}");
    }

    public static IEnumerable<string> Note(Moment m, NoteAdded e)
    {
        yield return FirstLine.Of(m.Say.Say("Note by ", "Catatan dari "), m.Who, $", {m.Clock}");
        yield return e.Text;
    }

    public static IEnumerable<string> Sample(Moment m, Sampled e)
    {
        var count = m.Say.Number(e.Findings.Count);
        var clean = e.Findings.Count == 0;
        yield return e.What switch
        {
            "baseline" => m.Say.Say($"✔ Baseline sealed {m.Clock}", $"✔ Baseline disegel {m.Clock}"),
            "flow" => clean ? m.Say.Say($"✔ Probe mail came through {m.Clock}", $"✔ Email probe sampai {m.Clock}") : m.Say.Say($"✖ Probe mail {m.Clock}: {count} did not arrive", $"✖ Email probe {m.Clock}: {count} tidak sampai"),
            "look" => FirstLine.Of(clean ? m.Say.Say("✔ No difference: ", "✔ Tidak ada perbedaan: ") : m.Say.Say($"✖ {count} differ: ", $"✖ {count} berbeda: "), DifferenceTexts.Masked(e.Scope ?? ""), $", {m.Clock}"),
            _ when clean && SampleTexts.Unjudged(e) is > 0 and var open => m.Say.Say($"? Accounts compared {m.Clock}: {open} not judged", $"? Akun dibandingkan {m.Clock}: {open} belum bisa dinilai"),
            _ => clean ? m.Say.Say($"✔ Accounts compared {m.Clock}: no differences", $"✔ Akun dibandingkan {m.Clock}: tidak ada perbedaan")
                : m.Say.Say($"✖ Accounts compared {m.Clock}: {count} differ", $"✖ Akun dibandingkan {m.Clock}: {count} berbeda"),
        };
        if (e.What == "flow")
        {
            foreach (var line in FlowTexts.Lines(e, m.Say))
            {
                yield return line;
            }
            yield break;
        }
        yield return e.What == "baseline" ? SampleTexts.Sealed(e, m.Say) : SampleTexts.Compared(e, m.Say);
        foreach (var line in SampleTexts.Detail(e, m.After, m.Say, 10))
        {
            yield return line;
        }
        if (e.What == "compare" && !clean)
        {
            yield return m.Say.Say(
                "/sample details names each; the supervisor accepts with /ack all REASON, then /retry compares once more.",
                "/sample details menyebut satu per satu; supervisor menerima dengan /ack all ALASAN, lalu /retry membandingkan lagi.");
        }
    }

    public static IEnumerable<string> Accepted(Moment m, DifferencesAccepted e)
    {
        var open = (m.After.Samples.GetValueOrDefault("compare")?.Details ?? []).Count(d => !m.After.AcceptedDifferences.Contains(d.Key));
        var count = m.Say.Number(e.Numbers.Count);
        yield return m.Say.Say($"✔ {count} differences accepted by {m.Who}, {m.Clock}", $"✔ {count} perbedaan diterima {m.Who}, {m.Clock}");
        yield return m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}");
        yield return open > 0
            ? m.Say.Say($"Still open: {m.Say.Number(open)}.", $"Masih terbuka: {m.Say.Number(open)}.")
            : m.Say.Say("None is open. /retry compares once more and goes on.", "Tidak ada lagi yang terbuka. /retry membandingkan lagi lalu lanjut.");
    }

    public static IEnumerable<string> NotTaken(Moment m, SampleNotTaken e)
    {
        yield return FirstLine.Of(m.Say.Say("? Could not look at ", "? Tidak bisa melihat "), DifferenceTexts.Masked(e.Scope), $", {m.Clock}");
        yield return DifferenceTexts.Masked(e.Reason);
    }

    public static IEnumerable<string> Resumed(Moment m, ServiceResumed e)
    {
        yield return m.Say.Say($"● The bot is back, running since {m.Clock}", $"● Bot kembali, berjalan sejak {m.Clock}");
        var gap = m.Say.Span(m.Recorded.At - m.Before.LastAt);
        yield return m.Say.Say(
            $"Last record before: {m.Say.Clock(m.Before.LastAt)}, {gap} ago. Hosts went on by themselves; nothing was repeated.",
            $"Catatan terakhir: {m.Say.Clock(m.Before.LastAt)}, {gap} yang lalu. Host tetap jalan sendiri; tidak ada yang diulang.");
        yield return e.InFlight.Count == 0
            ? m.Say.Say("Nothing was in flight.", "Tidak ada yang sedang berjalan.")
            : m.Say.Say($"Being asked now: {string.Join(", ", e.InFlight)}.", $"Sedang ditanya: {string.Join(", ", e.InFlight)}.");
        yield return e.InFlight.Count == 0 ? ""
            : m.Say.Say("What cannot be proven is called unknown and waits for a person.", "Yang tidak bisa dibuktikan disebut belum jelas dan menunggu orang.");
        yield return Awaited(m.After, m);
    }

    private static string Awaited(RunState s, Moment m) =>
        NextDecision.Of(s, m.Scene, m.Say) is { IsDue: true } next ? m.Say.Say($"Still waiting: {next.Text}.", $"Masih menunggu: {next.Text}.") : "";
}
