using System.Globalization;
using System.Text.Json.Nodes;

namespace MailUpgrade.Practice.Telegram;

/// <summary>
/// The other end of Telegram: people, chats and messages, and the updates that wait for the bot. It holds the state that the real one
/// holds, and its words. Safe for several threads.
/// </summary>
public sealed class BotWorld(TimeProvider wire)
{
    /// <summary>User id of the bot.</summary>
    public const long BotId = 8_000_000_001;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly Dictionary<long, BotChat> chats = [];
    private readonly Dictionary<long, string> users = [];
    private readonly List<BotMessage> messages = [];
    private readonly Dictionary<string, string?> presses = [];
    private readonly List<JsonObject> updates = [];
    private readonly List<string> all = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long nextUpdate = 700_000_001;
    private long nextPress = 4_382_000_000_000;
    private long rev;

    /// <summary>Name of the bot.</summary>
    public string BotName { get; set; } = "practice_upgrade_bot";

    /// <summary>The bot is told to hear commands alone in its groups.</summary>
    public bool HasPrivacy { get; set; }

    /// <summary>How far this server's clock is before the machine's.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>This server's clock.</summary>
    public DateTimeOffset Now => wire.GetUtcNow() + Ahead;

    /// <summary>Menus by scope and language, as they were set.</summary>
    public Dictionary<string, JsonNode> Commands { get; } = [];

    /// <summary>Files that people sent, by id.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>A person exists; with a private chat once they have pressed Start.</summary>
    public void AddUser(long id, string name, bool started = true) => Change(() =>
    {
        users[id] = name;
        chats[id] = new BotChat(id, "private", name) { Started = started };
    });

    /// <summary>A group exists, and the bot is an administrator of it.</summary>
    public void AddGroup(long id, string title, bool forum = false) =>
        Change(() => chats[id] = new BotChat(id, id < -1_000_000_000_000 ? "supergroup" : "group", title) { IsForum = forum });

    /// <summary>Chat, or null.</summary>
    public BotChat? Chat(long id)
    {
        lock (gate)
        {
            return chats.GetValueOrDefault(id);
        }
    }

    /// <summary>Messages as they are now, in the order in which they came.</summary>
    public IReadOnlyList<BotMessage> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>What a press was answered with; null where it was not yet.</summary>
    public string? AnswerOf(string callback)
    {
        lock (gate)
        {
            return presses.GetValueOrDefault(callback);
        }
    }

    /// <summary>Updates that the bot has not confirmed.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return updates.Count;
            }
        }
    }

    /// <summary>Updates as they were written, for those who look at the protocol; the last 20,000.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (gate)
            {
                return [.. all];
            }
        }
    }

    /// <summary>A person types. Gives the message's id.</summary>
    /// <param name="user">Who.</param>
    /// <param name="chat">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="with">Changes the message as it goes out: forwards, edits, stand-ins.</param>
    /// <param name="times">Delivered so often, each under an update id of its own.</param>
    public long Say(long user, long chat, string text, Action<JsonObject>? with = null, int times = 1)
    {
        long id = 0;
        Change(() =>
        {
            id = ++chats[chat].LastMessage;
            var message = Envelope(user, chat, id);
            message["text"] = text;
            if (text.StartsWith('/'))
            {
                message["entities"] = new JsonArray(new JsonObject { ["type"] = "bot_command", ["offset"] = 0, ["length"] = text.Split(' ')[0].Length });
            }
            with?.Invoke(message);
            messages.Add(new BotMessage(chat, id, user, text, null) { At = Now, Rev = ++rev });
            for (var n = 0; n < times; n++)
            {
                Queue(new JsonObject { ["message"] = message.DeepClone() });
            }
        });
        return id;
    }

    /// <summary>A person presses; what they send is what they once saw. Gives the press's id.</summary>
    public string Press(long user, long chat, long message, string data, Action<JsonObject>? with = null, int times = 1)
    {
        var callback = "";
        Change(() =>
        {
            callback = (++nextPress).ToString(CultureInfo.InvariantCulture);
            presses[callback] = null;
            var press = new JsonObject
            {
                ["id"] = callback,
                ["from"] = User(user),
                ["chat_instance"] = "1",
                ["data"] = data,
                ["message"] = Envelope(BotId, chat, message),
            };
            with?.Invoke(press);
            for (var n = 0; n < times; n++)
            {
                Queue(new JsonObject { ["callback_query"] = press.DeepClone() });
            }
        });
        return callback;
    }

    /// <summary>Anything at all comes to the bot.</summary>
    public void Push(JsonObject update) => Change(() => Queue(update));

    /// <summary>A message as the server writes it.</summary>
    public JsonObject Envelope(long user, long chat, long message)
    {
        var known = chats.GetValueOrDefault(chat) ?? new BotChat(chat, chat > 0 ? "private" : "supergroup", "?");
        return new JsonObject
        {
            ["message_id"] = message,
            ["date"] = Now.ToUnixTimeSeconds(),
            ["chat"] = Json(known),
            ["from"] = User(user),
        };
    }

    /// <summary>Ends when something has come true, here or with who calls.</summary>
    public async Task UntilAsync(Func<bool> holds, CancellationToken ct)
    {
        while (!holds())
        {
            // Not only what changes here is waited for: looked at again in any case.
            await Task.WhenAny(Changed, Task.Delay(Look, wire, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    internal static JsonObject Json(BotChat chat)
    {
        var json = new JsonObject { ["id"] = chat.Id, ["type"] = chat.Type };
        json[chat.Type == "private" ? "first_name" : "title"] = chat.Title;
        if (chat.IsForum)
        {
            json["is_forum"] = true;
        }
        return json;
    }

    /// <summary>A user as the server writes it.</summary>
    public JsonObject User(long id) => id == BotId
        ? new JsonObject { ["id"] = id, ["is_bot"] = true, ["first_name"] = "MailUpgrade", ["username"] = BotName }
        : new JsonObject { ["id"] = id, ["is_bot"] = false, ["first_name"] = users.GetValueOrDefault(id, "somebody") };

    /// <summary>Confirms what is older than an offset and gives what is left.</summary>
    internal IReadOnlyList<JsonObject> Updates(long? offset, int limit, IReadOnlyList<string>? allowed)
    {
        lock (gate)
        {
            if (offset is < 0)
            {
                updates.RemoveRange(0, Math.Max(0, updates.Count + (int)offset.Value));
            }
            else if (offset is { } from)
            {
                updates.RemoveAll(u => (long)u["update_id"]! < from);
            }
            updates.RemoveAll(u => allowed is { Count: > 0 } && !u.Any(p => allowed.Contains(p.Key)));
            return [.. updates.Take(limit)];
        }
    }

    internal BotMessage? Find(long chat, long id)
    {
        lock (gate)
        {
            return messages.LastOrDefault(m => m.Chat == chat && m.Id == id);
        }
    }

    internal BotMessage Post(long chat, BotMessage made)
    {
        BotMessage posted = made;
        Change(() =>
        {
            posted = made with { Id = ++chats[chat].LastMessage, At = Now, Rev = ++rev };
            messages.Add(posted);
        });
        return posted;
    }

    internal BotMessage Replace(BotMessage old, BotMessage made)
    {
        var next = made with { Rev = Interlocked.Increment(ref rev), Edited = true };
        Change(() => messages[messages.FindIndex(m => m.Chat == old.Chat && m.Id == old.Id && m.From == BotId)] = next);
        return next;
    }

    internal bool Answer(string callback, string text)
    {
        var known = false;
        Change(() =>
        {
            known = presses.ContainsKey(callback);
            if (known)
            {
                presses[callback] = text;
            }
        });
        return known;
    }

    /// <summary>Changes something and wakes who waits.</summary>
    public void Change(Action change)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            change();
            wake = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        wake.SetResult();
    }

    internal Task Changed => changed.Task;

    private void Queue(JsonObject update)
    {
        if (!update.ContainsKey("update_id"))
        {
            update.Insert(0, "update_id", nextUpdate++);
        }
        updates.Add(update);
        all.Add(update.ToJsonString());
        if (all.Count > 20_000)
        {
            all.RemoveRange(0, 1000);
        }
    }
}
