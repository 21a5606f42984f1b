using Dapper;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The tables, as a list of migrations: a new one is added at the end, an old one is never edited.</summary>
internal static class JournalSchema
{
    /// <summary>A journal id is the stream's ordinal followed by the sequence number in this many bits.</summary>
    public const int SeqBits = 32;

    /// <summary>
    /// STRICT lets SQLite's integrity check notice a value whose type was flipped. <c>stream</c> keeps the order in which streams
    /// began, which the run clock cannot give. Since version 2 the journal is one b-tree: its id is made from stream and seq, so an
    /// append dirties one page where (run_id, seq) as a key of its own dirtied two, and the same place can still be taken only once.
    /// </summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE journal (
            run_id  TEXT NOT NULL,
            seq     INTEGER NOT NULL,
            at      TEXT NOT NULL,
            kind    TEXT NOT NULL,
            actor   TEXT NOT NULL,
            channel TEXT NOT NULL,
            body    TEXT NOT NULL,
            hash    TEXT NOT NULL,
            PRIMARY KEY (run_id, seq)
        ) STRICT;
        CREATE TABLE stream (ordinal INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE reader_cursor (
            reader TEXT NOT NULL,
            run_id TEXT NOT NULL,
            seq    INTEGER NOT NULL,
            PRIMARY KEY (reader, run_id)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE journal_by_id (
            id      INTEGER PRIMARY KEY,
            run_id  TEXT NOT NULL,
            seq     INTEGER NOT NULL,
            at      TEXT NOT NULL,
            kind    TEXT NOT NULL,
            actor   TEXT NOT NULL,
            channel TEXT NOT NULL,
            body    TEXT NOT NULL,
            hash    TEXT NOT NULL
        ) STRICT;
        INSERT INTO journal_by_id
            SELECT (s.ordinal << 32) + j.seq, j.run_id, j.seq, j.at, j.kind, j.actor, j.channel, j.body, j.hash
            FROM journal j JOIN stream s USING (run_id);
        DROP TABLE journal;
        ALTER TABLE journal_by_id RENAME TO journal;
        """,
    ];

    /// <summary>Brings the tables up to date. May be called at every start.</summary>
    /// <exception cref="InvalidDataException">The file was written by a newer version of this program.</exception>
    public static void Migrate(SqliteConnection connection) => Migrate(connection, Migrations.Length);

    /// <summary>The same up to a version, for tests of the way from old ones.</summary>
    internal static void Migrate(SqliteConnection connection, int upTo)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY) STRICT", transaction: transaction);
        var version = connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM migration", transaction: transaction);
        if (version > Migrations.Length)
        {
            throw new InvalidDataException(
                $"{connection.DataSource} has schema {version}, this program knows {Migrations.Length}. Start the newer program.");
        }
        for (var next = version; next < upTo; next++)
        {
            connection.Execute(Migrations[next], transaction: transaction);
            connection.Execute("INSERT INTO migration VALUES (@next)", new { next = next + 1 }, transaction);
        }
        transaction.Commit();
    }
}
