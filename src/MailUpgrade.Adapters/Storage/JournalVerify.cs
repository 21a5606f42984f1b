using MailUpgrade.Core.Plans;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// Looks whether a journal is what was written: chain, gaps, end, posted heads, and SQLite's own check of the file. Changes nothing and
/// works beside a running service.
/// </summary>
/// <param name="posted">Heads of the state folder, null where there is none (a file from elsewhere).</param>
public sealed class JournalVerify(PostedHeads? posted)
{
    /// <summary>A stream in a database.</summary>
    /// <param name="databasePath">The file <c>journal.db</c>.</param>
    /// <param name="run">Run id, book, or <c>latest</c>.</param>
    /// <param name="head">A hash that must be in the chain, or its first 8 letters or more; null for none.</param>
    /// <param name="ct">Between rows.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public JournalVerdict Run(string databasePath, string run, string? head, CancellationToken ct)
    {
        if (!File.Exists(databasePath))
        {
            throw new FileNotFoundException($"There is no journal at {databasePath}.", databasePath);
        }
        // Before the rows: what the service posts meanwhile belongs to rows that are not read here.
        var heads = posted?.Read() ?? [];
        using var reader = new JournalReader(databasePath);
        var sentences = new List<LocalText>();
        var streams = Try(() => reader.Streams(), sentences) ?? [];
        var name = run == "latest" ? streams.LastOrDefault(stream => stream != Core.Ports.Streams.Book) ?? run : run;
        var chain = new ChainCheck();
        (string Stream, long Seq)? stray = null;
        // In the order of the file first. Only where that breaks off (a damaged page, perhaps of another run) the key is trusted.
        if (Try(() => ScanAll(reader, name, streams, chain, ct), sentences) is { } strangers)
        {
            // The service may have begun a stream meanwhile: it stands in the list that is read after the rows.
            var begun = strangers.Count > 0 ? Try(reader.Streams, sentences) ?? [] : [];
            stray = strangers.Where(s => !begun.Contains(s.Stream)).Select(s => ((string, long)?)s).FirstOrDefault();
        }
        else
        {
            var byKey = new ChainCheck();
            var complete = Try<bool?>(() => Feed(reader.Rows(name, 0), byKey, ct), sentences) is not null;
            chain = byKey.Lines >= chain.Lines ? byKey : chain;
            if (!complete)
            {
                chain.Unreadable();
            }
        }
        if (stray is { } found)
        {
            sentences.Add(JournalFindings.Stray(found.Stream, found.Seq));
        }
        var intact = sentences.Count == 0;
        foreach (var fault in Try(reader.IntegrityFaults, sentences) ?? [])
        {
            sentences.Add(JournalFindings.Database(fault));
        }
        if (chain.Lines == 0 && chain.Fault == ChainFault.None && intact && !streams.Contains(name) && heads.All(entry => entry.Run != name))
        {
            return new JournalVerdict(false, false, name, 0, chain.Head, null, false, [JournalFindings.NoSuchRun(name), .. sentences]);
        }
        return Judge(name, chain, [.. heads.Where(entry => entry.Run == name)], head, sentences, stray?.Seq);
    }

    /// <summary>An exported file.</summary>
    /// <inheritdoc cref="Run"/>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<JournalVerdict> FileAsync(string path, string? head, CancellationToken ct)
    {
        var chain = new ChainCheck();
        await JournalFileLines.CheckAsync(path, chain, ct);
        // The lines do not name their run: a posted head among them does, or else the name of the file.
        var all = posted?.Read() ?? [];
        var run = all.FirstOrDefault(entry => chain.HashAt(entry.Seq) == entry.Hash)?.Run ?? Path.GetFileNameWithoutExtension(path);
        return Judge(path, chain, [.. all.Where(entry => entry.Run == run)], head, [], stray: null);
    }

    private static JournalVerdict Judge(
        string source, ChainCheck chain, List<PostedHead> heads, string? head, List<LocalText> database, long? stray)
    {
        var faults = new List<LocalText>();
        var firstBad = chain.FirstBadSeq;
        if (firstBad is not null)
        {
            faults.Add(JournalFindings.Chain(chain));
        }
        else if (chain.Lines == 0)
        {
            firstBad = 1;
            faults.Add(JournalFindings.Empty(source));
        }
        if (heads.Find(entry => entry.Seq <= chain.Lines && chain.HashAt(entry.Seq) != entry.Hash) is { } other)
        {
            firstBad ??= other.Seq;
            faults.Add(JournalFindings.OtherThanPosted(other));
        }
        // Where the chain itself breaks, what stands behind the break is not judged.
        else if (chain.FirstBadSeq is null && heads.MaxBy(entry => entry.Seq) is { } last && last.Seq > chain.Lines)
        {
            firstBad ??= chain.Lines + 1;
            faults.Add(JournalFindings.Cut(last, chain.Lines));
        }
        var known = head is null ? null : chain.SeqOf(head.Trim().ToLowerInvariant());
        if (head is not null && (known is null || head.Trim().Length < 8))
        {
            firstBad ??= chain.Lines + 1;
            faults.Add(JournalFindings.HeadNotFound(head, chain.Lines));
        }
        faults.AddRange(database);
        if (faults.Count > 0)
        {
            return new JournalVerdict(
                false, true, source, chain.Lines, chain.Head, firstBad ?? stray, chain.Ended, [.. faults, JournalFindings.NextStep]);
        }
        List<LocalText> right = [JournalFindings.Whole(chain)];
        if (known is { } seq)
        {
            right.Add(JournalFindings.HeadFound(seq, chain.Lines - seq));
        }
        else if (!chain.Ended && source != Core.Ports.Streams.Book)
        {
            right.Add(JournalFindings.NoEnd);
        }
        return new JournalVerdict(true, true, source, chain.Lines, chain.Head, null, chain.Ended, right);
    }

    /// <summary>Feeds the rows of one stream; the first row of every stream that is not known.</summary>
    private static List<(string Stream, long Seq)> ScanAll(
        JournalReader reader, string run, IReadOnlyList<string> streams, ChainCheck chain, CancellationToken ct)
    {
        var known = streams.ToHashSet();
        var strangers = new List<(string Stream, long Seq)>();
        foreach (var row in reader.AllRows())
        {
            ct.ThrowIfCancellationRequested();
            if (row.Stream == run)
            {
                chain.Next(row.Seq, row.Sealed(), row.Hash, row.Kind);
            }
            else if (known.Add(row.Stream))
            {
                strangers.Add((row.Stream, row.Seq));
            }
        }
        return strangers;
    }

    private static bool Feed(IEnumerable<JournalRow> rows, ChainCheck chain, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            chain.Next(row.Seq, row.Sealed(), row.Hash, row.Kind);
        }
        return true;
    }

    private static T? Try<T>(Func<T> look, List<LocalText> sentences)
    {
        try
        {
            return look();
        }
        catch (SqliteException damaged)
        {
            sentences.Add(JournalFindings.Database(damaged.Message));
            return default;
        }
    }
}
