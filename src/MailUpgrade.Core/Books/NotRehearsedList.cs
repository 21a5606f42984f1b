using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Books;

/// <summary>What a rehearsal did not show, one line each, in English: it stands beside the evidence.</summary>
public static class NotRehearsedList
{
    /// <summary>Steps that were left out, steps that nothing came through, and checks that only warned.</summary>
    public static IReadOnlyList<string> Of(RunState run, Scene scene)
    {
        var lines = new List<string>(run.Sandbox?.NotRehearsed ?? []);
        foreach (var phase in scene.Plan.Phases)
        {
            foreach (var name in phase.Steps.SelectMany(s => scene.HostsOf(s).Select(s.NameOn)))
            {
                var step = run.StepOf(name);
                if (step.Status is StepStatus.Skipped or StepStatus.Pending)
                {
                    lines.Add($"step {name}: {(step.Status == StepStatus.Skipped ? "skipped" : "had nothing to do")}");
                }
            }
        }
        if (run.PhaseOf(scene.Plan.Rollback.Id).Status == PhaseStatus.Pending)
        {
            lines.Add("the way back: not played in this rehearsal");
        }
        return lines;
    }
}
