using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>The figures of the front page, each with the entries that it was computed from.</summary>
internal static class FrontFigures
{
    public static IEnumerable<Figure> Of(ReportNight n) =>
        [What(n), When(n), Where(n), Down(n), MailFlowPage.Figure(n) ?? NoMail(n), Accounts(n), VolumesRead.Of(n), NoReturn(n), .. Lost(n), Steps(n), Unproven(n), Open(n)];

    /// <summary>How long users were kept out, in one sentence.</summary>
    public static Figure Down(ReportNight n)
    {
        var down = Downtime.Of(n);
        var label = n.Say.Say("Down for users", "Layanan berhenti");
        IReadOnlyList<long> seqs = [.. down.Times.SelectMany(t => new[] { t.From.Seq, t.To?.Seq ?? n.State.Seq })];
        if (down.Times.Count == 0)
        {
            return new Figure(label, n.Say.Say("not at all; the doors were never closed", "tidak sama sekali; akses tidak pernah ditutup"), []);
        }
        var times = string.Join(", ", down.Times.Select(t => t.To is { } to
            ? $"{n.At(t.From.At)}–{n.At(to.At)}" : n.Say.Say($"since {n.At(t.From.At)}, no end in the journal", $"sejak {n.At(t.From.At)}, belum ada akhirnya di jurnal")));
        if (down.IsOpenEnded)
        {
            return new Figure(label, times + (down.Planned is { } promise ? n.Say.Say($"; promised {n.Say.Span(promise)}", $"; janji {n.Say.Span(promise)}") : ""), seqs);
        }
        return new Figure(label, $"{n.Say.Span(down.Total)}, {times}{Against(n, down)}", seqs);
    }

    /// <summary>Accounts compared and differences.</summary>
    public static Figure Accounts(ReportNight n) =>
        Samples.LastCompare(n) is { Event: Sampled sample } r
            ? new Figure(
                n.Say.Say("Accounts", "Akun"),
                $"{SampleTexts.Compared(sample, n.Say).TrimEnd('.')} ({n.At(r.At)})"
                    + n.Say.Say($"; {n.Say.Number(sample.OutOf - sample.Accounts)} not checked", $"; {n.Say.Number(sample.OutOf - sample.Accounts)} tidak dicek"),
                [r.Seq])
            : new Figure(n.Say.Say("Accounts", "Akun"), n.Say.Say("none compared", "tidak ada yang dibandingkan"), []);

    /// <summary>What is left to do.</summary>
    public static Figure Open(ReportNight n)
    {
        var left = Aftercare.Left(n);
        return new Figure(
            n.Say.Say("Left to do", "Sisa pekerjaan"),
            left.Count == 0 ? n.Say.Say("nothing", "tidak ada")
                : n.Say.Say($"{left.Count} {(left.Count == 1 ? "item" : "items")}", $"{left.Count} hal"),
            [.. left.SelectMany(p => p.Seqs)])
        {
            Items = [.. left.Select(p => p.Text)],
            Section = Aftercare.Title(n),
        };
    }

    private static IEnumerable<Figure> Lost(ReportNight n) => LostMail.Of(n) is { } lost ? [lost] : [];

    private static Figure NoMail(ReportNight n) => new(
        n.Say.Say("Queued mail", "Email antre"), n.Say.Say("not measured: lost, queued and delivered were not counted", "tidak diukur: yang hilang, antre dan terkirim tidak dihitung"), []);

    private static Figure What(ReportNight n)
    {
        var mode = n.State.Mode switch
        {
            "rehearsal" => n.Say.Say("rehearsal", "gladi"),
            "practice" => n.Say.Say("practice", "latihan"),
            "production" => n.Say.Say("production", "produksi"),
            _ => Words.Of(n.State.Mode),
        };
        var (from, to) = (Words.Of(n.Plan.FromVersion), Words.Of(n.Plan.ToVersion));
        return new Figure(
            n.Say.Say("What", "Apa"),
            n.Say.Say($"version {from} to {to}, {mode}", $"versi {from} ke {to}, {mode}") + $", plan {Words.Of(n.State.PlanId)} ({Words.Code(Speech.Short(n.State.PlanHash))})",
            [.. n.Events.Where(r => r.Event is RunPlanned or FilesTaken).Select(r => r.Seq)]);
    }

    private static Figure When(ReportNight n)
    {
        var start = n.Say.DayAndClock(n.State.KickedOffAt ?? n.State.KickOff);
        var begun = n.State.HasKickedOff ? "kick-off" : n.Say.Say("kick-off planned", "kick-off direncanakan");
        var end = n.State.EndedAt is { } at ? n.Say.Say($", end {n.Say.DayAndClock(at)}", $", selesai {n.Say.DayAndClock(at)}") : "";
        var (closes, zone) = (n.At(n.State.WindowCloses), n.Plan.Zone);
        return new Figure(
            n.Say.Say("When", "Kapan"),
            n.Say.Say($"{begun} {start}{end}; window until {closes} ({zone})", $"{begun} {start}{end}; batas waktu {closes} ({zone})"),
            [.. n.Events.Where(r => r.Event is RunPlanned or KickOffSet or KickedOff or RunEnded).Select(r => r.Seq)]);
    }

    private static Figure Where(ReportNight n) => new(
        n.Say.Say("Where", "Di mana"),
        $"{Words.Of(n.Fleet.Domain)}, {n.Fleet.Hosts.Count} {(n.Fleet.Hosts.Count == 1 ? "host" : n.Say.Say("hosts", "host"))}, fleet {Words.Of(n.Fleet.Id)}",
        [n.Events[0].Seq]);

    private static Figure NoReturn(ReportNight n)
    {
        var label = n.Say.Say("Point of no return", "Titik tanpa balik");
        var passed = n.DoorsOpen is { } doors ? n.Last<PhaseStarted>(e => e.Phase == doors.Id) : null;
        var by = n.DoorsOpen is { } gate ? n.Last<GateDecided>(e => e.Phase == gate.Id && e.Side == "go") : null;
        return passed is null ? new Figure(label, n.Say.Say("not passed", "tidak dilewati"), [])
            : new Figure(
                label,
                n.Say.Say($"passed {n.At(passed.At)}", $"dilewati {n.At(passed.At)}") + (by is null ? "" : n.Say.Say($", GO by {n.Name(by.Actor)}", $", GO oleh {n.Name(by.Actor)}")),
                by is null ? [passed.Seq] : [by.Seq, passed.Seq]);
    }

    private static Figure Steps(ReportNight n)
    {
        var ended = n.All<StepEnded>().ToList();
        var done = n.State.Steps.Values.Count(s => s.Status == StepStatus.Succeeded);
        var bad = ended.Where(x => x.Fact.Outcome != "succeeded").ToList();
        var skipped = n.State.Steps.Values.Count(s => s.Status == StepStatus.Skipped);
        var undone = n.State.Steps.Values.Count(s => s.Status == StepStatus.Succeeded && n.IsUndone(s.Phase));
        var (a, b, c) = (n.Say.Number(done), n.Say.Number(bad.Count), n.Say.Number(skipped));
        var back = undone == 0 ? "" : n.Say.Say($" ({n.Say.Number(undone)} of them undone by the rollback)", $" ({n.Say.Number(undone)} di antaranya dikembalikan rollback)");
        var failed = bad.Count == 0 ? n.Say.Say("none failed", "tidak ada yang gagal")
            : n.Say.Say($"{b} {(bad.Count == 1 ? "time" : "times")} failed or unknown on the way", $"{b} kali gagal atau belum jelas di jalan");
        return new Figure(
            n.Say.Say("Steps", "Langkah"),
            n.Say.Say($"{a} done{back}, {failed}, {(skipped == 0 ? "none" : c)} left out", $"{a} selesai{back}, {failed}, {(skipped == 0 ? "tidak ada yang" : c)} dilewati"),
            [.. ended.Select(x => x.Entry.Seq), .. n.All<SkipDecided>().Select(x => x.Entry.Seq)]);
    }

    public static Figure Unproven(ReportNight n)
    {
        var points = NotProven.Of(n);
        return new Figure(
            n.Say.Say("Not checked or not proven", "Tidak dicek atau tidak terbukti"),
            points.Count == 0 ? n.Say.Say("nothing known", "tidak ada yang diketahui")
                : n.Say.Say($"{points.Count} {(points.Count == 1 ? "point" : "points")}, listed below", $"{points.Count} hal, ada di daftar bawah"),
            [.. points.SelectMany(p => p.Seqs)]);
    }

    private static string Against(ReportNight n, Downtime down)
    {
        if (down.Planned is not { } planned)
        {
            return "";
        }
        var over = down.Total - planned;
        var span = n.Say.Span(over);
        var compared = over.Duration() < TimeSpan.FromMinutes(1) ? n.Say.Say("as promised", "sesuai janji")
            : over > TimeSpan.Zero ? n.Say.Say($"{span} longer", $"{span} lebih lama") : n.Say.Say($"{span} shorter", $"{span} lebih singkat");
        return n.Say.Say($"; promised {n.Say.Span(planned)}: {compared}", $"; janji {n.Say.Span(planned)}: {compared}");
    }
}
