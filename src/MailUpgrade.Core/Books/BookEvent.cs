namespace MailUpgrade.Core.Books;

/// <summary>A fact that outlives a run. Its kind and fields are public: <c>BookContract.approved.txt</c> lists them.</summary>
public abstract record BookEvent;

/// <summary>A book event with its place.</summary>
/// <param name="Seq">1, 2, 3 ...</param>
/// <param name="At">Run clock.</param>
/// <param name="Actor">Person id or <c>bot</c>.</param>
/// <param name="Channel">Channel name or <c>-</c>.</param>
/// <param name="Event">The fact.</param>
public sealed record BookRecorded(long Seq, DateTimeOffset At, string Actor, string Channel, BookEvent Event);
