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
        return TwoNameRules.Second(s, c, key, scene, [TeamRoles.Supervisor, TeamRoles.ClientIt]) switch
        {
            null => Run.Yes(new DecisionProposed(key, c.Reason)),
            Decision.Accepted => new Decision.Accepted(
            [
                new WindowExtended(until, s.Proposals[key].Text.Length > 0 ? s.Proposals[key].Text : c.Reason),
                .. s is { Status: RunStatus.Paused, Pause.Cause: "window" or "late" } && s.Undecided.Count == 0 ? [new RunResumed()] : Array.Empty<RunEvent>(),
            ]),
            { } no => no,
        };
    }

    /// <summary>Going on with nodes whose long run passes the latest safe rollback: executor and supervisor.</summary>
    public static Decision GoOnLate(RunState s, Resume c, Scene scene)
    {
        var key = LateNode.Decision + s.Pause!.Step;
        return TwoNameRules.Second(s, c, key, scene, [TeamRoles.Executor, TeamRoles.Supervisor]) switch
        {
            null => Run.Yes(new DecisionProposed(key, "")),
            Decision.Accepted => Run.Yes(new LateAgreed(Facts.PhaseOf(scene.Plan, s.Pause.Step!), s.Pause.Step!), new RunResumed()),
            { } no => no,
        };
    }
}
