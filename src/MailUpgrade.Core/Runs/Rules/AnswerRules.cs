using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// What people answer to an installer: two names for the very same answer. What destroys is refused whoever says it.
/// </summary>
internal static class AnswerRules
{
    public static Decision Decide(RunState s, AnswerPrompt c, Scene scene)
    {
        var hits = Waiting(s, c.Step);
        if (hits.Count != 1)
        {
            var all = Waiting(s, "");
            return all.Count == 0
                ? Run.No(RefusalCodes.NotReady, ("missing", "prompt:"))
                : Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "which-step"), ("steps", string.Join(",", all.Select(x => x.Name))));
        }
        var step = hits[0];
        if (c.Seen is { } seen && seen.Seq < step.Talk.Seq)
        {
            return Run.No(RefusalCodes.Stale, ("command", c.Word));
        }
        var (number, prompt) = step.Prompt is { } asked ? (asked.Number, asked.Prompt) : (step.Answers.Count + 1, step.Talk.Silent!.Line);
        if (PromptRules.FormFault(prompt, c.Text) is { } problem)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", problem));
        }
        if (PromptRules.BarredBy(scene.Pack, scene.RolesOf(step.Host), prompt, c.Text, step.Talk.Shown) is { } bar)
        {
            return Run.No(
                RefusalCodes.AnswerBarred, ("step", step.Name), ("text", c.Text), ("prompt", prompt.Trim()),
                ("because-en", bar.Because.En), ("because-id", bar.Because.Id));
        }
        return Votes.Cast(
            s, scene, c, new Ballot(PromptRules.ProposalOf(step.Name, c.Text), Quorums.Answer, ""), _ => Decided(scene, step, number, prompt, c.Text));
    }

    /// <summary>Steps whose installer waits for people, or has said nothing for long.</summary>
    private static List<StepState> Waiting(RunState s, string said)
    {
        var asked = s.InFlight.Where(x => Means(x, said) && x.Prompt is { Known: false }).ToList();
        return asked.Count > 0 ? asked : [.. s.InFlight.Where(x => Means(x, said) && x.Prompt is null && x.Talk.Silent is not null)];
    }

    private static bool Means(StepState step, string said) => said.Length == 0 || step.Name == said || step.Host == said;

    private static IReadOnlyList<RunEvent> Decided(Scene scene, StepState step, int number, string prompt, string text)
    {
        var answer = new AnswerDecided(step.Name, number, text);
        var begins = !step.Flags.HasFlag(StepFlags.Locked)
            && Facts.StepOf(scene.Plan, step.Name)?.Uninterruptible.FromMarker is { } marker
            && prompt.Contains(marker.TrimEnd(), StringComparison.Ordinal) && !PromptRules.Declines(prompt, text);
        return begins ? [answer, new StepUninterruptible(step.Name, step.Attempt)] : [answer];
    }
}
