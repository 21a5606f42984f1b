using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Reports;

/// <summary>How long users and mail were kept out.</summary>
/// <param name="Times">From the begin of the phase that closes the doors to the end of the one that opens them; in order.</param>
/// <param name="Planned">Length by the plan; null where the cluster went back, which has no promise.</param>
internal sealed record Downtime(IReadOnlyList<DoorsClosed> Times, TimeSpan? Planned)
{
    /// <summary>The doors are not recorded as open.</summary>
    public bool IsOpenEnded => Times is [.., { To: null }];

    /// <summary>Sum of the closed times whose ends are recorded.</summary>
    public TimeSpan Total { get; } = Times.Where(t => t.To is not null)
        .Aggregate(TimeSpan.Zero, (sum, t) => sum + (t.To!.At - t.From.At));

    /// <summary>Measures a night. No closed time where it never kicked off.</summary>
    public static Downtime Of(ReportNight night)
    {
        var times = new List<DoorsClosed>();
        foreach (var r in night.Events)
        {
            var isClosed = times is [.., { To: null }];
            if (!isClosed && (r.Event is KickedOff || (r.Event is PhaseStarted back && back.Phase == night.Plan.Rollback.Id)))
            {
                times.Add(new DoorsClosed(r, null));
            }
            else if (isClosed && r.Event is PhaseEnded { Outcome: "succeeded" } end
                && (end.Phase == night.DoorsOpen?.Id || end.Phase == night.Plan.Rollback.Id))
            {
                times[^1] = times[^1] with { To = r };
            }
        }
        var wentBack = night.Last<RollbackDecided>() is not null;
        var planned = wentBack || night.DoorsOpen is not { } doors ? null
            : PlannedTimes.Of(night.Plan, night.State.KickOff, night.Say.Zone).FirstOrDefault(t => t.Phase == doors.Id);
        return new Downtime(times, planned?.End - night.State.KickOff);
    }
}

/// <summary>One time during which the doors were closed.</summary>
/// <param name="From">Entry that began it.</param>
/// <param name="To">Entry that ended it, or null.</param>
internal sealed record DoorsClosed(Recorded From, Recorded? To);
