using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>A set of snapshots that counts for nothing.</summary>
/// <param name="Fact">What was said of it.</param>
/// <param name="Seq">Event that said so.</param>
public sealed record VoidSet(SetVoided Fact, long Seq)
{
    /// <summary>A step that nobody has to decide on any more, because the whole set is void.</summary>
    public bool Covers(StepState step) => step.Phase == Fact.Phase && !IsStart(step.Name);

    /// <summary>One of the steps that start services again.</summary>
    public bool IsStart(string step) => Fact.Starts.Contains(step.Split('/', 2)[0]);
}
