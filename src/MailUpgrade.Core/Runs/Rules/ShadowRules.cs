using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// A shadow night: people do it by hand, the bot only reads. It gives its verdict on each step when it sees it done or when people say it
/// is, and both are compared afterwards.
/// </summary>
public static class ShadowRules
{
    /// <summary>The mode's word.</summary>
    public const string Mode = "shadow";

    /// <summary>How a step's attempt works in a shadow night: nothing is started, its check is asked until it is done.</summary>
    public const string Watch = "watch";

    /// <summary>Nothing is ever started in this run.</summary>
    public static bool Is(RunState s) => s.Mode == Mode;

    internal static Decision Verdict(RunState s, GiveVerdict c, Scene scene)
    {
        if (!Is(s))
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "shadow:"));
        }
        var steps = StepsOf(scene, c.Target);
        return steps.Count > 0 ? Run.Yes(new VerdictGiven(c.Target, steps, c.Ok, c.Remark))
            : Run.No(
                RefusalCodes.BadArgument, ("command", c.Word), ("problem", "which-step"),
                ("steps", string.Join(",", scene.Plan.Phases.Select(p => p.Id))));
    }

    /// <summary>Both verdicts on a step agree, differ, or one of them is not there.</summary>
    /// <returns>True agree, false differ, null: nobody can compare.</returns>
    public static bool? Agree(RunState s, string step) =>
        s.Verdicts.GetValueOrDefault(step) is not { } people ? null : s.StepOf(step).Last?.Verdict switch
        {
            "pass" or "warn" => people.Ok,
            "fail" => !people.Ok,
            _ => null,
        };

    /// <summary>A step by its name, or all steps of a phase.</summary>
    private static IReadOnlyList<string> StepsOf(Scene scene, string target)
    {
        var all = scene.Plan.Phases.SelectMany(p => p.Steps.SelectMany(x => scene.HostsOf(x).Select(x.NameOn)).Select(n => (Phase: p.Id, Step: n))).ToList();
        return [.. all.Where(x => x.Step == target || x.Phase == target || x.Step.Split('/')[0] == target).Select(x => x.Step)];
    }
}
