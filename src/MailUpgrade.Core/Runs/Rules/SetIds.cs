using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Ids of snapshot and backup sets: made from what they are for, so that a rerun means the same set.</summary>
public static class SetIds
{
    /// <summary>Id of the set that a step works on, the same for all hosts: run and <c>with: { set }</c>, or the phase.</summary>
    public static string Of(string run, Step step, string phase) =>
        StepVariables.SetOf(run, step, phase);

    /// <summary>The id at a moment of the journal: before a set was void it was that one's.</summary>
    /// <param name="s">State.</param>
    /// <param name="step">Of the plan as it is now.</param>
    /// <param name="phase">Its phase.</param>
    /// <param name="seq">Which moment.</param>
    public static string At(RunState s, Step step, string phase, long seq) =>
        s.VoidSets.FirstOrDefault(v => v.Fact.Name == VoidSetRules.NameOf(s, step, phase) && v.Seq > seq)?.Fact.Set ?? Of(s.Id, step, phase);
}
