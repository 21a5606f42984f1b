namespace MailUpgrade.Core.Runs.Events;

/// <summary>A fact of a run. Its kind and fields are public: <c>JournalContract.approved.txt</c> lists them.</summary>
public abstract record RunEvent;

/// <summary>An event with its place in the journal.</summary>
/// <param name="Seq">1, 2, 3 ...</param>
/// <param name="At">Run clock.</param>
/// <param name="Actor">Person id or <c>bot</c>.</param>
/// <param name="Channel">Channel name or <c>-</c>.</param>
/// <param name="CommandId">Command that made it; null for later events of the same batch.</param>
/// <param name="Event">The fact.</param>
public sealed record Recorded(long Seq, DateTimeOffset At, string Actor, string Channel, string? CommandId, RunEvent Event);
