using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>People's decisions in the fold.</summary>
internal static class FoldDecisions
{
    public static RunState Apply(RunState s, Recorded r) => r.Event switch
    {
        RunPaused e => s with
        {
            Status = RunStatus.Paused,
            PausedFrom = s.Status == RunStatus.Paused ? s.PausedFrom : s.Status,
            Pause = new Pause(e.Cause, e.Step, e.Reason, r.At, r.Seq),
        },
        RunResumed => s with { GoneOnSeq = r.Seq, Status = s.PausedFrom, Pause = null },
        DecisionProposed e => s with { Proposals = s.Proposals.SetItem(e.Decision, Named(s.Proposals.GetValueOrDefault(e.Decision), r, e)) },
        ProposalExpired e => s with { Proposals = s.Proposals.Remove(e.Decision), Expired = s.Expired.SetItem(e.Decision, r.Seq) },
        RetryDecided e => Counted(Again(s, e.Step, "start")),
        SetVoided e => s with { OpenVoid = new VoidSet(e, r.Seq), VoidSets = s.VoidSets.Add(new VoidSet(e, r.Seq)) },
        SetAgain => Counted(MakeAgain(s, r)),
        FixedDeclared { Step: { } step } => Counted(Again(s, step, "verify")),
        FixedDeclared => Counted(s with { Refusal = null, MendedSeq = r.Seq, Items = s.Items.RemoveRange(s.Items.Where(i => !i.Value.Ok).Select(i => i.Key)) }),
        SkipDecided e => Counted(PhaseGoesOn(
            s with
            {
                Steps = s.Steps.SetItem(e.Step, s.StepOf(e.Step) with { Status = StepStatus.Skipped, EndedAt = r.At }),
                Proposals = s.Proposals.Remove("skip " + e.Step),
            },
            s.StepOf(e.Step).Phase)),
        RollbackDecided => Counted(s with
        {
            RollbackSeq = r.Seq,
            Status = RunStatus.RollingBack,
            Pause = null,
            Proposals = s.Proposals.Clear(),
            OpenVoid = null,
            Steps = s.OpenVoid is { } open ? FoldWork.Anew(s.Steps, open.Fact.Starts) : s.Steps, // the way back proves them itself
        }),
        LossCounted e => s with { Loss = e, LossSeq = r.Seq },
        LeftOutCounted e => s with { LeftOutCounts = s.LeftOutCounts.SetItem(e.Host, (e, r.Seq)) },
        HostLeftOut e => Counted(LeaveOut(s, e.Host)),
        OlderBackupAccepted => Counted(s with { Proposals = s.Proposals.Remove("olderbackup") }),
        BackupAbortDecided e => Counted(AbortBackup(s, e)),
        GateOpened e => s with { Gates = s.Gates.SetItem(e.Phase, new GateState(e, r.At, r.Seq, null, null)) },
        GateDecided e => Counted(s.Gates.TryGetValue(e.Phase, out var gate)
            ? s with { Gates = s.Gates.SetItem(e.Phase, gate with { Side = e.Side, By = r.Actor }), Proposals = s.Proposals.Remove(GoKey) } : s),
        ClientAccepted e => Counted(s with { Acceptance = Fold.Word(r, e.Remark), Refusal = null }),
        ClientRefused e => Counted(s with { Refusal = Fold.Word(r, e.Remark), Acceptance = null }),
        _ => s,
    };

    /// <summary>What the host had not done is skipped; a phase that failed by it alone goes on.</summary>
    private static RunState LeaveOut(RunState s, string host)
    {
        var open = s.Steps.Values.Where(x => x.Host == host && x.Status is StepStatus.Failed or StepStatus.Unknown or StepStatus.Pending).ToList();
        var next = s with
        {
            LeftOut = s.LeftOut.Add(host),
            Proposals = s.Proposals.Remove("without " + host),
            Steps = s.Steps.SetItems(open.Where(x => x.Host == host).Select(x => KeyValuePair.Create(x.Name, x with { Status = StepStatus.Skipped }))),
        };
        return open.Select(x => x.Phase).Distinct().Aggregate(next, PhaseGoesOn);
    }

    /// <summary>From the first step that stops services on all is done anew; what was before it in its phase stays done.</summary>
    private static RunState MakeAgain(RunState s, Recorded r) => s.OpenVoid is not { Fact: var set } ? s : s with
    {
        OpenVoid = null,
        Phases = s.Phases.RemoveRange(set.Phases).SetItem(set.Phases[0], new PhaseState(set.Phases[0], PhaseStatus.Running, r.At, null)),
        Steps = FoldWork.Anew(s.Steps, [.. set.Again, .. set.Starts]),
    };

    /// <summary>The steps begin again, to end what they began; the phase is open for that even where something else in it has failed.</summary>
    private static RunState AbortBackup(RunState s, BackupAbortDecided e)
    {
        var next = e.Steps.Aggregate(s, (at, step) => Again(at, step, BackupAbort.How));
        return next with
        {
            Proposals = next.Proposals.Remove(BackupAbort.Key),
            Phases = next.Phases.SetItem(e.Phase, next.PhaseOf(e.Phase) with { Status = PhaseStatus.Running, EndedAt = null }),
        };
    }

    /// <summary>Key of names on a permit or a gate: the command is the same.</summary>
    public const string GoKey = "go";

    /// <summary>The bot proposes where the plan says so; that is nobody's name.</summary>
    private static Proposal Named(Proposal? open, Recorded r, DecisionProposed e) => new(
        r.Actor == Commands.RunCommand.Bot ? open?.Names ?? [] : (open?.Names ?? []).Add(r.Actor),
        open?.Reason is { Length: > 0 } first ? first : e.Reason, open?.At ?? r.At, r.Seq);

    /// <summary>A step that has begun before begins again.</summary>
    public static RunState Again(RunState s, string step, string how)
    {
        var old = s.StepOf(step);
        var next = s with
        {
            Steps = s.Steps.SetItem(step, old with { Status = StepStatus.Pending, How = how, EndedAt = null, Anew = false }),
            Proposals = s.Proposals.Remove("skip " + step),
        };
        return PhaseGoesOn(next, old.Phase);
    }

    private static RunState PhaseGoesOn(RunState s, string phase) =>
        s.PhaseOf(phase) is { Status: PhaseStatus.Failed } failed
        && !s.Steps.Values.Any(x => x.Phase == phase && x.Status == StepStatus.Failed)
            ? s with { Phases = s.Phases.SetItem(phase, failed with { Status = PhaseStatus.Running, EndedAt = null }) }
            : s;

    private static RunState Counted(RunState s) => s with { DecisionsTaken = s.DecisionsTaken + 1 };
}
