using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// Going into the night with the backup that is there already: only while the new one is due and has failed or never came, never over one that still
/// runs or of which nobody knows that it has ended, and by the names that the plan or the quorum wants. What may still run is waited for or ended.
/// </summary>
internal static class OlderBackupRules
{
    /// <summary>The phase that makes the backup before kick-off, or null.</summary>
    public static Phase? PhaseOf(Plan plan) => plan.Phases.FirstOrDefault(p => p.BeginsBeforeKickOff && p.Steps.Any(s => s.Kind == StepKind.Backup));

    /// <summary>Steps of the phase whose backup nobody has proven to have ended: their deadline passed, or the host could not say.</summary>
    public static IReadOnlyList<StepState> MayRun(RunState s, Scene scene, Phase phase) =>
    [
        .. phase.Steps.Where(x => x.Kind == StepKind.Backup).SelectMany(step => scene.HostsOf(step).Select(h => s.StepOf(step.NameOn(h))))
            .Where(x => x.Last is { Outcome: not "succeeded", Verdict: "inconclusive" } && x.Status is not (StepStatus.Succeeded or StepStatus.Skipped)),
    ];

    public static Decision Decide(RunState s, AcceptOlderBackup c, Scene scene)
    {
        if (Phase(s, c, scene, out var refusal) is not { } phase)
        {
            return refusal!;
        }
        return MayRun(s, scene, phase) is [var open, ..]
            ? Run.No(RefusalCodes.NotReady, ("missing", "backup-ended:" + open.Name))
            : Votes.Cast(s, scene, c, new Ballot("olderbackup", Quorums.OlderBackup, c.Reason), reason =>
                [new OlderBackupAccepted(phase.Id, reason), new PhaseEnded(phase.Id, "skipped")]);
    }

    public static Decision Decide(RunState s, AbortBackup c, Scene scene)
    {
        if (Phase(s, c, scene, out var refusal) is not { } phase)
        {
            return refusal!;
        }
        return MayRun(s, scene, phase) is not { Count: > 0 } open
            ? Run.No(RefusalCodes.NotReady, ("missing", "backup-to-end:"))
            : Votes.Cast(s, scene, c, new Ballot(BackupAbort.Key, Quorums.OlderBackup, c.Reason), reason =>
                [new BackupAbortDecided(phase.Id, [.. open.Select(x => x.Name)], reason)]);
    }

    /// <summary>The phase whose backup is decided on, while it can be.</summary>
    private static Phase? Phase(RunState s, PersonCommand c, Scene scene, out Decision? refusal)
    {
        var phase = PhaseOf(scene.Plan);
        refusal = s.HasKickedOff ? Run.No(RefusalCodes.AlreadyRunning, ("command", c.Word))
            : phase is null ? Run.No(RefusalCodes.NotReady, ("missing", "phase:backup"))
            : s.PhaseOf(phase.Id).Status is PhaseStatus.Succeeded or PhaseStatus.Skipped ? Run.No(RefusalCodes.AlreadyDecided, ("command", c.Word), ("by", ""))
            : phase.Start.Kind == PhaseStartKind.Clock && scene.Now < Timers.DueOf(phase, s, scene) ? Run.No(RefusalCodes.NotReady, ("missing", "phase:" + phase.Id))
            : s.InFlight.FirstOrDefault(x => x.Phase == phase.Id) is { } running ? Run.No(RefusalCodes.NotReady, ("missing", "ended:" + running.Name))
            : null;
        return refusal is null ? phase : null;
    }
}
