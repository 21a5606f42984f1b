using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Runs.State;

/// <summary>Questions of installers and their answers in the fold.</summary>
internal static class FoldTalk
{
    public static RunState Apply(RunState s, Recorded r) => r.Event switch
    {
        PromptSeen e => With(Settled(s, e.Step), e.Step, old => old with
        {
            Prompt = e,
            PromptOffset = e.Offset,
            Talk = old.Talk with { Last = e.Prompt, InARow = old.Talk.Last == e.Prompt ? old.Talk.InARow + 1 : 1, Seq = r.Seq, Silent = null },
        }),
        PromptPassed e => With(Settled(s, e.Step), e.Step, old => old with { Prompt = null, Talk = old.Talk with { Silent = null } }),
        OutputShown e => With(s, e.Step, old => old with { Talk = old.Talk with { Shown = old.Talk.Shown.Add(e.Row) } }),
        AnswerDecided e => With(Held(Settled(s, e.Step), r, e), e.Step, old => old with
        {
            Prompt = null,
            Answers = old.Answers.SetItem(e.Number, e.Text),
            Talk = old.Talk with { Silent = null, Answered = (e.Number, old.Prompt?.Offset ?? old.Talk.Silent?.Offset ?? 0) },
        }),
        AnswerBarred e => With(s, e.Step, old => old with
        {
            Answers = old.Answers.Remove(e.Number),
            Prompt = new PromptSeen(e.Step, e.Number, old.PromptOffset, old.Talk.Last, false, "barred-by-host"),
            Talk = old.Talk with { Seq = r.Seq },
        }),
        StepSilent e => With(s, e.Step, old => old with { Talk = old.Talk with { Silent = e } }),
        _ => s,
    };

    /// <summary>What two people answer to a question that no table knows holds for the same question on other hosts.</summary>
    private static RunState Held(RunState s, Recorded r, AnswerDecided e) =>
        r.Actor != RunCommand.Bot && s.StepOf(e.Step) is { Prompt: { Known: false, Why: null } prompt, Host: var host }
            ? s with { HeldAnswers = s.HeldAnswers.SetItem(PromptRules.SameOnAll(prompt.Prompt, host), e.Text) }
            : s;

    /// <summary>Names on an answer count for one question only.</summary>
    public static RunState Settled(RunState s, string step) =>
        s with { Proposals = s.Proposals.RemoveRange(s.Proposals.Keys.Where(k => PromptRules.IsProposalOf(k, step))) };

    private static RunState With(RunState s, string step, Func<StepState, StepState> change) =>
        s with { Steps = s.Steps.SetItem(step, change(s.StepOf(step))) };
}
