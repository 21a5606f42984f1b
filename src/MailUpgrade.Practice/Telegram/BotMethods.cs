using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MailUpgrade.Practice.Telegram;

/// <summary>The methods, with the checks and the words of the real server.</summary>
internal sealed class BotMethods(BotWorld world, BotRates rates)
{
    private string webhook = "";

    public string Webhook => webhook;

    public string WebhookSecret { get; private set; } = "";

    public IReadOnlyList<string>? Allowed { get; private set; }

    public JsonNode Do(string method, BotParameters p) => method.ToLowerInvariant() switch
    {
        "getme" => Me(p),
        "getchat" => ChatOf(p),
        "getchatmember" => Member(p),
        "sendmessage" => Send(p),
        "editmessagetext" => Edit(p),
        "senddocument" => Document(p),
        "answercallbackquery" => Answer(p),
        "pinchatmessage" => Pin(p, pins: true),
        "unpinchatmessage" => Pin(p, pins: false),
        "setmycommands" => Commands(p),
        "getmycommands" => Then(p.Only("scope", "language_code"), () => world.Commands.GetValueOrDefault(Key(p), new JsonArray()).DeepClone()),
        "setwebhook" => SetWebhook(p),
        "deletewebhook" => Then(p.Only("drop_pending_updates"), () => Hook("", "")),
        "getwebhookinfo" => Then(p.Only(), () => new JsonObject
        {
            ["url"] = webhook,
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = world.Waiting,
        }),
        "getfile" => File(p),
        _ => throw new BotRefusal(404, "Not Found: method not found"),
    };

    public void Polls(BotParameters p)
    {
        p.Only("offset", "limit", "timeout", "allowed_updates");
        if (webhook.Length > 0)
        {
            throw new BotRefusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        }
        Allowed = p.Words("allowed_updates") ?? Allowed;
    }

    /// <summary>After the parameters were looked at.</summary>
    private static JsonNode Then(BotParameters looked, Func<JsonNode> next)
    {
        _ = looked;
        return next();
    }

    private JsonObject Me(BotParameters p)
    {
        p.Only();
        var me = world.User(BotWorld.BotId);
        me["can_join_groups"] = true;
        me["can_read_all_group_messages"] = !world.HasPrivacy;
        me["supports_inline_queries"] = false;
        me["supports_guest_queries"] = false;
        return me;
    }

    private JsonObject ChatOf(BotParameters p) => BotWorld.Json(Reachable(p.Only("chat_id").Long("chat_id")));

    private JsonObject Member(BotParameters p)
    {
        var chat = Reachable(p.Only("chat_id", "user_id").Long("chat_id"));
        return new JsonObject { ["status"] = "administrator", ["user"] = world.User(p.Long("user_id")), ["can_pin_messages"] = chat.MayPin };
    }

    private JsonObject Send(BotParameters p)
    {
        p.Only("chat_id", "message_thread_id", "text", "parse_mode", "entities", "link_preview_options", "disable_notification", "protect_content",
            "reply_parameters", "reply_markup");
        var chat = Reachable(p.Long("chat_id"));
        var text = Text(p, "text", 1, 4096);
        var keyboard = Keyboard(p);
        rates.Count(chat.Id);
        return Json(world.Post(chat.Id, new BotMessage(chat.Id, 0, BotWorld.BotId, text, keyboard)
        {
            Source = p.Text("text"),
            Silent = p.Bool("disable_notification"),
            ReplyTo = ReplyTo(p, chat.Id),
            Topic = Topic(p, chat),
        }));
    }

    private JsonObject Edit(BotParameters p)
    {
        p.Only("chat_id", "message_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup");
        var chat = Reachable(p.Long("chat_id"));
        var text = Text(p, "text", 1, 4096);
        var keyboard = Keyboard(p);
        rates.Count(chat.Id);
        var old = world.Find(chat.Id, p.Long("message_id")) ?? throw BotRefusal.Bad("message to edit not found");
        if (old.From != BotWorld.BotId)
        {
            throw BotRefusal.Bad("message can't be edited");
        }
        if (old.Source == p.Text("text") && JsonNode.DeepEquals(old.Keyboard, keyboard))
        {
            throw BotRefusal.Bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        }
        return Json(world.Replace(old, old with { Text = text, Keyboard = keyboard, Source = p.Text("text") }));
    }

    private JsonObject Document(BotParameters p)
    {
        p.Only("chat_id", "message_thread_id", "document", "caption", "parse_mode", "disable_notification", "reply_parameters", "reply_markup");
        var chat = Reachable(p.Long("chat_id"));
        var bytes = p.File ?? throw BotRefusal.Bad("there is no document in the request");
        var caption = p.Has("caption") ? Text(p, "caption", 0, 1024) : "";
        rates.Count(chat.Id);
        return Json(world.Post(chat.Id, new BotMessage(chat.Id, 0, BotWorld.BotId, caption, Keyboard(p))
        {
            Document = bytes,
            Silent = p.Bool("disable_notification"),
            ReplyTo = ReplyTo(p, chat.Id),
            Topic = Topic(p, chat),
        }));
    }

    private JsonValue Answer(BotParameters p)
    {
        p.Only("callback_query_id", "text", "show_alert", "url", "cache_time");
        var text = p.Has("text") ? p.Text("text") : "";
        return text.Length > 200 ? throw BotRefusal.Bad("MESSAGE_TOO_LONG")
            : world.Answer(p.Text("callback_query_id"), text) ? JsonValue.Create(true)
            : throw BotRefusal.Bad("query is too old and response timeout expired or query ID is invalid");
    }

    private JsonValue Pin(BotParameters p, bool pins)
    {
        p.Only("chat_id", "message_id", "disable_notification");
        var chat = Reachable(p.Long("chat_id"));
        if (!chat.MayPin)
        {
            throw BotRefusal.Bad("not enough rights to manage pinned messages in the chat");
        }
        world.Change(() => _ = pins ? chat.Pinned.Add(p.Long("message_id")) : chat.Pinned.Remove(p.Long("message_id")));
        return JsonValue.Create(true);
    }

    private JsonValue Commands(BotParameters p)
    {
        var commands = p.Only("commands", "scope", "language_code").Node("commands") as JsonArray ?? throw BotRefusal.Bad("commands is no array");
        if (commands.Count > 100)
        {
            throw BotRefusal.Bad("BOT_COMMANDS_TOO_MUCH");
        }
        foreach (var command in commands)
        {
            var word = (string?)command!["command"] ?? "";
            if (word.Length is 0 or > 32 || !word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                throw BotRefusal.Bad("BOT_COMMAND_INVALID");
            }
            if (((string?)command["description"] ?? "").Length is 0 or > 256)
            {
                throw BotRefusal.Bad("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        world.Change(() => world.Commands[Key(p)] = commands.DeepClone());
        return JsonValue.Create(true);
    }

    private JsonValue SetWebhook(BotParameters p)
    {
        p.Only("url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates", "ip_address", "certificate");
        var secret = p.Has("secret_token") ? p.Text("secret_token") : "";
        if (secret.Length > 256 || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw BotRefusal.Bad("secret token contains unallowed characters");
        }
        Allowed = p.Words("allowed_updates") ?? Allowed;
        return Hook(p.Text("url"), secret);
    }

    private JsonValue Hook(string url, string secret)
    {
        world.Change(() => (webhook, WebhookSecret) = (url, secret));
        return JsonValue.Create(true);
    }

    private JsonObject File(BotParameters p)
    {
        var id = p.Only("file_id").Text("file_id");
        return world.Files.TryGetValue(id, out var bytes)
            ? new JsonObject { ["file_id"] = id, ["file_unique_id"] = id, ["file_size"] = bytes.Length, ["file_path"] = $"photos/{id}.jpg" }
            : throw BotRefusal.Bad("wrong file_id or the file is temporarily unavailable");
    }

    private BotChat Reachable(long id)
    {
        var chat = world.Chat(id) ?? throw BotRefusal.Bad("chat not found");
        return chat switch
        {
            { MovedTo: { } to } => throw new BotRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: to),
            { IsShut: true, Type: "private" } => throw BotRefusal.Forbidden("bot was blocked by the user"),
            { IsShut: true } => throw BotRefusal.Forbidden($"bot was kicked from the {chat.Type} chat"),
            { Started: false } => throw BotRefusal.Forbidden("bot can't initiate conversation with a user"),
            _ => chat,
        };
    }

    private static string Text(BotParameters p, string name, int least, int longest)
    {
        var source = p.Text(name);
        var mode = p.Has("parse_mode") ? p.Text("parse_mode") : "";
        var text = mode switch
        {
            "" => source,
            "HTML" => MarkupText.Plain(source),
            _ => throw BotRefusal.Bad("unsupported parse_mode"),
        };
        return text.Trim().Length < least ? throw BotRefusal.Bad("message text is empty")
            : text.Length > longest ? throw BotRefusal.Bad(least == 0 ? "message caption is too long" : "message is too long") : text;
    }

    private static JsonNode? Keyboard(BotParameters p)
    {
        if (!p.Has("reply_markup"))
        {
            return null;
        }
        var rows = p.Node("reply_markup")?["inline_keyboard"] as JsonArray ?? throw BotRefusal.Bad("object expected as reply markup");
        foreach (var button in rows.SelectMany(r => r as JsonArray ?? throw BotRefusal.Bad("inline keyboard row is no array")))
        {
            if (button is not JsonObject one || one.Select(x => x.Key).Except(["text", "callback_data", "style", "icon_custom_emoji_id", "url"]).Any())
            {
                throw BotRefusal.Bad("can't parse inline keyboard button: unknown field");
            }
            if (((string?)one["text"] ?? "").Length == 0)
            {
                throw BotRefusal.Bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
            }
            if (Encoding.UTF8.GetByteCount((string?)one["callback_data"] ?? "") is 0 or > 64)
            {
                throw BotRefusal.Bad("BUTTON_DATA_INVALID");
            }
            if ((string?)one["style"] is not (null or "danger" or "success" or "primary"))
            {
                throw BotRefusal.Bad("can't parse inline keyboard button: unknown style");
            }
        }
        return p.Node("reply_markup")!.DeepClone();
    }

    private long? ReplyTo(BotParameters p, long chat)
    {
        if (!p.Has("reply_parameters"))
        {
            return null;
        }
        var reply = p.Node("reply_parameters")!;
        var id = (long)reply["message_id"]!;
        return world.Find(chat, id) is not null ? id
            : (bool?)reply["allow_sending_without_reply"] == true ? null : throw BotRefusal.Bad("message to be replied not found");
    }

    private static long? Topic(BotParameters p, BotChat chat) =>
        !p.Has("message_thread_id") ? null : chat.IsForum ? p.Long("message_thread_id") : throw BotRefusal.Bad("message thread not found");

    private JsonObject Json(BotMessage message)
    {
        var json = world.Envelope(BotWorld.BotId, message.Chat, message.Id);
        json[message.Document is null ? "text" : "caption"] = message.Text;
        if (message.Keyboard is { } keyboard)
        {
            json["reply_markup"] = keyboard.DeepClone();
        }
        return json;
    }

    private static string Key(BotParameters p) => string.Create(
        CultureInfo.InvariantCulture, $"{(p.Has("scope") ? p.Node("scope")!.ToJsonString() : "default")} {(p.Has("language_code") ? p.Text("language_code") : "")}");
}
