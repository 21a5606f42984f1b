using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Read-only connections. In WAL mode they see the last commit and hold nobody up.</summary>
internal sealed class JournalReader : IDisposable
{
    private const string Columns = "SELECT run_id, seq, at, kind, actor, channel, body, hash, id FROM journal ";

    private readonly string connectionString;

    public JournalReader(string path) => connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadOnly,
        DefaultTimeout = 5,
    }.ToString();

    /// <summary>Rows of a stream by key.</summary>
    public IEnumerable<JournalRow> Rows(string stream, long afterSeq) => Query(
        Columns + "WHERE id > ((SELECT ordinal FROM stream WHERE run_id = $run) << 32) + $seq"
        + " AND id < ((SELECT ordinal + 1 FROM stream WHERE run_id = $run) << 32) ORDER BY id",
        ToRow, ("$run", stream), ("$seq", afterSeq));

    /// <summary>Every row in the order of the file, without trusting a key: a damaged key must not hide what stands behind it.</summary>
    public IEnumerable<JournalRow> AllRows() => Query(Columns, ToRow);

    /// <summary>Streams in the order in which they began.</summary>
    public IReadOnlyList<string> Streams() => [.. Query("SELECT run_id FROM stream ORDER BY ordinal", row => row.GetString(0))];

    public long Cursor(string reader, string stream) => Query(
        "SELECT seq FROM reader_cursor WHERE reader = $reader AND run_id = $run", row => row.GetInt64(0),
        ("$reader", reader), ("$run", stream)).FirstOrDefault();

    /// <summary>SQLite's own complaints about the file; empty when it has none.</summary>
    public IReadOnlyList<string> IntegrityFaults() =>
        [.. Query("PRAGMA integrity_check(20)", row => row.GetString(0)).Where(text => text != "ok")];

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static JournalRow ToRow(SqliteDataReader row) => new(
        Text(row, 0), Seq(row), Text(row, 2), Text(row, 3), Text(row, 4), Text(row, 5), Text(row, 6),
        Text(row, 7));

    private static long Seq(SqliteDataReader row) =>
        row.GetValue(1) is long seq && seq == (row.GetInt64(8) & ((1L << JournalSchema.SeqBits) - 1)) ? seq : JournalRow.Damaged;

    // A flipped bit can turn a text into a blob of the same bytes: such a value must not pass as the text it was.
    private static string Text(SqliteDataReader row, int column) => row.GetValue(column) as string ?? "\ufffd";

    private IEnumerable<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return map(reader);
        }
    }
}
