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
        var lines = new List<string> { Headline.Of(c.State, c.Scene, say).Line, say.Say("Phase: planned | actual", "Fase: rencana | nyata") };
        foreach (var (phase, time) in c.Scene.Plan.Phases.Zip(PlannedTimes.Of(c.Scene.Plan, c.State.KickOff, c.Scene.Zone)))
        {
            var planned = phase.Start.Kind == PhaseStartKind.Command ? say.Span(phase.Planned) : $"{say.Clock(time.Start)}-{say.Clock(time.End)}";
            lines.Add($"{phase.Id}: {planned} | {Actual(c.State.PhaseOf(phase.Id), say)}");
        }
        var back = c.State.PhaseOf(c.Scene.Plan.Rollback.Id);
        if (back.Status != PhaseStatus.Pending)
        {
            lines.Add($"{back.Id}: {say.Span(c.Scene.Plan.Guidance.Length)} | {Actual(back, say)}");
        }
        return Task.FromResult<IReadOnlyList<string>>(lines);
    }

    private static string Actual(PhaseState phase, Speech say)
    {
        var word = $"{RunWords.Sign(phase.Status)} {RunWords.Of(phase.Status, say)}".Trim();
        return phase.StartedAt is not { } start ? word
            : phase.EndedAt is { } end ? $"{say.Clock(start)}-{say.Clock(end)} {word}" : $"{say.Clock(start)}- {word}";
    }
}
