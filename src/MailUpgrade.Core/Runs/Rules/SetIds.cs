using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Ids of snapshot and backup sets: made from what they are for, so that a rerun means the same set.</summary>
public static class SetIds
{
    /// <summary>Id of the set that a step works on, the same for all hosts: run and <c>with: { set }</c>, or the phase.</summary>
    public static string Of(string run, Step step, string phase) =>
        StepVariables.SetOf(run, step, phase);
}
