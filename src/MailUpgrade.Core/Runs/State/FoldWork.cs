using System.Collections.Immutable;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>Phases and steps in the fold.</summary>
internal static class FoldWork
{
    public static RunState Apply(RunState s, Recorded r) => r.Event switch
    {
        PhaseStarted e => s with
        {
            Phases = s.Phases.SetItem(e.Phase, new PhaseState(e.Phase, PhaseStatus.Running, r.At, null)),
            Sandbox = s.HasKickedOff ? s.Sandbox : null, // proven anew with each phase that begins before kick-off
            Steps = Reset(s.Steps, step => step.Phase == e.Phase),
        },
        PhaseEnded e => s with
        {
            Phases = s.Phases.SetItem(e.Phase, s.PhaseOf(e.Phase) with { Status = Ended(e.Outcome), EndedAt = r.At }),
        },
        StepStarted e => With(s, e.Step, old => old with
        {
            Phase = e.Phase,
            Anew = false,
            Host = e.Host,
            Status = StepStatus.Running,
            Attempt = e.Attempt,
            How = e.How,
            StartedAt = r.At,
            StartedSeq = r.Seq,
            EndedAt = null,
            Due = e.Due,
            Last = null,
            Flags = StepFlags.None,
            Prompt = null,
            PromptOffset = 0,
            Answers = ImmutableDictionary<int, string>.Empty,
            Talk = Conversation.None,
        }),
        StepEnded e => EndStep(s, r, e),
        LinkLost e => Flag(s, e.Step, StepFlags.LinkLost),
        StepFound e => With(s, e.Step, old => old with { Status = StepStatus.Running, EndedAt = null, Flags = old.Flags & ~StepFlags.LinkLost }),
        StepTimedOut e => Flag(s, e.Step, StepFlags.TimedOut),
        StepOverdue e => Flag(s, e.Step, StepFlags.Overdue),
        StepUninterruptible e => Flag(s, e.Step, StepFlags.Locked),
        _ => s,
    };

    public static ImmutableDictionary<string, StepState> Reset(
        ImmutableDictionary<string, StepState> steps, Func<StepState, bool> which) =>
        steps.SetItems(steps.Where(kv => which(kv.Value) && kv.Value.Status != StepStatus.Running)
            .Select(kv => KeyValuePair.Create(kv.Key, kv.Value with { Status = StepStatus.Pending, How = "start", EndedAt = null })));

    /// <summary>Steps that are done anew in the order of their phase, by their ids.</summary>
    public static ImmutableDictionary<string, StepState> Anew(ImmutableDictionary<string, StepState> steps, IReadOnlyList<string> ids) =>
        steps.SetItems(steps.Where(kv => kv.Value.Status != StepStatus.Running && ids.Contains(kv.Key.Split('/', 2)[0]))
            .Select(kv => KeyValuePair.Create(kv.Key, kv.Value with { Status = StepStatus.Pending, How = "start", EndedAt = null, Flags = StepFlags.None, Anew = true })));

    /// <summary>Proof that was made for the old instant is made again for the new one; what people checked stays.</summary>
    public static RunState Reschedule(RunState s, KickOffSet e) => s with
    {
        KickOff = e.KickOff,
        WindowCloses = e.WindowCloses,
        Appointment = e,
        Ready = null,
        Permit = null,
        JudgedKickOff = null,
        Proposals = s.Proposals.Remove(FoldDecisions.GoKey),
        Status = RunStatus.Planned,
        Phases = s.Phases.RemoveRange(s.Evidence.Values.Select(p => p.Phase)),
        Steps = Reset(s.Steps, step => s.Evidence.Values.Any(p => p.Phase == step.Phase)),
        Evidence = s.Evidence.Clear(),
    };

    /// <summary>With the window its latest safe rollback moves, and is warned of anew.</summary>
    public static RunState Extend(RunState s, WindowExtended e) => s with
    {
        WindowCloses = e.Until,
        WindowIsClosed = false,
        TimersDone = s.TimersDone.Remove("rollback-warning").Remove("rollback-unsafe"),
        Proposals = s.Proposals.RemoveRange(s.Proposals.Keys.Where(k => k.StartsWith("extend ", StringComparison.Ordinal))),
        DecisionsTaken = s.DecisionsTaken + 1,
    };

    public static ImmutableDictionary<string, PhaseState> Undone(RunState s) =>
        s.Phases.SetItems(s.Phases.Values
            .Where(p => p.StartedAt >= s.KickedOffAt && p.Status != PhaseStatus.Pending)
            .Select(p => KeyValuePair.Create(p.Id, p with { Status = PhaseStatus.RolledBack })));

    private static RunState EndStep(RunState s, Recorded r, StepEnded e)
    {
        var status = e.Outcome switch
        {
            "succeeded" => StepStatus.Succeeded,
            "failed" => StepStatus.Failed,
            _ => StepStatus.Unknown,
        };
        var next = With(s, e.Step, old => old with { Status = status, EndedAt = r.At, EndedSeq = r.Seq, Last = e, Prompt = null });
        next = FoldTalk.Settled(next, e.Step);
        var phase = next.PhaseOf(next.StepOf(e.Step).Phase);
        return status == StepStatus.Failed && phase.Status == PhaseStatus.Running
            ? next with { Phases = next.Phases.SetItem(phase.Id, phase with { Status = PhaseStatus.Failed }) }
            : next;
    }

    private static RunState Flag(RunState s, string step, StepFlags flag) =>
        With(s, step, old => old with { Flags = old.Flags | flag });

    private static RunState With(RunState s, string step, Func<StepState, StepState> change) =>
        s with { Steps = s.Steps.SetItem(step, change(s.StepOf(step))) };

    private static PhaseStatus Ended(string outcome) => outcome switch
    {
        "succeeded" => PhaseStatus.Succeeded,
        "skipped" => PhaseStatus.Skipped,
        _ => PhaseStatus.Failed,
    };
}
