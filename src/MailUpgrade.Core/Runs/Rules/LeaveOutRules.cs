using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// Partial opening: the night goes on without one host, whose users stay without service. Only where another host holds each of its roles,
/// only while the doors are closed, and only by the names that the plan or the quorum wants.
/// </summary>
internal static class LeaveOutRules
{
    public static Decision Decide(RunState s, LeaveOut c, Scene scene)
    {
        if (!s.HasKickedOff)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "kick-off:"));
        }
        if (s.Status == RunStatus.RollingBack || s.PausedFrom == RunStatus.RollingBack || Facts.PassedNoReturn(s, scene.Plan))
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "closed-doors:"));
        }
        if (scene.Fleet.Hosts.FirstOrDefault(h => h.Name == c.Host) is not { } host)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "which-step"), ("steps", string.Join(',', scene.Fleet.Hosts.Select(h => h.Name))));
        }
        if (s.LeftOut.Contains(host.Name))
        {
            return Run.No(RefusalCodes.AlreadyDecided, ("command", c.Word), ("by", ""));
        }
        if (host.Roles.FirstOrDefault(role => !scene.Fleet.Hosts.Any(h => h.Name != host.Name && !s.LeftOut.Contains(h.Name) && h.Roles.Contains(role))) is { } only)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "only-one:" + only));
        }
        if (s.InFlight.FirstOrDefault(x => x.Host == host.Name) is { } running)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "ended:" + running.Name));
        }
        return Votes.Cast(s, scene, c, new Ballot("without " + host.Name, Quorums.LeaveOut, c.Reason), reason =>
            [
                new HostLeftOut(host.Name, reason),
                .. s.Pause?.Cause is "failure" or "unknown" && s.Undecided.All(x => x.Host == host.Name) ? new RunEvent[] { new RunResumed() } : [],
            ]);
    }
}
