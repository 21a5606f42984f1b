using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>How events make the state. Old journals must always fold, so nothing here ever throws for an event that was once written.</summary>
public static class Fold
{
    /// <summary>State after one event.</summary>
    public static RunState Apply(RunState s, Recorded r)
    {
        var next = ApplyEvent(s, r) with { Seq = r.Seq, LastAt = r.At };
        if (r.CommandId is null)
        {
            return next;
        }
        var refusal = r.Event is CommandRefused c ? new Refusal(c.Code, c.Facts) : null;
        return next with { Answers = next.Answers.SetItem(r.CommandId, refusal) };
    }

    /// <summary>State after many.</summary>
    public static RunState All(IEnumerable<Recorded> events) => events.Aggregate(RunState.Empty, Apply);

    private static RunState ApplyEvent(RunState s, Recorded r) => r.Event switch
    {
        RunPlanned e => s with
        {
            Id = e.RunId,
            Mode = e.Mode,
            PlanId = e.PlanId,
            PlanHash = e.PlanHash,
            FleetId = e.FleetId,
            FleetHash = e.FleetHash,
            KickOff = e.KickOff,
            WindowCloses = e.WindowCloses,
            Language = e.Language,
            KickOffKnownAt = r.At,
        },
        FilesTaken e => s with { PlanHash = e.PlanHash, FleetHash = e.FleetHash, Ready = null, Permit = null, Proposals = s.Proposals.Remove(FoldDecisions.GoKey), Phases = s.Phases.Clear(), Steps = FoldWork.Reset(s.Steps, _ => true), Evidence = s.Evidence.Clear() },
        KickOffSet e => FoldWork.Reschedule(s, e) with { KickOffKnownAt = r.At, CountdownTold = null, Conflicts = [], ConflictsAt = null },
        ReadyDeclared => s with { Ready = Word(r, "") },
        PermitSealed e => s with { Permit = new Permit(r.Actor, r.At, e), Status = RunStatus.Waiting, DecisionsTaken = s.DecisionsTaken + 1, Proposals = s.Proposals.Remove(FoldDecisions.GoKey) },
        PermitVoided => s with { Permit = null, Ready = null, Status = RunStatus.Planned, Proposals = s.Proposals.Remove(FoldDecisions.GoKey) },
        StartMissed e => s with { JudgedKickOff = e.KickOff, Permit = null, Ready = null, Status = RunStatus.Planned, Proposals = s.Proposals.Remove(FoldDecisions.GoKey) },
        KickedOff e => s with { JudgedKickOff = e.KickOff, KickedOffAt = r.At, Status = RunStatus.Running },
        WindowClosed => s with { WindowIsClosed = true },
        ServiceResumed => s with { ResumedAt = r.At },
        RollbackWarned => s with { WarnedSeq = r.Seq, TimersDone = s.TimersDone.Add("rollback-warning") },
        RollbackUnsafe => s with { TimersDone = s.TimersDone.Add("rollback-unsafe") },
        WindowExtended e => FoldWork.Extend(s, e),
        LateAgreed e => s with { LateAgreed = s.LateAgreed.Add(e.Phase), Proposals = s.Proposals.Remove("begin " + e.Step), DecisionsTaken = s.DecisionsTaken + 1 },
        ConflictsChecked e => s with { Conflicts = [.. e.Conflicts], ConflictsAt = r.At },
        SandboxChecked e => s with { Sandbox = e, SandboxLooks = s.SandboxLooks + 1 },
        VerdictGiven e => s with { Verdicts = s.Verdicts.SetItems(e.Steps.Select(x => KeyValuePair.Create(x, new PeoplesVerdict(r.Actor, e.Ok, e.Remark)))) },
        AwayFailed => s with { AwayFails = true },
        AwayKept => s with { AwayFails = false },
        RehearsalsBound e => s with { Rehearsed = e },
        CountdownTold e => s with { CountdownTold = e.Minutes },
        ClockSetBack => s with { ClockSetBackAt = r.At },
        RunEnded e => s with { Status = StatusWords.EndedRun(e.State), EndedAt = r.At, Pause = null, Phases = e.State == "rolled-back" ? FoldWork.Undone(s) : s.Phases },
        IssueOpened e => s with { Issues = s.Issues.Add(new IssueState(e.Number, e.Text, e.Blocking, r.Actor, r.At, null) { Step = e.Step, FromRun = e.FromRun, FromNumber = e.FromNumber }) },
        IssueClosed e => s with { Issues = [.. s.Issues.Select(i => i.Number == e.Number ? i with { Remedy = e.Remedy } : i)] },
        EvidenceRecorded e => s with { Evidence = s.Evidence.SetItem(e.Name, e) },
        Sampled { What: "look" } e => s with { Samples = s.Samples.SetItem(e.What, e), AskedSamples = FirstDone(s.AskedSamples) },
        Sampled e => s with { Samples = s.Samples.SetItem(e.What, e) },
        MailCounted e => s with { Mail = s.Mail.SetItem(e.Host, e) },
        SampleAsked e => s with { AskedSamples = s.AskedSamples.Add(r.Seq, e) },
        SampleNotTaken => s with { AskedSamples = FirstDone(s.AskedSamples) },
        DifferencesAccepted e => s with { AcceptedDifferences = s.AcceptedDifferences.Union(e.Keys) },
        PhaseStarted or PhaseEnded or StepStarted or StepEnded or LinkLost or StepFound or StepTimedOut or StepOverdue
            or StepUninterruptible => FoldWork.Apply(s, r),
        PromptSeen or PromptPassed or OutputShown or AnswerDecided or AnswerBarred or StepSilent => FoldTalk.Apply(s, r),
        RunPaused or RunResumed or DecisionProposed or ProposalExpired or RetryDecided or SetVoided or SetAgain or FixedDeclared or SkipDecided or RollbackDecided or LossCounted or LeftOutCounted or HostLeftOut or OlderBackupAccepted or BackupAbortDecided
            or GateOpened or GateDecided or ClientAccepted or ClientRefused => FoldDecisions.Apply(s, r),
        HandoverOffered or HandoverTaken or RolesChanged or GlassBroken or HostTakenOver or SessionNoted or HostGivenBack or PlanAmended or ItemChecked
            or FileKept => FoldPeople.Apply(s, r),
        _ => s,
    };

    /// <summary>What was asked is answered in its order, one after another.</summary>
    private static System.Collections.Immutable.ImmutableSortedDictionary<long, SampleAsked> FirstDone(
        System.Collections.Immutable.ImmutableSortedDictionary<long, SampleAsked> asked) => asked.IsEmpty ? asked : asked.Remove(asked.Keys.First());

    internal static Said Word(Recorded r, string text) => new(r.Actor, r.At, text, r.Seq);
}
