using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Reports.Acceptance;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>What was done after the doors were opened, and what is left for the days after.</summary>
internal static class Aftercare
{
    /// <summary>The section's heading.</summary>
    public static string Title(ReportNight n) => n.Say.Say("Aftercare", "Sesudah malam ini");

    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(Title(n));
        var done = Phases(n).SelectMany(p => p.Steps.Select(s => Line(n, p, s))).ToList();
        page.Table([n.Say.Say("Step", "Langkah"), n.Say.Say("State", "Status")], done);
        var left = Left(n);
        page.Paragraph(left.Count == 0 ? n.Say.Say("Nothing is left to do.", "Tidak ada sisa pekerjaan.") : n.Say.Say("Left to do:", "Yang masih harus dikerjakan:"));
        page.List(left.Select(p => p.Text));
        Calendar(n, left, page);
        List(n, page);
    }

    /// <summary>What stays on the list of the bot, which reminds its owners; as it stood when the run had ended.</summary>
    private static void List(ReportNight n, ReportPage page)
    {
        var items = Books.AftercareList.Of(n.State, n.Plan, n.Fleet, n.Pack)?.Items ?? [];
        page.Paragraph(items.Count == 0 ? "" : n.Say.Say(
            "Aftercare list, as it stood when the run had ended (how it stands now: `/aftercare`):", "Daftar aftercare, saat run selesai (keadaan sekarang: `/aftercare`):"));
        page.Table(
            [n.Say.Say("What", "Apa"), n.Say.Say("Owner", "Penanggung jawab"), n.Say.Say("Due", "Paling lambat"), n.Say.Say("State", "Status")],
            items.Select(i => (IReadOnlyList<string>)
            [
                Words.Of(n.Say.Say(i.Title)), Words.Of(AftercareTexts.Owner(i.Owner, n.Team, n.Say)), DateInWords.Short(i.Due, n.Say),
                i.Proven is { } proven ? "✔ " + Words.Of(n.Say.Say(proven))
                    : AftercareTexts.Hosts(i, n.Say) is { Length: > 0 } hosts ? Words.Of(n.Say.Say($"⏸ open: {hosts}", $"⏸ terbuka: {hosts}")) : n.Say.Say("⏸ open", "⏸ terbuka"),
            ]));
    }

    /// <summary>What has a date: nobody remembers in the second week what was promised at five in the morning.</summary>
    private static void Calendar(ReportNight n, IReadOnlyList<OpenPoint> left, ReportPage page)
    {
        var dated = left.Where(p => p.Due is not null).Concat(Later(n)).OrderBy(p => p.Due).ToList();
        page.Paragraph(dated.Count == 0 ? "" : n.Say.Say("Calendar:", "Kalender:"));
        page.Table(
            [n.Say.Say("Date", "Tanggal"), n.Say.Say("What", "Apa"), n.Say.Say("Owner", "Penanggung jawab")],
            dated.Select(p => (IReadOnlyList<string>)[DateInWords.Short(p.Due!.Value, n.Say), p.Text, p.Owner]));
    }

    /// <summary>What comes by itself.</summary>
    private static IEnumerable<OpenPoint> Later(ReportNight n)
    {
        if (n.State.EndedAt is not { } end || !n.State.HasKickedOff)
        {
            yield break;
        }
        yield return new OpenPoint(n.Say.Say("The bot asks three questions about the night.", "Bot mengajukan tiga pertanyaan tentang malam ini."), [n.State.Seq])
        { Due = end + Books.NightReview.After };
        if (n.Last<Sampled>(s => s.What == "baseline") is { } baseline)
        {
            var days = n.Fleet.Mail.Sample.KeepDays;
            yield return new OpenPoint(
                n.Say.Say("The sealed baseline of accounts and its key are deleted.", "Baseline akun yang disegel beserta kuncinya dihapus."), [baseline.Seq])
            { Due = baseline.At.AddDays(days) };
        }
    }

    /// <summary>What somebody still has to do, with the entries that say so.</summary>
    public static IReadOnlyList<OpenPoint> Left(ReportNight n) =>
        [.. Doors(n), .. LostMail(n), .. Differences(n), .. Issues(n), .. LeftOut(n), .. Behind(n), .. NotDone(n), .. Sets(n)];

    private static IEnumerable<Phase> Phases(ReportNight n) =>
        n.State.Status is RunStatus.RolledBack or RunStatus.RollingBack ? []
            : n.Plan.Phases.SkipWhile(p => !p.IsPointOfNoReturn).Skip(1);

    private static IReadOnlyList<string> Line(ReportNight n, Phase phase, Step step)
    {
        var all = step.Hosts is null ? [step.NameOn(null)] : step.Hosts.In(n.Fleet).Select(h => step.NameOn(h.Name)).ToList();
        var done = all.Count(name => n.State.StepOf(name) is { Status: StepStatus.Succeeded });
        var word = done == all.Count ? n.Say.Say("✔ done", "✔ selesai")
            : n.State.PhaseOf(phase.Id).Status == PhaseStatus.Pending ? n.Say.Say("not begun", "belum dimulai")
            : n.Say.Say($"{done} of {all.Count} done", $"{done} dari {all.Count} selesai");
        return [Words.Of(n.Say.Say(step.Title)), word];
    }

    private static IEnumerable<OpenPoint> Doors(ReportNight n)
    {
        if (n.State.HasEnded && Downtime.Of(n) is { IsOpenEnded: true } down)
        {
            yield return new OpenPoint(
                n.Say.Say(
                    $"The doors are closed since {n.At(down.Times[^1].From.At)} as far as the journal knows: somebody has to open them, or take the cluster back.",
                    $"Menurut jurnal akses masih tertutup sejak {n.At(down.Times[^1].From.At)}: harus ada yang membuka, atau mengembalikan cluster."),
                [down.Times[^1].From.Seq])
            { Owner = First(n, TeamRoles.Executor) };
        }
    }

    private static IEnumerable<OpenPoint> LostMail(ReportNight n) => n.All<MailCounted>().GroupBy(x => x.Fact.Host, StringComparer.Ordinal).Select(g => g.Last())
        .Where(x => x.Fact.Lost.Count > 0 || x.Fact.Unknown is not null).Select(x => new OpenPoint(
            x.Fact.Unknown is null
                ? n.Say.Say($"{n.Say.Number(x.Fact.Lost.Count)} messages of the queue of {x.Fact.Host} are lost: their senders have to be asked to send again.", $"{n.Say.Number(x.Fact.Lost.Count)} email antre di {x.Fact.Host} hilang: pengirimnya harus diminta mengirim ulang.")
                : n.Say.Say($"What became of the mail that waited on {x.Fact.Host} is not known: look into its mail log.", $"Nasib email yang antre di {x.Fact.Host} belum diketahui: periksa log email di sana."),
            [x.Entry.Seq])
        { Owner = First(n, TeamRoles.Executor) });

    private static IEnumerable<OpenPoint> Differences(ReportNight n) =>
        Samples.LastCompare(n) is { Event: Sampled { Findings.Count: > 0 } sample } r
            ? [new OpenPoint(
                n.Say.Say($"{n.Say.Number(sample.Findings.Count)} differences between accounts before and after to explain.", $"{n.Say.Number(sample.Findings.Count)} perbedaan akun sebelum dan sesudah yang harus dijelaskan."),
                [r.Seq]) { Owner = First(n, TeamRoles.Supervisor) }] : [];

    private static IEnumerable<OpenPoint> Issues(ReportNight n) => n.State.Issues.Where(i => i.IsOpen).Select(i => new OpenPoint(
        n.Say.Say($"Issue {i.Number}: {Words.Of(i.Text)}", $"Issue {i.Number}: {Words.Of(i.Text)}"),
        [.. n.All<IssueOpened>().Where(x => x.Fact.Number == i.Number).Select(x => x.Entry.Seq)])
    { Owner = n.Name(i.By) });

    private static IEnumerable<OpenPoint> LeftOut(ReportNight n) => n.All<SkipDecided>()
        .Where(x => n.State.StepOf(x.Fact.Step) is { Status: StepStatus.Skipped } step && !n.IsUndone(step.Phase))
        .Select(x => new OpenPoint(
            n.Say.Say($"Make up for {Words.Of(x.Fact.Step)}, which was left out.", $"Susulkan {Words.Of(x.Fact.Step)} yang dilewati."), [x.Entry.Seq])
        { Owner = n.Name(x.Entry.Actor) });

    private static IEnumerable<OpenPoint> Behind(ReportNight n) => n.State.Status is RunStatus.RolledBack ? []
        : n.All<HostLeftOut>().Select(x => new OpenPoint(
            n.Say.Say(
                $"{x.Fact.Host} was left out: its users have no service, mail for them waits in the queues; bring it after within days.",
                $"{x.Fact.Host} ditinggal: user di sana belum terlayani, email untuk mereka antre; susulkan dalam hitungan hari."), [x.Entry.Seq]));

    private static IEnumerable<OpenPoint> NotDone(ReportNight n) => Phases(n)
        .Where(p => n.State.HasKickedOff && n.State.HasEnded && n.State.PhaseOf(p.Id).Status != PhaseStatus.Succeeded)
        .Select(p => new OpenPoint(
            n.Say.Say(
                $"“{n.Title(p.Id)}” by hand: {string.Join("; ", p.Steps.Select(s => Words.Of(n.Say.Say(s.Title))))}.",
                $"“{n.Title(p.Id)}” manual: {string.Join("; ", p.Steps.Select(s => Words.Of(n.Say.Say(s.Title))))}."), [n.Events[^1].Seq])
        { Owner = First(n, p.Owner) });

    /// <summary>Snapshot sets that this run made: nothing in a plan deletes them.</summary>
    private static IEnumerable<OpenPoint> Sets(ReportNight n)
    {
        var made = Present.PlanOf(n.State, n.Plan).Phases.SelectMany(p => p.Steps.Where(s => s.Kind == StepKind.Snapshot).Select(s => (Phase: p, Step: s)))
            .SelectMany(x => n.All<StepStarted>().Where(e => e.Fact.Step.Split('/', 2)[0] == x.Step.Id)
                .Select(e => (Set: SetIds.At(n.State, x.Step, x.Phase.Id, e.Entry.Seq), e.Fact.Host, e.Entry.Seq)))
            .GroupBy(x => x.Set);
        foreach (var set in made)
        {
            // A provider that works on the bot's machine makes one set over all hosts.
            var hosts = set.Any(x => x.Host == HostSelector.Bot) ? n.Fleet.Hosts.Count : set.Select(x => x.Host).Distinct().Count();
            yield return new OpenPoint(
                n.Say.Say(
                    $"Snapshot set {Words.Code(set.Key)} on {hosts} {(hosts == 1 ? "host" : "hosts")}: delete it once nobody wants to go back any more.",
                    $"Set snapshot {Words.Code(set.Key)} di {hosts} host: hapus kalau sudah tidak ada yang mau rollback."),
                [set.Min(x => x.Seq)])
            { Owner = First(n, TeamRoles.Supervisor), Due = n.State.EndedAt?.AddDays(n.Plan.KeepSnapshotsDays) };
        }
    }

    private static string First(ReportNight n, string role) =>
        n.Team.Holding(role) is [var first, ..] ? Words.Of(first.Name) : "";
}
