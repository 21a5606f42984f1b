using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/timeline</c>: per phase what was planned and what was.</summary>
internal static class ShowTimeline
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var say = c.Speech;
        var lines = new List<string> { Headline.Of(c.State, c.Scene, say).Line, say.Say("Phase: planned | rehearsed | actual", "Fase: rencana | gladi | nyata") };
        var measured = Measured.Of(c.Scene.Book, c.State.PlanHash);
        foreach (var (phase, time) in c.Scene.Plan.Phases.Zip(PlannedTimes.Of(c.Scene.Plan, c.State.KickOff, c.Scene.Zone)))
        {
            var planned = phase.Start.Kind == PhaseStartKind.Command ? say.Span(phase.Planned) : $"{say.Clock(time.Start)}-{say.Clock(time.End)}";
            lines.Add($"{phase.Id}: {planned} | {(measured.Usual(phase.Id) is { } usual ? say.Span(usual) : "-")} | {Actual(c.State.PhaseOf(phase.Id), say, measured.Usual(phase.Id), phase.Planned)}");
        }
        var back = c.State.PhaseOf(c.Scene.Plan.Rollback.Id);
        if (back.Status != PhaseStatus.Pending)
        {
            lines.Add($"{back.Id}: {say.Span(c.Scene.Plan.Guidance.Length)} | {(measured.LongWayBack is { } length ? say.Span(length) : "-")} | {Actual(back, say, measured.LongWayBack, c.Scene.Plan.Guidance.Length)}");
        }
        return Task.FromResult<IReadOnlyList<string>>(lines);
    }

    private static string Actual(PhaseState phase, Speech say, TimeSpan? rehearsed, TimeSpan planned)
    {
        var word = $"{RunWords.Sign(phase.Status)} {RunWords.Of(phase.Status, say)}".Trim();
        return phase.StartedAt is not { } start ? word
            : phase.EndedAt is { } end ? $"{say.Clock(start)}-{say.Clock(end)} {word}, {LengthTexts.Against(end - start, rehearsed, planned, say)}" : $"{say.Clock(start)}- {word}";
    }
}
