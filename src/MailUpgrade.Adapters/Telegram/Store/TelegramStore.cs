using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Telegram.Store;

/// <summary>
/// What must outlive the process: updates that are not handled yet, messages that are not sent yet, what was posted where, and what stands
/// behind each button. One file, one writer; each call is whole or did nothing.
/// </summary>
public sealed class TelegramStore : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;
        CREATE TABLE IF NOT EXISTS inbox (update_id INTEGER PRIMARY KEY, body TEXT NOT NULL, late INTEGER NOT NULL, done INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS inbox_open ON inbox (done, update_id);
        CREATE TABLE IF NOT EXISTS outbox (place TEXT NOT NULL, key TEXT NOT NULL, rank INTEGER NOT NULL, ord INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (place, key)) STRICT;
        CREATE TABLE IF NOT EXISTS posted (place TEXT NOT NULL, key TEXT NOT NULL, message_id INTEGER NOT NULL, part INTEGER NOT NULL, body TEXT NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (place, key)) STRICT;
        CREATE INDEX IF NOT EXISTS posted_message ON posted (place, message_id);
        CREATE TABLE IF NOT EXISTS button (id TEXT PRIMARY KEY, place TEXT NOT NULL, key TEXT NOT NULL, message_id INTEGER NOT NULL, label TEXT NOT NULL, command TEXT NOT NULL, run TEXT NOT NULL, plan_hash TEXT NOT NULL, seen_seq INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS button_key ON button (place, key);
        CREATE TABLE IF NOT EXISTS pressed (id TEXT NOT NULL, sender TEXT NOT NULL, callback TEXT NOT NULL, PRIMARY KEY (id, sender)) STRICT;
        CREATE TABLE IF NOT EXISTS moved (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS sent (chat INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """;

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    /// <summary>Opens or makes the file. One that is damaged is put aside: what it knew is repeated, not lost, since the journal has it.</summary>
    public TelegramStore(string path)
    {
        try
        {
            connection = Open(path);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is 11 or 26)
        {
            File.Move(path, path + ".broken", overwrite: true);
            connection = Open(path);
        }
        (Inbox, Outbox, Posted, Buttons) = (new InboxTable(this), new OutboxTable(this), new PostedTable(this), new ButtonTable(this));
    }

    /// <summary>Updates on their way to the router.</summary>
    public InboxTable Inbox { get; }

    /// <summary>Messages on their way to people.</summary>
    public OutboxTable Outbox { get; }

    /// <summary>Messages that people can see.</summary>
    public PostedTable Posted { get; }

    /// <summary>What stands behind buttons.</summary>
    public ButtonTable Buttons { get; }

    /// <summary>A remembered word, or null.</summary>
    public string? Mark(string name) => Do(db => db.ExecuteScalar<string?>("SELECT value FROM mark WHERE name = @name", new { name }));

    /// <summary>Remembers a word.</summary>
    public void Mark(string name, string value) => Do(db => db.Execute(
        "INSERT INTO mark VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { name, value }));

    /// <summary>Groups that live under another id now.</summary>
    public IReadOnlyDictionary<long, long> Moved() => Do(db => db.Query<(long Old, long New)>("SELECT old, new FROM moved").ToDictionary(m => m.Old, m => m.New));

    /// <summary>
    /// A group has a new id: what waits for it goes there, its old messages and buttons cannot be reached any more and are forgotten.
    /// All at once.
    /// </summary>
    /// <returns>Messages with buttons that people lost by it, to be posted anew.</returns>
    public IReadOnlyList<string> Move(long from, long to) => DoAll((db, tx) =>
    {
        db.Execute("INSERT INTO moved VALUES (@from, @to) ON CONFLICT (old) DO UPDATE SET new = excluded.new", new { from, to }, tx);
        db.Execute("UPDATE moved SET new = @to WHERE new = @from", new { from, to }, tx);
        var (old, next) = (from.ToString(CultureInfo.InvariantCulture), to.ToString(CultureInfo.InvariantCulture));
        var lost = db.Query<string>(
            "SELECT DISTINCT p.body FROM posted p JOIN button b ON b.place = p.place AND b.key = p.key WHERE p.place = @old OR p.place LIKE @old || '/%'",
            new { old }, tx).ToList();
        db.Execute("UPDATE OR REPLACE outbox SET place = @next || substr(place, length(@old) + 1) WHERE place = @old OR place LIKE @old || '/%'", new { old, next }, tx);
        db.Execute("DELETE FROM posted WHERE place = @old OR place LIKE @old || '/%'", new { old }, tx);
        db.Execute("DELETE FROM button WHERE place = @old OR place LIKE @old || '/%'", new { old }, tx);
        return (IReadOnlyList<string>)lost;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
        }
    }

    internal T Do<T>(Func<SqliteConnection, T> work)
    {
        lock (gate)
        {
            return work(connection);
        }
    }

    /// <summary>Whole, or nothing.</summary>
    internal T DoAll<T>(Func<SqliteConnection, SqliteTransaction, T> work)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            var result = work(connection, transaction);
            transaction.Commit();
            return result;
        }
    }

    private static SqliteConnection Open(string path)
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            opened.Open();
            opened.Execute(Schema);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
