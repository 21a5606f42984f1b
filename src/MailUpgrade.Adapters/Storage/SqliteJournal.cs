using System.Text;
using System.Text.Json;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// The journal in one SQLite file. Calls that come while a commit is under way are committed together by the next one; a caller
/// that is alone commits on its own thread and pays one flush to disk and no change of thread.
/// </summary>
public sealed class SqliteJournal : IJournal, IDisposable
{
    private readonly object gate = new();
    private readonly JournalWriter writer;
    private readonly JournalReader reader;
    private List<PendingWrite> waiting = [];
    private bool committing;
    private bool closed;

    /// <summary>Opens the file, and makes it and its tables where they are missing.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file cannot be opened or is no database.</exception>
    /// <exception cref="InvalidDataException">The file belongs to a newer version of this program.</exception>
    public SqliteJournal(string path)
    {
        writer = new JournalWriter(path);
        reader = new JournalReader(path);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalLine>> AppendAsync(
        string stream, long afterSeq, IReadOnlyList<NewJournalEntry> entries, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        foreach (var entry in entries)
        {
            Check(entry);
        }
        var write = new PendingAppend(stream, afterSeq, entries, ct);
        Enqueue(write);
        return write.Answer;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalLine>> ReadAsync(string stream, long afterSeq, CancellationToken ct)
    {
        var lines = new List<JournalLine>();
        foreach (var row in reader.Rows(stream, afterSeq))
        {
            ct.ThrowIfCancellationRequested();
            lines.Add(row.ToLine());
        }
        return Task.FromResult<IReadOnlyList<JournalLine>>(lines);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken ct) => Task.FromResult(reader.Streams());

    /// <inheritdoc/>
    public Task<long> CursorAsync(string reader, string stream, CancellationToken ct) =>
        Task.FromResult(this.reader.Cursor(reader, stream));

    /// <inheritdoc/>
    /// <exception cref="JournalWriteException">Nothing was stored (disk full, file gone).</exception>
    public Task SaveCursorAsync(string reader, string stream, long seq, CancellationToken ct)
    {
        var write = new PendingCursor(reader, stream, seq, ct);
        Enqueue(write);
        return write.Answer;
    }

    /// <summary>Waits for the commit under way, refuses what comes later, and leaves one complete file behind.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }
            closed = true;
            while (committing)
            {
                Monitor.Wait(gate);
            }
        }
        reader.Dispose();
        writer.Dispose();
    }

    private static void Check(NewJournalEntry entry)
    {
        if (entry.Kind.Contains('\0') || entry.Actor.Contains('\0') || entry.Channel.Contains('\0'))
        {
            throw new ArgumentException($"kind, actor and channel of {entry.Kind} must not hold a NUL, SQLite ends a text there");
        }
        if (!IsOneLineObject(entry.Body))
        {
            throw new ArgumentException($"the body of {entry.Kind} must be one JSON object on one line");
        }
    }

    private static bool IsOneLineObject(string body)
    {
        if (!body.StartsWith('{') || body.AsSpan().ContainsAny('\r', '\n'))
        {
            return false;
        }
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(body));
        try
        {
            while (json.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Enqueue(PendingWrite write)
    {
        write.Ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.Add(write);
            if (committing)
            {
                return;
            }
            committing = true;
        }
        if (CommitOnce())
        {
            // Others have come meanwhile: this caller has its answer and does not commit for them on its own time.
            ThreadPool.UnsafeQueueUserWorkItem(static journal => { while (journal.CommitOnce()) { } }, this, preferLocal: false);
        }
    }

    /// <summary>Commits all that waits; true when more has come meanwhile.</summary>
    private bool CommitOnce()
    {
        List<PendingWrite> batch;
        lock (gate)
        {
            batch = waiting;
            waiting = [];
        }
        writer.Commit(batch);
        lock (gate)
        {
            committing = waiting.Count > 0;
            Monitor.PulseAll(gate);
            return committing;
        }
    }
}
