using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// Going into the night with the backup that is there already: only while the new one is due and has failed or never came, never over one that still
/// runs, and by the names that the plan or the quorum wants.
/// </summary>
internal static class OlderBackupRules
{
    /// <summary>The phase that makes the backup before kick-off, or null.</summary>
    public static Phase? PhaseOf(Plan plan) => plan.Phases.FirstOrDefault(p => p.BeginsBeforeKickOff && p.Steps.Any(s => s.Kind == StepKind.Backup));

    public static Decision Decide(RunState s, AcceptOlderBackup c, Scene scene)
    {
        if (s.HasKickedOff)
        {
            return Run.No(RefusalCodes.AlreadyRunning, ("command", c.Word));
        }
        if (PhaseOf(scene.Plan) is not { } phase)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "phase:backup"));
        }
        if (s.PhaseOf(phase.Id).Status is PhaseStatus.Succeeded or PhaseStatus.Skipped)
        {
            return Run.No(RefusalCodes.AlreadyDecided, ("command", c.Word), ("by", ""));
        }
        if (phase.Start.Kind == PhaseStartKind.Clock && scene.Now < Timers.DueOf(phase, s, scene))
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "phase:" + phase.Id));
        }
        return s.InFlight.FirstOrDefault(x => x.Phase == phase.Id) is { } running
            ? Run.No(RefusalCodes.NotReady, ("missing", "ended:" + running.Name))
            : Votes.Cast(s, scene, c, new Ballot("olderbackup", Quorums.OlderBackup, c.Reason), reason =>
                [new OlderBackupAccepted(phase.Id, reason), new PhaseEnded(phase.Id, "skipped")]);
    }
}
