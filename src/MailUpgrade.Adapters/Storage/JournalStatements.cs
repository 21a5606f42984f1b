using MailUpgrade.Core.Ports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The writer's connection with its statements prepared once: preparing costs more than running them.</summary>
internal sealed class JournalStatements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<JournalStatement> all = [];
    private readonly Dictionary<string, long> firstIds = [];
    private readonly JournalStatement begin;
    private readonly JournalStatement commit;
    private readonly JournalStatement rollback;
    private readonly JournalStatement head;
    private readonly JournalStatement insert;
    private readonly JournalStatement findStream;
    private readonly JournalStatement addStream;
    private readonly JournalStatement saveCursor;

    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public JournalStatements(string path, bool create)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            Run("PRAGMA journal_mode = WAL");
            // FULL, not NORMAL: NORMAL does not flush at commit, and an event that a power cut takes back was never a fact.
            Run("PRAGMA synchronous = FULL");
            JournalSchema.Migrate(connection);
            _ = raw.sqlite3_busy_timeout(connection.Handle!, 5000);
            begin = Prepare("BEGIN IMMEDIATE");
            commit = Prepare("COMMIT");
            rollback = Prepare("ROLLBACK");
            head = Prepare("SELECT seq, hash FROM journal WHERE id > ?1 AND id < ?2 ORDER BY id DESC LIMIT 1");
            insert = Prepare(
                "INSERT INTO journal (id, run_id, seq, at, kind, actor, channel, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
            findStream = Prepare("SELECT ordinal FROM stream WHERE run_id = ?");
            addStream = Prepare("INSERT INTO stream (run_id) VALUES (?) RETURNING ordinal");
            saveCursor = Prepare(
                "INSERT INTO reader_cursor (reader, run_id, seq) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    public void Rollback() => rollback.Run();

    /// <summary>The stream's last line; seq 0 when it has none.</summary>
    public (long Seq, string Hash) Head(string stream)
    {
        if (!firstIds.TryGetValue(stream, out var first))
        {
            first = findStream.With(stream).Run(row => raw.sqlite3_column_int64(row, 0)) << JournalSchema.SeqBits;
            if (first == 0)
            {
                return (0, JournalLineFormat.NoHash);
            }
            firstIds[stream] = first;
        }
        var found = head.With(first).With(first + (1L << JournalSchema.SeqBits)).Run(
            row => (raw.sqlite3_column_int64(row, 0), raw.sqlite3_column_text(row, 1).utf8_to_string()));
        return found.Item2 is null ? (0, JournalLineFormat.NoHash) : found;
    }

    public void Insert(JournalLine line, string at) => insert
        .With(firstIds[line.Stream] + line.Seq).With(line.Stream).With(line.Seq).With(at).With(line.Kind).With(line.Actor).With(line.Channel)
        .With(line.Body).With(line.Hash).Run();

    /// <summary>Begins a stream that <see cref="Head"/> has found empty. May be called twice.</summary>
    public void AddStream(string stream)
    {
        if (!firstIds.ContainsKey(stream))
        {
            firstIds[stream] = addStream.With(stream).Run(row => raw.sqlite3_column_int64(row, 0)) << JournalSchema.SeqBits;
        }
    }

    public void SaveCursor(PendingCursor cursor) => saveCursor.With(cursor.Reader).With(cursor.Stream).With(cursor.Seq).Run();

    /// <summary>Brings everything into the one file that people copy.</summary>
    public void Checkpoint() => Run("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose()
    {
        all.ForEach(statement => statement.Dispose());
        connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private JournalStatement Prepare(string sql)
    {
        var statement = new JournalStatement(connection.Handle!, sql);
        all.Add(statement);
        return statement;
    }
}
