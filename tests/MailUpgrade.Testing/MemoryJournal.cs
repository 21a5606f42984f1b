using MailUpgrade.Core.Ports;

namespace MailUpgrade.Testing;

/// <summary>A journal in memory that keeps the promises of the port, and can be told to fail.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<JournalLine>> streams = [];
    private readonly Dictionary<string, long> cursors = [];

    /// <summary>The next appends fail, as on a full disk.</summary>
    public bool DiskIsFull { get; set; }

    /// <summary>All lines of all streams.</summary>
    public IReadOnlyList<JournalLine> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. streams.Values.SelectMany(l => l)];
            }
        }
    }

    public Task<IReadOnlyList<JournalLine>> AppendAsync(
        string stream, long afterSeq, IReadOnlyList<NewJournalEntry> entries, CancellationToken ct)
    {
        lock (gate)
        {
            if (DiskIsFull)
            {
                throw new JournalWriteException("no space left on the disk", new IOException("ENOSPC"));
            }
            var list = streams.TryGetValue(stream, out var known) ? known : streams[stream] = [];
            if (list.Count != afterSeq)
            {
                throw new JournalConflictException($"{stream} is at {list.Count}, not {afterSeq}");
            }
            var lines = entries.Select((e, i) =>
                new JournalLine(stream, afterSeq + i + 1, e.At, e.Kind, e.Actor, e.Channel, e.Body, $"{stream}-{afterSeq + i + 1}")).ToList();
            list.AddRange(lines);
            return Task.FromResult<IReadOnlyList<JournalLine>>(lines);
        }
    }

    public Task<IReadOnlyList<JournalLine>> ReadAsync(string stream, long afterSeq, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<JournalLine>>(
                streams.TryGetValue(stream, out var list) ? [.. list.Where(l => l.Seq > afterSeq)] : []);
        }
    }

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. streams.Keys]);
        }
    }

    public Task<long> CursorAsync(string reader, string stream, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult(cursors.GetValueOrDefault($"{reader} {stream}"));
        }
    }

    public Task SaveCursorAsync(string reader, string stream, long seq, CancellationToken ct)
    {
        lock (gate)
        {
            cursors[$"{reader} {stream}"] = seq;
        }
        return Task.CompletedTask;
    }
}
