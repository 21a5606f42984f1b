using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Time;

/// <summary>When a phase is planned to begin and to end.</summary>
public sealed record PlannedTime(string Phase, DateTimeOffset Start, DateTimeOffset End);

/// <summary>
/// The plan's clock for one kick-off: phases with a clock time at the last such time before kick-off, those after kick-off one
/// behind the other. A phase that a person begins has no instant of its own: it is shown so that it ends when the first other begins.
/// </summary>
public static class PlannedTimes
{
    /// <summary>Times of every phase, in the order of the plan.</summary>
    public static IReadOnlyList<PlannedTime> Of(Plan plan, DateTimeOffset kickOff, TimeZoneInfo zone)
    {
        var first = plan.Phases.Where(p => p.Start.Kind == PhaseStartKind.Clock)
            .Select(p => WindowClock.LastBefore(kickOff, p.Start.At!.Value, zone)).Append(kickOff).Min();
        var times = new List<PlannedTime>();
        var next = kickOff;
        foreach (var phase in plan.Phases)
        {
            var start = phase.Start.Kind switch
            {
                PhaseStartKind.Clock => WindowClock.LastBefore(kickOff, phase.Start.At!.Value, zone),
                PhaseStartKind.Command => first - phase.Planned,
                _ => next,
            };
            times.Add(new PlannedTime(phase.Id, start, start + phase.Planned));
            if (!phase.BeginsBeforeKickOff)
            {
                next = start + phase.Planned;
            }
        }
        return times;
    }
}
