using MailUpgrade.Core.Ports;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The writer's connection with its statements prepared once: preparing costs more than running them.</summary>
internal sealed class JournalStatements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand head;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand addStream;
    private readonly SqliteCommand saveCursor;

    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public JournalStatements(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
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
            begin = Prepare("BEGIN IMMEDIATE");
            commit = Prepare("COMMIT");
            rollback = Prepare("ROLLBACK");
            head = Prepare("SELECT seq, hash FROM journal WHERE run_id = $run ORDER BY seq DESC LIMIT 1", "$run");
            insert = Prepare(
                "INSERT INTO journal (run_id, seq, at, kind, actor, channel, body, hash) VALUES ($run, $seq, $at, $kind, $actor, $channel, $body, $hash)",
                "$run", "$seq", "$at", "$kind", "$actor", "$channel", "$body", "$hash");
            addStream = Prepare("INSERT INTO stream (run_id) VALUES ($run) ON CONFLICT DO NOTHING", "$run");
            saveCursor = Prepare(
                "INSERT INTO reader_cursor (reader, run_id, seq) VALUES ($reader, $run, $seq) ON CONFLICT DO UPDATE SET seq = excluded.seq",
                "$reader", "$run", "$seq");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Rollback() => rollback.ExecuteNonQuery();

    public (long Seq, string Hash) Head(string stream)
    {
        head.Parameters[0].Value = stream;
        using var reader = head.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : (0, JournalLineFormat.NoHash);
    }

    public void Insert(JournalLine line, string at)
    {
        var values = insert.Parameters;
        values[0].Value = line.Stream;
        values[1].Value = line.Seq;
        values[2].Value = at;
        values[3].Value = line.Kind;
        values[4].Value = line.Actor;
        values[5].Value = line.Channel;
        values[6].Value = line.Body;
        values[7].Value = line.Hash;
        insert.ExecuteNonQuery();
    }

    public void AddStream(string stream)
    {
        addStream.Parameters[0].Value = stream;
        addStream.ExecuteNonQuery();
    }

    public void SaveCursor(PendingCursor cursor)
    {
        saveCursor.Parameters[0].Value = cursor.Reader;
        saveCursor.Parameters[1].Value = cursor.Stream;
        saveCursor.Parameters[2].Value = cursor.Seq;
        saveCursor.ExecuteNonQuery();
    }

    /// <summary>Brings everything into the one file that people copy.</summary>
    public void Checkpoint() => Run("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[begin, commit, rollback, head, insert, addStream, saveCursor])
        {
            command.Dispose();
        }
        connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = "" });
        }
        command.Prepare();
        return command;
    }
}
