namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Something that a plan, fleet or team says and that cannot work.</summary>
/// <param name="Source">In which file.</param>
/// <param name="Path">Model path there, e.g. <c>phases[3].steps[1].hosts</c>; the caller knows its line.</param>
/// <param name="Code">Stable word for the rule.</param>
/// <param name="Text">What is wrong, then what to write instead.</param>
public sealed record PlanFault(PlanFile Source, string Path, string Code, string Text);

/// <summary>The files that are checked together.</summary>
public enum PlanFile
{
    /// <summary>The plan.</summary>
    Plan,

    /// <summary>The fleet.</summary>
    Fleet,

    /// <summary>The team.</summary>
    Team,

    /// <summary>The pack's pack.yaml.</summary>
    Pack,
}
