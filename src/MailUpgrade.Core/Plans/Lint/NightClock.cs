namespace MailUpgrade.Core.Plans.Lint;

/// <summary>When each phase of a plan is due, in time from the kick-off on the plan's own wall clock.</summary>
public sealed class NightClock
{
    private static readonly TimeSpan WholeDay = TimeSpan.FromHours(24);
    private readonly Plan plan;

    /// <summary>Works for unfinished plans too: without a kick-off phase the night has no length.</summary>
    public NightClock(Plan plan)
    {
        this.plan = plan;
        Window = Until(plan.Window.Opens, plan.Window.Closes);
        Reserve = plan.Guidance.Length + plan.Guidance.Recheck + plan.Guidance.Margin;
        var times = new List<PhaseTime>();
        TimeSpan? at = null;
        var isNight = false;
        foreach (var phase in plan.Phases)
        {
            isNight |= phase.Start.Kind == PhaseStartKind.KickOff;
            at = phase.Start switch
            {
                { Kind: PhaseStartKind.KickOff } => TimeSpan.Zero,
                { Kind: PhaseStartKind.Clock, At: { } time } => -Until(time, plan.Window.Opens),
                { Kind: PhaseStartKind.Command } => null,
                _ => at,
            };
            times.Add(new PhaseTime(phase, at, isNight));
            at += phase.Planned;
        }
        Phases = times;
        Planned = times.Where(t => t.IsNight).Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Phase.Planned);
    }

    /// <summary>From opening to closing, more than 0 and at most 24 h.</summary>
    public TimeSpan Window { get; }

    /// <summary>What a rollback needs: its length, the checks after it, the margin.</summary>
    public TimeSpan Reserve { get; }

    /// <summary>Sum of the planned lengths from kick-off to the end.</summary>
    public TimeSpan Planned { get; }

    /// <summary>Latest moment, from kick-off, at which a rollback still fits; negative when it never does.</summary>
    public TimeSpan LatestSafeRollback => Window - Reserve;

    /// <summary>The phases in the order of the plan.</summary>
    public IReadOnlyList<PhaseTime> Phases { get; }

    /// <summary>Wall-clock time of a moment counted from kick-off.</summary>
    public TimeOnly At(TimeSpan fromKickOff) => plan.Window.Opens.Add(fromKickOff);

    private static TimeSpan Until(TimeOnly from, TimeOnly to)
    {
        var length = to.ToTimeSpan() - from.ToTimeSpan();
        return length > TimeSpan.Zero ? length : length + WholeDay;
    }
}

/// <summary>When a phase is due.</summary>
/// <param name="Phase">Which.</param>
/// <param name="FromKickOff">Negative before kick-off; null where a person's command begins it.</param>
/// <param name="IsNight">True from the kick-off phase on.</param>
public sealed record PhaseTime(Phase Phase, TimeSpan? FromKickOff, bool IsNight);
