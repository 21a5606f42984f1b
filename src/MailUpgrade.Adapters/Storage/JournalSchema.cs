using Dapper;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The tables, as a list of migrations: a new one is added at the end, an old one is never edited.</summary>
internal static class JournalSchema
{
    /// <summary>
    /// The journal has rowids although its key is another one: appending at the end of a rowid tree splits a page without
    /// rewriting its neighbours; WITHOUT ROWID wrote 2.35 pages a commit and was slower than the raw append. STRICT lets SQLite's integrity check
    /// notice a value whose type was flipped. <c>stream</c> keeps the order in which streams began, which the run clock cannot give.
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
    ];

    /// <summary>Brings the tables up to date. May be called at every start.</summary>
    /// <exception cref="InvalidDataException">The file was written by a newer version of this program.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY) STRICT", transaction: transaction);
        var version = connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM migration", transaction: transaction);
        if (version > Migrations.Length)
        {
            throw new InvalidDataException(
                $"{connection.DataSource} has schema {version}, this program knows {Migrations.Length}. Start the newer program.");
        }
        for (var next = version; next < Migrations.Length; next++)
        {
            connection.Execute(Migrations[next], transaction: transaction);
            connection.Execute("INSERT INTO migration VALUES (@next)", new { next = next + 1 }, transaction);
        }
        transaction.Commit();
    }
}
