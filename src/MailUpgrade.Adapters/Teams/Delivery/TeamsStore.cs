using System.Text.Json;
using Dapper;
using MailUpgrade.Core.Chat;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>
/// What must outlive a restart: conversations, messages on their way, messages that can be edited, and what stands behind each button.
/// File <c>teams.db</c> of the state folder. All calls are short and safe from any thread; a full disk throws <see cref="SqliteException"/>.
/// </summary>
public sealed class TeamsStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, kind TEXT NOT NULL, service_url TEXT NOT NULL, tenant TEXT NOT NULL,
            person TEXT NOT NULL, stopped TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS thread (conversation TEXT NOT NULL, run TEXT NOT NULL, root TEXT NOT NULL, PRIMARY KEY (conversation, run)) STRICT;
        CREATE TABLE IF NOT EXISTS outgoing (version INTEGER PRIMARY KEY AUTOINCREMENT, place_in_line INTEGER NOT NULL, conversation TEXT NOT NULL, run TEXT NOT NULL,
            key TEXT NOT NULL, place TEXT NOT NULL, answers TEXT NOT NULL, rank INTEGER NOT NULL, plain INTEGER NOT NULL, json TEXT NOT NULL,
            UNIQUE (conversation, run, key)) STRICT;
        CREATE TABLE IF NOT EXISTS posted (conversation TEXT NOT NULL, run TEXT NOT NULL, key TEXT NOT NULL, activity TEXT NOT NULL,
            place TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (conversation, run, key)) STRICT;
        CREATE TABLE IF NOT EXISTS button (id TEXT PRIMARY KEY, conversation TEXT NOT NULL, run TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS button_of ON button (conversation, run, key);
        """;

    private readonly Lock gate = new();
    private readonly SqliteConnection db;

    /// <param name="path">Made where it is missing.</param>
    public TeamsStore(string path)
    {
        db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        db.Open();
        // What a channel has taken counts as told: it must be on disk before that is said.
        db.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        db.Execute($"BEGIN; {Schema} COMMIT");
        Buttons = new ButtonTable(this);
    }

    /// <summary>What stands behind buttons.</summary>
    public ButtonTable Buttons { get; }

    /// <summary>Keeps where a conversation is reached; somebody being there starts it again.</summary>
    public void Note(Conversation c) => Do(db => db.Execute(
        """
        INSERT INTO conversation VALUES (@Id, @Kind, @ServiceUrl, @Tenant, @Person, '')
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, service_url = excluded.service_url, tenant = excluded.tenant, person = excluded.person, stopped = ''
        WHERE kind <> excluded.kind OR service_url <> excluded.service_url OR tenant <> excluded.tenant OR person <> excluded.person OR stopped <> ''
        """, c));

    /// <summary>Sends nothing there until somebody is back.</summary>
    public void Stop(string conversation, string reason) => Do(db => db.Execute(
        "UPDATE conversation SET stopped = @reason WHERE id = @conversation", new { conversation, reason }));

    /// <summary>Every conversation that was heard from.</summary>
    public IReadOnlyList<Conversation> Conversations() => Do(db => db.Query<Conversation>(
        "SELECT id, kind, service_url AS ServiceUrl, tenant, person, stopped FROM conversation ORDER BY id").ToList());

    /// <summary>Conversation by its id, or null.</summary>
    public Conversation? Find(string id) => Do(db => db.QuerySingleOrDefault<Conversation>(
        "SELECT id, kind, service_url AS ServiceUrl, tenant, person, stopped FROM conversation WHERE id = @id", new { id }));

    /// <summary>
    /// Conversation by its id; one that was never heard from is taken for reachable as its neighbours are, where there are any: the app
    /// of a team is heard of in one of its channels only. Null where nothing was ever heard.
    /// </summary>
    public Conversation? FindOrInfer(string id)
    {
        if (Find(id) is { } known)
        {
            return known;
        }
        var kind = id.Contains("@thread.tacv2", StringComparison.Ordinal) || id.Contains("@thread.skype", StringComparison.Ordinal)
            ? Conversation.Channel : Conversation.GroupChat;
        if (Conversations().Where(c => c.Stopped.Length == 0).OrderByDescending(c => c.Kind == kind).FirstOrDefault() is not { } neighbour)
        {
            return null;
        }
        Note(neighbour with { Id = id, Kind = kind, Person = "" });
        return Find(id);
    }

    /// <summary>Puts a message on its way. A newer text under the same key takes the older one's place in the line.</summary>
    public void Add(string conversation, string run, string place, string answersActivity, OutboundMessage message)
    {
        lock (gate)
        {
            var json = JsonSerializer.Serialize(message);
            if (db.QuerySingleOrDefault<string>(
                "SELECT json FROM posted WHERE conversation = @conversation AND run = @run AND key = @Key", new { conversation, run, message.Key }) == json)
            {
                db.Execute("DELETE FROM outgoing WHERE conversation = @conversation AND run = @run AND key = @Key", new { conversation, run, message.Key });
                return;
            }
            db.Execute(
                """
                INSERT OR REPLACE INTO outgoing (place_in_line, conversation, run, key, place, answers, rank, plain, json) VALUES (
                    COALESCE((SELECT place_in_line FROM outgoing WHERE conversation = @conversation AND run = @run AND key = @Key),
                        (SELECT 1 + COALESCE(MAX(place_in_line), 0) FROM outgoing)),
                    @conversation, @run, @Key, @place, @answersActivity, @rank, 0, @json)
                """,
                new { conversation, run, message.Key, place, answersActivity, rank = Rank(message), json });
        }
    }

    /// <summary>The message to send next there, or null.</summary>
    public Outgoing? Next(string conversation)
    {
        lock (gate)
        {
            var row = db.QuerySingleOrDefault<(long Version, string Run, string Place, string Answers, long Plain, string Json)>(
                "SELECT version, run, place, answers, plain, json FROM outgoing WHERE conversation = @conversation AND plain < 2 ORDER BY rank, place_in_line LIMIT 1",
                new { conversation });
            return row.Version == 0 ? null
                : new Outgoing(conversation, row.Run, row.Place, row.Answers, row.Version, row.Plain == 1, JsonSerializer.Deserialize<OutboundMessage>(row.Json)!);
        }
    }

    /// <summary>Messages on their way, over all conversations.</summary>
    public int Waiting() => Do(db => db.QuerySingle<int>("SELECT COUNT(*) FROM outgoing"));

    /// <summary>Conversations for which something waits.</summary>
    public IReadOnlyList<string> Awaited() => Do(db => db.Query<string>("SELECT DISTINCT conversation FROM outgoing").ToList());

    /// <summary>
    /// It was not digested: first it is tried without a card, behind the others; then it is kept aside until <see cref="TryAgain"/>.
    /// </summary>
    public void Postpone(Outgoing item) => Do(db => db.Execute(
        "UPDATE outgoing SET plain = plain + 1, place_in_line = (SELECT 1 + MAX(place_in_line) FROM outgoing) WHERE version = @Version", new { item.Version }));

    /// <summary>What was kept aside is tried once more, without a card.</summary>
    public void TryAgain(string conversation) => Do(db => db.Execute(
        "UPDATE outgoing SET plain = 1 WHERE conversation = @conversation AND plain > 1", new { conversation }));

    /// <summary>It was delivered. A newer text that came meanwhile stays on its way.</summary>
    public void Delivered(Outgoing item, Posted posted) => DoAll((db, all) =>
    {
        db.Execute("DELETE FROM outgoing WHERE version = @Version", new { item.Version }, all);
        return db.Execute(
            "INSERT OR REPLACE INTO posted VALUES (@Conversation, @Run, @Key, @ActivityId, @Place, @json)",
            new { item.Conversation, item.Run, item.Message.Key, posted.ActivityId, posted.Place, json = JsonSerializer.Serialize(item.Message) }, all);
    });

    /// <summary>What was delivered under a key, or null.</summary>
    public Posted? PostedAs(string conversation, string run, string key)
    {
        lock (gate)
        {
            var row = db.QuerySingleOrDefault<(string Activity, string Place, string Json)>(
                "SELECT activity, place, json FROM posted WHERE conversation = @conversation AND run = @run AND key = @key", new { conversation, run, key });
            return row.Json is null ? null : new Posted(row.Activity, row.Place, JsonSerializer.Deserialize<OutboundMessage>(row.Json)!);
        }
    }

    /// <summary>What was said last under a key, be it delivered or on its way, or null.</summary>
    public (string Place, string AnswersActivity, OutboundMessage Message)? Said(string conversation, string run, string key)
    {
        lock (gate)
        {
            var row = db.QueryFirstOrDefault<(string Place, string Answers, string Json)>(
                """
                SELECT place, answers, json FROM outgoing WHERE conversation = @conversation AND run = @run AND key = @key
                UNION ALL SELECT place, '', json FROM posted WHERE conversation = @conversation AND run = @run AND key = @key
                """,
                new { conversation, run, key });
            return row.Json is null ? null : (row.Place, row.Answers, JsonSerializer.Deserialize<OutboundMessage>(row.Json)!);
        }
    }

    /// <summary>First message of a run's thread in a channel, or null.</summary>
    public string? ThreadRoot(string conversation, string run) => Do(db => db.QuerySingleOrDefault<string>(
        "SELECT root FROM thread WHERE conversation = @conversation AND run = @run", new { conversation, run }));

    /// <summary>Keeps the first message of a run's thread.</summary>
    public void BeginThread(string conversation, string run, string root) => Do(db => db.Execute(
        "INSERT OR REPLACE INTO thread VALUES (@conversation, @run, @root)", new { conversation, run, root }));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            db.Dispose();
        }
    }

    internal T Do<T>(Func<SqliteConnection, T> work)
    {
        lock (gate)
        {
            return work(db);
        }
    }

    /// <summary>Whole, or nothing.</summary>
    internal T DoAll<T>(Func<SqliteConnection, SqliteTransaction, T> work)
    {
        lock (gate)
        {
            using var all = db.BeginTransaction();
            var result = work(db, all);
            all.Commit();
            return result;
        }
    }

    private static int Rank(OutboundMessage message) =>
        message.Rings || message.Kind == MessageKind.Reply ? 0 : message.Kind switch { MessageKind.Decision => 1, MessageKind.Status => 2, _ => 3 };
}
