using System.Globalization;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Reports;

/// <summary>A recorded night, as history compares it.</summary>
/// <param name="Events">Its journal, in order.</param>
/// <param name="Plan">The run's own copy.</param>
/// <param name="Fleet">The run's own copy.</param>
/// <param name="Team">The run's own copy.</param>
/// <param name="Zone">Zone of the plan.</param>
public sealed record RecordedNight(IReadOnlyList<Recorded> Events, Plan Plan, Fleet Fleet, Team Team, TimeZoneInfo Zone)
{
    /// <summary>What people answered in the review after it.</summary>
    public IReadOnlyList<ReviewAnswered> Answers { get; init; } = [];
}

/// <summary>
/// The nights of a site beside each other, from their journals alone: how each ended, where time went against plan, which checks warned, what
/// was asked of people.
/// </summary>
public static class SiteHistory
{
    /// <summary>Most nights that fit beside each other on paper.</summary>
    public const int MostNights = 8;

    /// <summary>As Markdown. The newest <see cref="MostNights"/> are compared; the page says where there were more.</summary>
    /// <param name="nights">In the order in which they were planned.</param>
    /// <param name="language"><c>en</c> or <c>id</c>.</param>
    public static string Of(IReadOnlyList<RecordedNight> nights, string language)
    {
        var newest = nights.TakeLast(MostNights).ToList();
        var all = newest.Select(x => ReportNight.Of(x.Events, x.Plan, x.Fleet, x.Team, x.Zone, language)).ToList();
        var say = new Speech(language, TimeZoneInfo.Utc);
        var page = new ReportPage().Title(say.Say("Nights compared", "Perbandingan malam"));
        if (all.Count == 0)
        {
            return page.Paragraph(say.Say("No night is on record yet.", "Belum ada malam yang tercatat.")).ToString();
        }
        page.Paragraph(nights.Count > all.Count
            ? say.Say($"The newest {all.Count} of {nights.Count}.", $"{all.Count} terbaru dari {nights.Count}.") : "");
        Ends(all, say, page);
        Lengths(all, say, page);
        Warned(all, say, page);
        Asked(all, say, page);
        Reviewed(all, [.. newest.Select(x => x.Answers)], say, page);
        return page.ToString();
    }

    private static void Ends(List<ReportNight> all, Speech say, ReportPage page) => page.Table(
        ["No", "Run", say.Say("Kick-off", "Kick-off"), "Mode", "Plan", say.Say("How it ended", "Hasil"), say.Say("Down for users", "Layanan berhenti")],
        all.Select((n, i) => (IReadOnlyList<string>)[
            Number(i + 1), Words.Code(n.State.Id), n.Say.DayAndClock(n.State.KickedOffAt ?? n.State.KickOff), Words.Of(n.State.Mode),
            $"{Words.Of(n.State.PlanId)} {Words.Code(Speech.Short(n.State.PlanHash))}", RunWords.Of(n.State.Status, n.Say),
            FrontFigures.Down(n).Text]));

    /// <summary>Phases in the order of the newest plan that has them; what took longer than planned says by how much.</summary>
    private static void Lengths(List<ReportNight> all, Speech say, ReportPage page)
    {
        page.Heading(say.Say("Where time went", "Ke mana waktunya"));
        var phases = Enumerable.Reverse(all).SelectMany(n => n.Plan.Phases.Select(p => p.Id)).Distinct().ToList();
        page.Table(
            [say.Say("Phase", "Fase"), .. Columns(all)],
            phases.Where(p => all.Any(n => n.SpanOf(p) is { Start: not null, End: not null }))
                .Select(p => (IReadOnlyList<string>)[all[^1].Title(p), .. all.Select(n => Took(n, p))]));
    }

    private static string Took(ReportNight n, string phase)
    {
        if (n.PhaseOf(phase) is not { } planned || n.SpanOf(phase) is not { Start: { } from, End: { } to })
        {
            return "";
        }
        var over = to.At - from.At - planned.Planned;
        var against = over > TimeSpan.FromMinutes(1) ? n.Say.Say($", {n.Say.Span(over)} over", $", lewat {n.Say.Span(over)}") : "";
        return n.Say.Span(to.At - from.At) + against;
    }

    private static void Warned(List<ReportNight> all, Speech say, ReportPage page)
    {
        page.Heading(say.Say("Checks that did not simply pass", "Pengecekan yang tidak langsung lolos"));
        var steps = all.SelectMany((n, i) => n.All<StepEnded>().Where(x => x.Fact.Verdict is not "pass" && IsCheck(n, x.Fact))
            .Select(x => (Night: i, x.Fact.Step, x.Fact.Verdict))).ToList();
        page.Paragraph(steps.Count > 0 ? "" : say.Say("None.", "Tidak ada."));
        page.Table(
            [say.Say("Check", "Pengecekan"), .. Columns(all)],
            steps.GroupBy(x => x.Step).OrderByDescending(g => g.Select(x => x.Night).Distinct().Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (IReadOnlyList<string>)[
                    Words.Of(g.Key), .. all.Select((_, i) => string.Join(", ", g.Where(x => x.Night == i).Select(x => Words.Of(x.Verdict)).Distinct()))]));
    }

    private static void Asked(List<ReportNight> all, Speech say, ReportPage page)
    {
        page.Heading(say.Say("What was asked of people", "Yang diminta dari orang"));
        IReadOnlyList<string> Row(string label, Func<ReportNight, int> count) => [label, .. all.Select(n => Number(count(n)))];
        page.Table(
            ["", .. Columns(all)],
            [
                Row(say.Say("Decisions of people", "Keputusan orang"), n => n.Events.Count(r => ReportNight.IsPerson(r) && DecisionTexts.Of(n, r) is not null)),
                Row(say.Say("Refused commands", "Perintah ditolak"), n => n.All<CommandRefused>().Count()),
                Row(say.Say("Steps failed or unknown", "Langkah gagal atau belum jelas"), n => n.All<StepEnded>().Count(x => x.Fact.Outcome != "succeeded")),
                Row(say.Say("Issues opened", "Issue dibuka"), n => n.State.Issues.Count),
            ]);
    }

    private static void Reviewed(List<ReportNight> all, List<IReadOnlyList<ReviewAnswered>> answers, Speech say, ReportPage page)
    {
        page.Heading(say.Say("What people said afterwards", "Kata orang sesudahnya"));
        page.Paragraph(answers.Any(a => a.Count > 0) ? "" : say.Say("Nobody has answered a review.", "Belum ada yang menjawab ulasan."));
        for (var q = 1; q <= NightReview.Questions.Count; q++)
        {
            var said = answers.SelectMany((list, i) => list.Where(a => a.Question == q)
                .Select(a => (IReadOnlyList<string>)[Number(i + 1), all[i].Name(a.Person), Words.Quoted(a.Text)])).ToList();
            page.Paragraph(said.Count == 0 ? "" : $"**{say.Say(NightReview.Questions[q - 1])}**");
            page.Table(["No", say.Say("Who", "Siapa"), say.Say("Answer", "Jawaban")], said);
        }
    }

    private static bool IsCheck(ReportNight n, StepEnded end) => Facts.StepOf(n.Plan, end.Step)?.Kind == StepKind.Check;

    private static IEnumerable<string> Columns(List<ReportNight> all) => all.Select((_, i) => Number(i + 1));

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
