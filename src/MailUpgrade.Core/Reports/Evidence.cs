using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>Backups and snapshots that were proven: set, time, and what the verification said on each host.</summary>
internal static class Evidence
{
    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(n.Say.Say("Backups and snapshots", "Backup dan snapshot"));
        var all = n.All<EvidenceRecorded>().ToList();
        page.Paragraph(all.Count == 0 ? n.Say.Say("None was proven.", "Tidak ada yang terbukti.") : "");
        Traced.Table(
            n, page,
            [n.Say.Say("Proof", "Bukti"), "Set", n.Say.Say("Proven", "Terbukti"), "Host", n.Say.Say("What the check said", "Hasil pengecekan")],
            all.SelectMany(x => Rows(n, x.Entry, x.Fact).Select(row => (row, (IEnumerable<long>)[x.Entry.Seq]))));
        var far = n.Fleet.Hosts.SelectMany(h => h.Volumes.Select(v => $"{Words.Of(h.Name)} {Words.Of(v.Name)} ({Words.Of(v.Kind)})")).ToList();
        page.Paragraph(far.Count == 0 ? "" : n.Say.Say(
            $"Outside every snapshot set, since they lie elsewhere: {string.Join(", ", far)}.",
            $"Di luar semua set snapshot, karena letaknya di tempat lain: {string.Join(", ", far)}."));
    }

    /// <summary>Hosts that said the same share a row.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(ReportNight n, Recorded r, EvidenceRecorded e)
    {
        var counts = n.State.Evidence.GetValueOrDefault(e.Name) == e;
        var proven = n.At(r.At) + (counts ? "" : n.Say.Say(", made anew later", ", dibuat ulang kemudian"));
        var first = true;
        foreach (var said in e.Detail.Select(Split).GroupBy(d => d.Said).DefaultIfEmpty())
        {
            yield return [
                first ? Words.Of(e.Name) : "", first ? Words.Code(e.SetId) : "", first ? proven : "",
                said is null ? "" : Words.Of(string.Join(", ", said.Select(d => d.Host))), said is null ? "" : Said(n, said.Key)];
            first = false;
        }
    }

    /// <summary>"done" is the engine's word where a script ended well and no check of its own followed.</summary>
    private static string Said(ReportNight n, string words) =>
        words == "done" ? n.Say.Say("done (exit status 0)", "selesai (exit status 0)") : Words.Of(words);

    private static (string Host, string Said) Split(string detail)
    {
        var at = detail.IndexOf(": ", StringComparison.Ordinal);
        return at < 0 ? (detail, "") : (detail[..at], detail[(at + 2)..].Replace(detail[..at], "…", StringComparison.Ordinal));
    }
}
