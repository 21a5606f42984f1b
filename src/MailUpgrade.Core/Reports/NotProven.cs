using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>What was not checked or is not proven, said as plainly as what is.</summary>
internal static class NotProven
{
    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(n.Say.Say("Not checked or not proven", "Yang tidak dicek atau tidak terbukti"));
        var all = Of(n);
        page.Paragraph(all.Count > 0 ? "" : n.Say.Say("Nothing that the journal knows of.", "Tidak ada menurut jurnal."));
        page.List(all.Select(p => p.Text));
    }

    /// <summary>One point each, with the entries that say so.</summary>
    public static IReadOnlyList<OpenPoint> Of(ReportNight n) =>
        [.. LeftOut(n), .. Backup(n), .. Undecided(n), .. Warned(n), .. Unlooked(n), .. Unbegun(n), .. ExitStatusAlone(n)];

    private static IEnumerable<OpenPoint> LeftOut(ReportNight n) =>
        n.All<SkipDecided>().Where(x => Counts(n, n.State.StepOf(x.Fact.Step), StepStatus.Skipped)).Select(x => new OpenPoint(
            n.Say.Say(
                $"{Words.Of(x.Fact.Step)} was left out: {Decisions.Consequence(n, x.Fact)}",
                $"{Words.Of(x.Fact.Step)} dilewati: {Decisions.Consequence(n, x.Fact)}"), [x.Entry.Seq]));

    private static IEnumerable<OpenPoint> Backup(ReportNight n) => n.All<OlderBackupAccepted>().Select(x =>
    {
        var all = n.State.Steps.Values.Where(s => s.Phase == x.Fact.Phase && s.Host is not null).ToList();
        var without = all.Where(s => s.Status != StepStatus.Succeeded).Select(s => s.Host!).Distinct().Order(StringComparer.Ordinal).ToList();
        var hosts = string.Join(", ", without);
        return new OpenPoint(
            without.Count == 0 || without.Count == all.Select(s => s.Host).Distinct().Count()
                ? n.Say.Say("No backup was made for this night: an older one counted.", "Malam ini tanpa backup baru: yang lama yang dipakai.")
                : n.Say.Say($"No whole backup of {hosts} was made for this night: an older one counted.", $"Malam ini {hosts} tanpa backup baru yang utuh: yang lama yang dipakai."),
            [x.Entry.Seq]);
    });

    private static IEnumerable<OpenPoint> Undecided(ReportNight n) =>
        Ended(n, e => e.Outcome != "succeeded").Where(x => Counts(n, x.State, StepStatus.Failed) || Counts(n, x.State, StepStatus.Unknown))
            .Select(x => new OpenPoint(
                x.State.Status == StepStatus.Failed
                    ? n.Say.Say($"{Words.Of(x.State.Name)} failed and stands so: {Words.Of(x.Fact.Reason)}", $"{Words.Of(x.State.Name)} gagal dan masih begitu: {Words.Of(x.Fact.Reason)}")
                    : n.Say.Say($"{Words.Of(x.State.Name)}: nobody knows how it ended ({Words.Of(x.Fact.Reason)})", $"{Words.Of(x.State.Name)}: tidak ada yang tahu hasilnya ({Words.Of(x.Fact.Reason)})"),
                [x.Entry.Seq]));

    private static IEnumerable<OpenPoint> Warned(ReportNight n) =>
        Ended(n, e => e.Outcome == "succeeded" && e.Verdict != "pass").Where(x => Counts(n, x.State, StepStatus.Succeeded))
            .Select(x => new OpenPoint(
                x.Fact.Verdict == "warn"
                    ? n.Say.Say($"{Words.Of(x.State.Name)} passed with a warning: {Words.Of(x.Fact.Reason)}", $"{Words.Of(x.State.Name)} lolos dengan peringatan: {Words.Of(x.Fact.Reason)}")
                    : n.Say.Say($"{Words.Of(x.State.Name)}: the check was inconclusive: {Words.Of(x.Fact.Reason)}", $"{Words.Of(x.State.Name)}: pengecekan tidak menyimpulkan apa-apa: {Words.Of(x.Fact.Reason)}"),
                [x.Entry.Seq]));

    private static IEnumerable<OpenPoint> Unlooked(ReportNight n)
    {
        if (!n.State.HasKickedOff)
        {
            yield break;
        }
        if (Samples.LastCompare(n) is not { Event: Sampled sample } r)
        {
            yield return new OpenPoint(n.Say.Say("No account was compared with its state before.", "Tidak ada akun yang dibandingkan dengan keadaan sebelumnya."), []);
            yield break;
        }
        var left = sample.OutOf - sample.Accounts;
        if (left > 0 && sample.NotLookedAt.Count == 0)
        {
            yield return new OpenPoint(n.Say.Say($"{n.Say.Number(left)} accounts were not compared.", $"{n.Say.Number(left)} akun tidak dibandingkan."), [r.Seq]);
        }
        if (sample.NotLookedAt.Count > 0)
        {
            var words = string.Join("; ", sample.NotLookedAt.Select(x => Words.Of(MailUpgrade.Core.Chat.Texts.SampleTexts.Left(x, n.Say))));
            yield return new OpenPoint(n.Say.Say($"Sampling did not look at: {words}.", $"Tidak dilihat sampling: {words}."), [r.Seq]);
        }
    }

    private static IEnumerable<OpenPoint> Unbegun(ReportNight n)
    {
        var wentBack = n.State.Status == RunStatus.RolledBack;
        var none = n.State.HasEnded && !wentBack
            ? n.Plan.Phases.Where(p => n.State.PhaseOf(p.Id).Status is PhaseStatus.Pending or PhaseStatus.Running or PhaseStatus.Failed).ToList() : [];
        if (none.Count > 0)
        {
            var titles = string.Join(", ", none.Select(p => n.Title(p.Id)));
            yield return new OpenPoint(
                n.Say.Say($"Phases not begun or not finished: {titles}.", $"Fase yang tidak dimulai atau tidak selesai: {titles}."), [n.Events[^1].Seq]);
        }
    }

    /// <summary>Steps that changed something and that no check of their own has looked at afterwards.</summary>
    private static IEnumerable<OpenPoint> ExitStatusAlone(ReportNight n)
    {
        var steps = n.Plan.Phases.Append(n.Plan.Rollback)
            .SelectMany(p => p.Steps.Where(s => !IsVerified(s) && !IsProvenBySet(n, p, s)).Select(s => (Phase: p, Step: s)))
            .Where(x => n.State.Steps.Values.Any(s => Facts.StepOf(n.Plan, s.Name) == x.Step && Counts(n, s, StepStatus.Succeeded)))
            .Select(x => $"“{Words.Of(n.Say.Say(x.Step.Title))}”").ToList();
        if (steps.Count > 0)
        {
            yield return new OpenPoint(
                n.Say.Say(
                    $"Only the exit status speaks for these, no check of their own followed: {string.Join(", ", steps)}.",
                    $"Hanya berdasarkan exit status, tanpa pengecekan sendiri: {string.Join(", ", steps)}."), []);
        }
    }

    private static bool IsVerified(Step step) =>
        step.VerifyScript is not null || step.Kind is StepKind.Check or StepKind.Sample or StepKind.Ask or StepKind.Wait;

    /// <summary>A later step of the phase has proven the set that this one makes.</summary>
    private static bool IsProvenBySet(ReportNight n, Phase phase, Step step) =>
        step.Kind is StepKind.Snapshot or StepKind.Backup
        && phase.Steps.Any(s => s.Kind == step.Kind && s.Evidence is { } name && n.State.Evidence.ContainsKey(name));

    private static IEnumerable<(Recorded Entry, StepEnded Fact, StepState State)> Ended(ReportNight n, Func<StepEnded, bool> which) =>
        n.All<StepEnded>().Where(x => which(x.Fact)).Select(x => (x.Entry, x.Fact, n.State.StepOf(x.Fact.Step))).Where(x => x.Item3.Last == x.Fact);

    /// <summary>A step stands so now, in a phase that was not undone.</summary>
    private static bool Counts(ReportNight n, StepState step, StepStatus status) =>
        step.Status == status && !n.IsUndone(step.Phase);
}

/// <summary>Something that is open, with the entries that say so.</summary>
/// <param name="Text">Markdown, one line.</param>
/// <param name="Seqs">Entries; none where an entry is missing that should be there.</param>
internal sealed record OpenPoint(string Text, IReadOnlyList<long> Seqs)
{
    /// <summary>Whose it is; empty where nobody is known.</summary>
    public string Owner { get; init; } = "";

    /// <summary>By when, or null.</summary>
    public DateTimeOffset? Due { get; init; }
}
