using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Two-name decisions about time: a longer window, and a node that passes the latest safe rollback.</summary>
internal static class WindowRules
{
    /// <summary>A window is not stretched into another night.</summary>
    private static readonly TimeSpan LongestStretch = TimeSpan.FromHours(12);

    /// <summary>By the client's IT and the supervisor, in any order, both naming the same time.</summary>
    public static Decision Extend(RunState s, ExtendWindow c, Scene scene)
    {
        if (!s.HasKickedOff)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "kick-off:"), ("instead", "/reschedule"));
        }
        var until = WindowClock.Next(s.WindowCloses, c.Until, scene.Zone);
        if (until == s.WindowCloses || until <= scene.Now || until - s.WindowCloses > LongestStretch)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "not-later"));
        }
        if (scene.Calendar.Covering(scene.LocalDay(until)) is { } freeze)
        {
            return StartRules.Frozen(freeze);
        }
        var key = string.Create(CultureInfo.InvariantCulture, $"extend {c.Until:HH\\:mm}");
        return Votes.Cast(s, scene, c, new Ballot(key, Quorums.Extend, c.Reason), reason =>
        [
            new WindowExtended(until, reason),
            .. s is { Status: RunStatus.Paused, Pause.Cause: "window" or "late" } && s.Undecided.Count == 0 ? [new RunResumed()] : Array.Empty<RunEvent>(),
        ]);
    }

    /// <summary>Going on with nodes whose long run passes the latest safe rollback. Said as <c>/begin</c> or, while the run waits for it, <c>/resume</c>.</summary>
    public static Decision GoOnLate(RunState s, PersonCommand c, Scene scene)
    {
        if (s is not { Status: RunStatus.Paused, Pause: { Cause: "late", Step: { } step } })
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "late-node:"));
        }
        return Votes.Cast(s, scene, c, new Ballot(LateNode.Decision + step, Quorums.PastRollback, (c as BeginLate)?.Reason ?? ""), _ =>
            [new LateAgreed(Facts.PhaseOf(scene.Plan, step), step), new RunResumed()]);
    }
}
