namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Names are unique, since the journal, the chat and the paper know things by name only.</summary>
internal static class NameRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope)
    {
        var phases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var at in scope.PhasesAndRollback.Where(p => p.Phase.Id.Length > 0))
        {
            if (!phases.TryAdd(at.Phase.Id, at.Path))
            {
                yield return at.Fault("id", "phase-twice", $"another phase has this id ({phases[at.Phase.Id]}): give each its own");
            }
        }
        var steps = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var at in scope.Steps.Where(s => s.Step.Id.Length > 0))
        {
            if (!steps.TryAdd(at.Step.Id, at.In.Phase.Id))
            {
                yield return at.Fault("id", "step-twice", $"phase {steps[at.Step.Id]} has a step of this id already: ids are unique in the whole plan");
            }
        }
        var proofs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var at in scope.Steps.Where(s => s.Step.Evidence is not null))
        {
            if (!proofs.TryAdd(at.Step.Evidence!, at.Step.Id))
            {
                yield return at.Fault("evidence", "evidence-twice",
                    $"step {proofs[at.Step.Evidence!]} makes the proof '{at.Step.Evidence}' already: give each proof its own name");
            }
        }
    }
}
