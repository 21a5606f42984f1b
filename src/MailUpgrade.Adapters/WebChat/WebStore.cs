using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.WebChat;

/// <summary>
/// The room on disk, so that it is still there after a restart. Best effort: a fault is logged and the room goes on in memory.
/// </summary>
internal sealed class WebStore : IDisposable
{
    private readonly string path;
    private readonly ILogger log;
    private SqliteConnection? connection;

    public WebStore(string path, ILogger log)
    {
        (this.path, this.log) = (path, log);
        connection = Open();
        if (connection is null && File.Exists(path))
        {
            // Not worth a night without a chat: the damaged file is kept beside it and a new one is begun.
            Try(() => File.Move(path, path + ".broken", overwrite: true));
            connection = Open();
        }
    }

    public IReadOnlyList<WebMessage> Load()
    {
        IReadOnlyList<WebMessage> read = [];
        Try(() => read = [.. (connection?.Query<string>("SELECT json FROM message ORDER BY seq") ?? [])
            .Select(json => JsonSerializer.Deserialize<WebMessage>(json)!)]);
        return read;
    }

    public void Save(WebMessage message) => Try(() => connection?.Execute(
        "INSERT INTO message VALUES (@Seq, @json) ON CONFLICT (seq) DO UPDATE SET json = excluded.json",
        new { message.Seq, json = JsonSerializer.Serialize(message) }));

    public void Forget(long seq) => Try(() => connection?.Execute("DELETE FROM message WHERE seq = @seq", new { seq }));

    public void Dispose() => connection?.Dispose();

    private SqliteConnection? Open()
    {
        SqliteConnection? opened = null;
        Try(() =>
        {
            var next = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            try
            {
                next.Open();
                next.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
                next.Execute("CREATE TABLE IF NOT EXISTS message (seq INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT");
                opened = next;
            }
            finally
            {
                if (opened is null)
                {
                    next.Dispose();
                }
            }
        });
        return opened;
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException or JsonException)
        {
            WebChatLog.NotStored(log, path, fault);
        }
    }
}
