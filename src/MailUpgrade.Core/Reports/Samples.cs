using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>Sampled accounts: what was sealed before, what was compared, every difference by name, what was not looked at.</summary>
internal static class Samples
{
    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(Title(n));
        var all = n.All<Sampled>().ToList();
        page.Paragraph(all.Count == 0 ? n.Say.Say("No account was sampled.", "Tidak ada akun yang disampling.") : "");
        Traced.Table(
            n, page,
            [n.Say.Say("Time", "Jam"), n.Say.Say("What", "Apa"), n.Say.Say("Accounts", "Akun"), n.Say.Say("Of", "Dari"), n.Say.Say("Differences", "Perbedaan"), "Baseline"],
            all.Select(x => (Row(n, x.Entry, x.Fact), (IEnumerable<long>)[x.Entry.Seq])));
        foreach (var (_, sample) in all.Where(x => x.Fact.Findings.Count > 0 && x.Fact.What != "flow").TakeLast(1))
        {
            page.Paragraph(n.Say.Say("Differences of the last comparison that had any:", "Perbedaan dari perbandingan terakhir yang menemukan perbedaan:"));
            if (sample.Details is { Count: > 0 } details)
            {
                SampleDifferences.Write(n, details, page);
            }
            else
            {
                page.List(sample.Findings.Select(Words.Of));
            }
        }
        foreach (var (_, sample) in all.Where(x => x.Fact.What == "compare").TakeLast(1))
        {
            page.Paragraph(n.Say.Say("What the last comparison shows, and what it does not:", "Yang ditunjukkan perbandingan terakhir, dan yang tidak:"));
            page.List(SampleDifferences.Shown(n, sample));
        }
        MailFlowPage.Write(n, page);
        page.List(Client(n));
    }

    /// <summary>The section's heading.</summary>
    public static string Title(ReportNight n) => n.Say.Say("Sampled accounts and the client's check", "Sampling akun dan pemeriksaan klien");

    /// <summary>The last comparison with its entry, or null.</summary>
    public static Recorded? LastCompare(ReportNight n) => n.Last<Sampled>(s => s.What == "compare");

    private static IReadOnlyList<string> Row(ReportNight n, Recorded r, Sampled e) =>
    [
        n.At(r.At),
        e.What switch
        {
            "baseline" => n.Say.Say("baseline sealed", "baseline disegel"),
            "compare" => n.Say.Say("compared with the baseline", "dibandingkan dengan baseline"),
            "flow" => n.Say.Say("probe mail sent", "email probe dikirim"),
            _ => Words.Of(e.What),
        },
        n.Say.Number(e.Accounts), n.Say.Number(e.OutOf), e.What == "baseline" ? "" : n.Say.Number(e.Findings.Count),
        e.Hash.Length == 0 ? "" : Words.Code(e.Hash.Length > 12 ? e.Hash[..12] + "…" : e.Hash),
    ];

    /// <summary>What the client's IT was asked to look at, and the word it gave.</summary>
    private static IEnumerable<string> Client(ReportNight n)
    {
        foreach (var step in n.Plan.Phases.SelectMany(p => p.Steps).Where(s => s.Kind == StepKind.Ask && s.Ask is not null))
        {
            var items = string.Join("; ", step.Ask!.Items.Select(i => Words.Of(n.Say.Say(i))));
            var (role, count) = (n.Say.Role(step.Ask.Role), step.Ask.Items.Count);
            var word = n.State.Acceptance is { } ok ? n.Say.Say($"OK by {n.Name(ok.Who)} {n.At(ok.At)}", $"OK dari {n.Name(ok.Who)} {n.At(ok.At)}")
                : n.State.Refusal is { } no ? n.Say.Say($"NOT OK by {n.Name(no.Who)} {n.At(no.At)}", $"BELUM OK dari {n.Name(no.Who)} {n.At(no.At)}")
                : n.Say.Say("none yet", "belum ada");
            if (n.State.StepOf(step.Id).Attempt == 0)
            {
                yield return n.Say.Say($"The {role} was not asked: the night did not come that far.", $"{role} belum diminta mengecek: malam ini tidak sampai ke sana.");
                continue;
            }
            yield return n.Say.Say(
                $"The {role} was asked to look at {count} {(count == 1 ? "thing" : "things")}: {items}. Answer: {word}.",
                $"{role} diminta mengecek {count} hal: {items}. Jawaban: {word}.");
        }
    }
}
