namespace MailUpgrade.Core.Plans.Lint;

/// <summary>All that the rules look at.</summary>
internal sealed record LintScope(Plan Plan, Fleet Fleet, Team Team, Pack? Pack, Func<ScriptRef, bool> ScriptExists)
{
    /// <summary>The night's phases with their model paths.</summary>
    public IEnumerable<PhaseAt> Phases => Plan.Phases.Select((phase, index) => new PhaseAt($"phases[{index}]", index, phase));

    /// <summary>The night's phases and the way back.</summary>
    public IEnumerable<PhaseAt> PhasesAndRollback => Phases.Append(new PhaseAt("rollback", Plan.Phases.Count, Plan.Rollback));

    /// <summary>Every step with its model path.</summary>
    public IEnumerable<StepAt> Steps =>
        from at in PhasesAndRollback
        from step in at.Phase.Steps.Select((step, index) => new StepAt($"{at.Path}.steps[{index}]", at, step))
        select step;
}

/// <summary>A phase and where it stands.</summary>
internal sealed record PhaseAt(string Path, int Index, Phase Phase)
{
    public PlanFault Fault(string key, string code, string text) =>
        new(PlanFile.Plan, key.Length == 0 ? Path : $"{Path}.{key}", code, $"phase {Phase.Id}: {text}");
}

/// <summary>A step and where it stands.</summary>
internal sealed record StepAt(string Path, PhaseAt In, Step Step)
{
    public PlanFault Fault(string key, string code, string text) =>
        new(PlanFile.Plan, key.Length == 0 ? Path : $"{Path}.{key}", code, $"step {Step.Id}: {text}");
}
