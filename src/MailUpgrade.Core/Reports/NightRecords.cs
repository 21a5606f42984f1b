using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>What the night has put on record so far, newest first, as plain text for the page.</summary>
/// <param name="Decisions">What people decided.</param>
/// <param name="Checks">How each check ended last.</param>
/// <param name="Issues">Issues, open ones first.</param>
/// <param name="Findings">Differences of the last comparison of accounts.</param>
public sealed record NightRecords(
    IReadOnlyList<RecordLine> Decisions, IReadOnlyList<RecordLine> Checks, IReadOnlyList<RecordLine> Issues, IReadOnlyList<RecordLine> Findings)
{
    /// <summary>What is to be seen to after nights; from the book, so that it stands beside the journal.</summary>
    public IReadOnlyList<RecordLine> Aftercare { get; init; } = [];

    /// <summary>The lines of the list, open things first.</summary>
    public static IReadOnlyList<RecordLine> AftercareOf(IReadOnlyList<Books.AftercareEntry> entries, DateTimeOffset now, Team team, Speech say) =>
    [
        .. entries.OrderBy(e => !e.IsOpen).ThenBy(e => e.Item.Due).ThenBy(e => e.Number).Select(e => new RecordLine(
            say.DayAndClock(e.Item.Due), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{e.Number} {AftercareTexts.Owner(e.Item.Owner, team, say)}"),
            e.IsOpen ? $"{say.Say(e.Item.Title)} {AftercareTexts.Hosts(e.Item, say)}".Trim() : $"{say.Say(e.Item.Title)}: {AftercareTexts.State(e, now, team, say)}",
            !e.IsOpen ? "succeeded" : e.IsLate(now) ? "failed" : "waiting")),
    ];

    /// <summary>Reads a journal.</summary>
    /// <param name="events">The journal of the run, in order.</param>
    /// <param name="plan">The run's own copy.</param>
    /// <param name="fleet">The run's own copy.</param>
    /// <param name="team">The run's own copy.</param>
    /// <param name="zone">Zone of the plan.</param>
    /// <param name="language"><c>en</c> or <c>id</c>.</param>
    /// <exception cref="ArgumentException">The journal is empty or does not begin with a run.</exception>
    public static NightRecords Of(
        IReadOnlyList<Recorded> events, Plan plan, Fleet fleet, Team team, TimeZoneInfo zone, string language)
    {
        var n = ReportNight.Of(events, plan, fleet, team, zone, language);
        return new NightRecords([.. DecisionsOf(n).Reverse()], [.. ChecksOf(n)], [.. IssuesOf(n)], [.. FindingsOf(n)]);
    }

    private static IEnumerable<RecordLine> DecisionsOf(ReportNight n) =>
        from r in n.Events
        let what = DecisionTexts.Of(n, r)
        where what is not null
        select new RecordLine(n.At(r.At), PlainText.Of(Reports.Decisions.Who(n, r)), PlainText.Of(what), "");

    /// <summary>What did not pass first: on a phone that is all that is seen.</summary>
    private static IEnumerable<RecordLine> ChecksOf(ReportNight n) => n.State.Steps.Values
        .Where(s => s.Last is not null && Facts.StepOf(n.Plan, s.Name)?.Kind == StepKind.Check)
        .OrderByDescending(s => Weight(s.Last!)).ThenByDescending(s => s.StartedAt).ThenBy(s => s.Name, StringComparer.Ordinal)
        .Select(s => new RecordLine(s.StartedAt is { } at ? n.At(at) : "", s.Name, s.Last!.Reason, StateOf(s.Last!)));

    private static IEnumerable<RecordLine> IssuesOf(ReportNight n) => n.State.Issues
        .OrderByDescending(i => i.IsOpen).ThenByDescending(i => i.Number)
        .Select(i => new RecordLine(
            n.At(i.At), $"{n.Say.Number(i.Number)} {PlainText.Of(n.Name(i.By))}",
            i.Text + (i.Blocking && i.IsOpen ? n.Say.Say(" (blocking)", " (memblokir)") : "") + (i.Remedy is { Length: > 0 } remedy ? $" → {remedy}" : ""),
            !i.IsOpen ? "succeeded" : i.Blocking ? "failed" : "waiting"));

    private static IEnumerable<RecordLine> FindingsOf(ReportNight n) =>
        Samples.LastCompare(n) is { Event: Sampled sample } r ? sample.Findings.Select(f => new RecordLine(n.At(r.At), "", f, "failed")) : [];

    private static int Weight(StepEnded end) => StateOf(end) switch { "failed" => 3, "unknown" => 2, "waiting" => 1, _ => 0 };

    private static string StateOf(StepEnded end) => end.Outcome == "failed" ? "failed"
        : end.Outcome != "succeeded" || end.Verdict is "inconclusive" ? "unknown" : end.Verdict == "warn" ? "waiting" : "succeeded";
}

/// <summary>One line on record.</summary>
/// <param name="At">HH:MM in the zone of the plan.</param>
/// <param name="Who">Person, step or number.</param>
/// <param name="Text">What it says.</param>
/// <param name="State">A word of the page's states, or empty.</param>
public sealed record RecordLine(string At, string Who, string Text, string State);
