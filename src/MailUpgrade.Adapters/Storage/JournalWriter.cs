using MailUpgrade.Core.Ports;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Commits a batch of writes as one transaction. Used by one thread at a time.</summary>
internal sealed class JournalWriter(string path) : IDisposable
{
    private readonly string walPath = path + "-wal";
    private JournalStatements? statements = new(path, create: true);

    /// <summary>Answers every write of the batch, whatever happens.</summary>
    public void Commit(List<PendingWrite> batch)
    {
        try
        {
            // SQLite would go on writing into files that somebody has deleted, and all of it would be lost at the next start.
            if (statements is not null && (!Posix.Exists(path) || !Posix.Exists(walPath)))
            {
                throw new FileNotFoundException("the journal's files were moved or deleted while in use", path);
            }
            // Never a new file in place of one that has gone: a run that begins in it would look like the first one ever.
            statements ??= new JournalStatements(path, create: false);
            Write(statements, batch);
        }
        catch (Exception failure)
        {
            // Whatever it was: these callers wait for an answer, and the next batch must find a writer that works.
            Abandon();
            foreach (var write in batch)
            {
                write.Fail(new JournalWriteException($"The journal {path} could not be written: {failure.Message}", failure));
            }
            return;
        }
        foreach (var write in batch)
        {
            write.Done();
        }
    }

    /// <summary>Leaves one complete file behind where that is possible.</summary>
    public void Dispose()
    {
        try
        {
            statements?.Checkpoint();
        }
        catch (SqliteException)
        {
            // Nothing is lost: the events are in the write-ahead file, which the next start reads.
        }
        statements?.Dispose();
        statements = null;
    }

    private static void Write(JournalStatements statements, List<PendingWrite> batch)
    {
        statements.Begin();
        // A refused write is answered at once and leaves the batch: a conflict of one stream is no business of the others.
        batch.RemoveAll(write => !Apply(statements, write));
        statements.Commit();
    }

    private static bool Apply(JournalStatements statements, PendingWrite write)
    {
        if (write.Ct.IsCancellationRequested)
        {
            write.Fail(new OperationCanceledException(write.Ct));
            return false;
        }
        if (write is PendingCursor cursor)
        {
            statements.SaveCursor(cursor);
            return true;
        }
        var append = (PendingAppend)write;
        var (seq, hash) = statements.Head(append.Stream);
        if (seq != append.AfterSeq)
        {
            append.Fail(new JournalConflictException(
                $"Stream {append.Stream} ends at seq {seq}, the caller knows it up to {append.AfterSeq}: somebody else writes to it."));
            return false;
        }
        if (seq == 0)
        {
            statements.AddStream(append.Stream);
        }
        foreach (var entry in append.Entries)
        {
            var at = JournalLineFormat.Instant(entry.At);
            hash = JournalLineFormat.Hash(
                hash, JournalLineFormat.Sealed(++seq, at, entry.Kind, entry.Actor, entry.Channel, entry.Body));
            var line = new JournalLine(
                append.Stream, seq, JournalRow.ParseInstant(at), entry.Kind, entry.Actor, entry.Channel, entry.Body, hash);
            statements.Insert(line, at);
            append.Lines.Add(line);
        }
        return true;
    }

    /// <summary>
    /// After a failure the connection is not trusted: the next batch opens a new one, so that the journal works again as soon as
    /// there is space.
    /// </summary>
    private void Abandon()
    {
        try
        {
            statements?.Rollback();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (full disk, input/output error).
        }
        statements?.Dispose();
        statements = null;
    }
}
