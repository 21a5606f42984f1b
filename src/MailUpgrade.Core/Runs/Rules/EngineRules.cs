using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>What the engine may record. It can only do what comes next, and only end what runs.</summary>
internal static class EngineRules
{
    public static Decision Advance(RunState s, Work work, Scene scene)
    {
        if (!NextWork.Of(s, scene).Contains(work))
        {
            return new Decision.Ignored();
        }
        return work switch
        {
            Work.StartPhase w => Run.Yes(new PhaseStarted(w.Phase)),
            Work.EndPhase w => Run.Yes(new PhaseEnded(w.Phase, w.Outcome)),
            Work.OpenGate w => OpenGate(scene, w.Phase),
            Work.StartStep w => Run.Yes(
                new StepStarted(w.Step, w.Phase, w.Host, w.Attempt, w.How, DueOf(s, scene, w))),
            Work.HoldLate w => Run.Yes(new RunPaused("late", w.Step, "")),
            Work.HoldVoid w => Run.Yes(new RunPaused(VoidSetRules.Cause, null, $"set {w.Set} is void: {s.OpenVoid?.Fact.Step}: {s.OpenVoid?.Fact.Reason}")),
            Work.EndRun w => Run.Yes(new RunEnded(w.State)),
            _ => new Decision.Ignored(),
        };
    }

    public static Decision EndStep(RunState s, EndStep c, Scene scene)
    {
        var step = s.StepOf(c.Ended.Step);
        var isOpen = step.Status == StepStatus.Running || (step.Status == StepStatus.Unknown && c.Ended.Outcome != "unknown");
        if (!isOpen || step.Attempt != c.Ended.Attempt || s.HasEnded)
        {
            return new Decision.Ignored();
        }
        var good = c.Ended.Outcome == "succeeded";
        var voided = c.Ended.Outcome == "failed" ? VoidSetRules.VoidedBy(s, step, c.Ended.Reason, scene) : null;
        RunEvent[] first = voided is null ? [] : [voided]; // nobody is asked about the step: it is known before its end is told
        var events = new List<RunEvent>([.. c.With, .. first, c.Ended]);
        if (good && EvidenceOf(s, step, c.Ended, scene) is { } proof)
        {
            events.Add(proof);
        }
        var ownPause = s.Pause is { Cause: "unknown" } && s.Pause.Step == step.Name;
        var isOfVoid = voided is not null || s.OpenVoid?.Covers(step) == true;
        var isUndone = isOfVoid || (s.Status == RunStatus.RollingBack && step.Phase != scene.Plan.Rollback.Id); // what comes then undoes it anyway
        if (voided is not null && s.Pause is { Cause: "unknown" or "failure", Step: { } open } && s.StepOf(open).Phase == voided.Phase)
        {
            events.Add(new RunResumed());
        }
        else if (!good && !isOfVoid && (ownPause || VoidSetRules.IsAwaited(s, step) || (s.Status is RunStatus.Running or RunStatus.RollingBack && !isUndone)))
        {
            events.Add(new RunPaused(c.Ended.Outcome == "unknown" ? "unknown" : "failure", c.Ended.Step, c.Ended.Reason));
        }
        else if (good && ownPause && s.Undecided.All(x => x.Name == step.Name))
        {
            events.Add(new RunResumed());
        }
        return new Decision.Accepted(events);
    }

    public static Decision Observe(RunState s, Observe c)
    {
        var events = c.Events.Where(e => IsNews(s, e)).ToArray();
        return events.Length == 0 || s.HasEnded ? new Decision.Ignored() : Run.Yes(events);
    }

    private static bool IsNews(RunState s, RunEvent e) => e switch
    {
        AwayFailed => !s.AwayFails,
        AwayKept => s.AwayFails,
        PromptSeen p => s.StepOf(p.Step) is { Status: StepStatus.Running } x && !x.Answers.ContainsKey(p.Number)
            && (x.Prompt?.Number != p.Number || x.Prompt.Offset < p.Offset),
        AnswerDecided a => s.StepOf(a.Step) is { Status: StepStatus.Running } x && !x.Answers.ContainsKey(a.Number),
        PromptPassed p => s.StepOf(p.Step) is { Status: StepStatus.Running } x && x.Prompt?.Number == p.Number,
        OutputShown o => s.StepOf(o.Step) is { Status: StepStatus.Running } x && x.Attempt == o.Attempt && !x.Talk.Shown.Contains(o.Row),
        AnswerBarred b => s.StepOf(b.Step) is { Status: StepStatus.Running } x && x.Answers.ContainsKey(b.Number),
        StepSilent q => s.StepOf(q.Step) is { Status: StepStatus.Running, Prompt: null } x && x.Attempt == q.Attempt && x.Talk.Silent?.Offset != q.Offset,
        LogsCollected c => s.StepOf(c.Step) is { Status: StepStatus.Running or StepStatus.Unknown } x && x.Attempt == c.Attempt,
        StepUninterruptible u => s.StepOf(u.Step) is { Status: StepStatus.Running } x && !x.Flags.HasFlag(StepFlags.Locked),
        LinkLost l => s.StepOf(l.Step) is { Status: StepStatus.Running } x && !x.Flags.HasFlag(StepFlags.LinkLost),
        StepFound f => s.StepOf(f.Step) is var x && x.Attempt == f.Attempt
            && (x.Status == StepStatus.Unknown || x.Flags.HasFlag(StepFlags.LinkLost)),
        Sampled { What: "look" } or SampleNotTaken => !s.AskedSamples.IsEmpty,
        SessionNoted n => s.Sessions.GetValueOrDefault(n.Host) != n,
        LeftOutCounted c => Facts.LeftOutAwaited(s).Contains(c.Host),
        LossCounted => s.Proposals.TryGetValue("rollback", out var open) && s.LossSeq < open.Seq,
        _ => false,
    };

    /// <summary>With the last host of the step its proof exists.</summary>
    private static EvidenceRecorded? EvidenceOf(RunState s, StepState state, StepEnded ended, Scene scene)
    {
        var step = Facts.StepOf(scene.Plan, state.Name);
        if (step?.Evidence is not { } name || ShadowRules.Is(s))
        {
            return null;
        }
        var others = scene.HostsOf(step).Select(step.NameOn).Where(n => n != state.Name).Select(s.StepOf).ToList();
        return others.All(x => x.Status is StepStatus.Succeeded or StepStatus.Skipped)
            ? new EvidenceRecorded(
                name, state.Phase, SetIds.Of(s.Id, step, state.Phase),
                [.. others.Select(x => $"{x.Host}: {x.Last?.Reason}").Append($"{state.Host}: {ended.Reason}").Order(StringComparer.Ordinal)])
            : null;
    }

    private static Decision OpenGate(Scene scene, string phase)
    {
        var gate = scene.Plan.PhaseOf(phase).Gate!;
        return Run.Yes(new GateOpened(phase, gate.Role, gate.Within is { } within ? scene.Now + within : null));
    }

    /// <summary>Time-out of a step, or the length after which people are called about one that nothing kills.</summary>
    private static DateTimeOffset? DueOf(RunState s, Scene scene, Work.StartStep w)
    {
        if (ShadowRules.Is(s))
        {
            return null;
        }
        var step = Facts.StepOf(scene.Plan, w.Step);
        var length = step?.TimeOut ?? (step?.Uninterruptible.Always == true ? scene.Plan.PhaseOf(w.Phase).Planned * 2 : null);
        return length is { } time ? scene.Now + time : null;
    }
}
