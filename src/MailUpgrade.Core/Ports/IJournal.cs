namespace MailUpgrade.Core.Ports;

/// <summary>
/// The append-only, hash-chained list of events, one chain per stream (a run, or the book). The only truth.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Appends entries to a stream, all or none, and returns when they are on disk. Not to be called twice with the same content:
    /// the caller knows by the returned lines.
    /// </summary>
    /// <param name="stream">Run id, or <see cref="Streams.Book"/>.</param>
    /// <param name="afterSeq">Sequence number of the last entry that the caller has seen; 0 for none.</param>
    /// <param name="entries">At least one.</param>
    /// <param name="ct">Before the write begins only.</param>
    /// <exception cref="JournalConflictException">Somebody else has written: stop, this process is not the only one.</exception>
    /// <exception cref="JournalWriteException">Nothing was written (disk full, file gone).</exception>
    Task<IReadOnlyList<JournalLine>> AppendAsync(
        string stream, long afterSeq, IReadOnlyList<NewJournalEntry> entries, CancellationToken ct);

    /// <summary>Lines after a sequence number, in order.</summary>
    Task<IReadOnlyList<JournalLine>> ReadAsync(string stream, long afterSeq, CancellationToken ct);

    /// <summary>All streams, the one begun last at the end.</summary>
    Task<IReadOnlyList<string>> StreamsAsync(CancellationToken ct);

    /// <summary>How far a reader of a stream has come; 0 before it began.</summary>
    Task<long> CursorAsync(string reader, string stream, CancellationToken ct);

    /// <summary>Stores how far a reader has come. May be called twice.</summary>
    Task SaveCursorAsync(string reader, string stream, long seq, CancellationToken ct);
}

/// <summary>Names of streams that are not runs.</summary>
public static class Streams
{
    /// <summary>What outlives a run: schedule, identities, rehearsal evidence, issues, freeze.</summary>
    public const string Book = "book";
}

/// <summary>An entry to be written.</summary>
/// <param name="At">Run clock, UTC.</param>
/// <param name="Kind">Event kind.</param>
/// <param name="Actor">Person id, or <c>bot</c>.</param>
/// <param name="Channel">Channel name, or <c>-</c>.</param>
/// <param name="Body">One JSON object, compact.</param>
public sealed record NewJournalEntry(DateTimeOffset At, string Kind, string Actor, string Channel, string Body);

/// <summary>A written line.</summary>
/// <param name="Stream">Run id or book.</param>
/// <param name="Seq">1, 2, 3 ... per stream.</param>
/// <param name="At">Run clock, UTC.</param>
/// <param name="Kind">Event kind.</param>
/// <param name="Actor">Person id, or <c>bot</c>.</param>
/// <param name="Channel">Channel name, or <c>-</c>.</param>
/// <param name="Body">JSON object.</param>
/// <param name="Hash">Lower-case hex SHA-256 of the chain up to here.</param>
public sealed record JournalLine(
    string Stream, long Seq, DateTimeOffset At, string Kind, string Actor, string Channel, string Body, string Hash);

/// <summary>Another process has written to the stream.</summary>
public sealed class JournalConflictException(string message) : Exception(message);

/// <summary>The journal could not be written. Nothing of the batch is in it.</summary>
public sealed class JournalWriteException(string message, Exception inner) : Exception(message, inner);
