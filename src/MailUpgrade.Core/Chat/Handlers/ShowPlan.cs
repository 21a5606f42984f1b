using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/plan</c>: the order of the night.</summary>
internal static class ShowPlan
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var (say, plan) = (c.Speech, c.Scene.Plan);
        var kickOff = say.DayAndClock(c.State.KickOff);
        var lines = new List<string>
        {
            FirstLine.Of(say.Say(plan.Title)),
            say.Say(
                $"Plan {plan.Id}, hash {Speech.Short(c.State.PlanHash)}, {say.Number(c.Scene.Fleet.Hosts.Count)} hosts of fleet {c.Scene.Fleet.Id}, mode {c.State.Mode}.",
                $"Plan {plan.Id}, hash {Speech.Short(c.State.PlanHash)}, {say.Number(c.Scene.Fleet.Hosts.Count)} host dari fleet {c.Scene.Fleet.Id}, mode {c.State.Mode}."),
            say.Say($"Kick-off {kickOff}, closes {say.DayAndClock(c.State.WindowCloses)}, {plan.Zone}.", $"Kick-off {kickOff}, selesai paling lambat {say.DayAndClock(c.State.WindowCloses)}, {plan.Zone}."),
        };
        foreach (var (phase, time) in plan.Phases.Zip(PlannedTimes.Of(plan, c.State.KickOff, c.Scene.Zone)))
        {
            var when = phase.Start.Kind == PhaseStartKind.Command ? "/" + phase.Start.Command : say.Clock(time.Start);
            var gate = phase.Gate is null ? "" : say.Say($", GO of {say.Role(phase.Gate.Role)}", $", GO dari {say.Role(phase.Gate.Role)}");
            var point = phase.IsPointOfNoReturn ? say.Say(", point of no return", ", titik tanpa balik") : "";
            lines.Add($"{when} {phase.Id}: {say.Say(phase.Title)}, {say.Span(phase.Planned)}{gate}{point}");
        }
        lines.Add(say.Say($"Way back: about {say.Span(plan.Guidance.Length)}, two names.", $"Rollback: sekitar {say.Span(plan.Guidance.Length)}, dua nama."));
        return Task.FromResult<IReadOnlyList<string>>(lines);
    }
}
