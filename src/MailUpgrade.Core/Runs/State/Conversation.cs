using System.Collections.Immutable;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>What is known of the talk with an installer beside its open question.</summary>
/// <param name="Shown">Ids of the pack's rows whose line was seen.</param>
/// <param name="Last">The last question, answered or not.</param>
/// <param name="InARow">How often it came in a row.</param>
/// <param name="Seq">Sequence number of the last question; what was shown before it is stale.</param>
/// <param name="Silent">It has said nothing since; null where it has.</param>
public sealed record Conversation(ImmutableHashSet<string> Shown, string Last, int InARow, long Seq, StepSilent? Silent)
{
    /// <summary>Number of the last answer, and the offset of the output behind its question.</summary>
    public (int Number, long Asked) Answered { get; init; }

    /// <summary>Nothing was said yet.</summary>
    public static Conversation None { get; } = new([], "", 0, 0, null);
}
