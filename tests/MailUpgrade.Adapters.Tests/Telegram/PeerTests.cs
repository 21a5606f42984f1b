using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Chat;
using MailUpgrade.Practice.Telegram;
using Xunit;
using static MailUpgrade.Adapters.Tests.Telegram.TelegramUnderTest;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>Client and server of ours before peers that nobody here wrote.</summary>
public sealed class PeerTests
{
    private static readonly ButtonPress Seen = new("run-1", "hash", 7);

    [Fact]
    public async Task Every_request_and_every_update_fits_the_types_of_the_Bot_API()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await EverythingAsync(t);
        await using var check = new PeerProcess("check.mjs");
        var methods = t.Server.Calls.Select(c => c.Method).ToHashSet();
        foreach (var (method, body) in t.Server.Calls)
        {
            check.Say(new JsonObject { ["kind"] = method, ["body"] = method == "sendDocument" ? Typed(body) : body.DeepClone() }.ToJsonString());
        }
        foreach (var update in t.Server.World.Written)
        {
            check.Say(new JsonObject { ["kind"] = "Update", ["body"] = JsonNode.Parse(update) }.ToJsonString());
        }
        check.NoMore();
        var said = await check.ReadAllAsync();
        Assert.Equal($"looked at {t.Server.Calls.Count + t.Server.World.Written.Count}", string.Join('\n', said));
        Assert.Superset(
            new HashSet<string> { "getMe", "getUpdates", "getWebhookInfo", "sendMessage", "editMessageText", "sendDocument", "answerCallbackQuery", "pinChatMessage", "setMyCommands", "getFile", "getChat", "getChatMember" },
            methods);
    }

    [Fact]
    public async Task A_misspelt_field_is_seen_by_the_schemas()
    {
        await using var check = new PeerProcess("check.mjs");
        check.Say("""{"kind":"sendMessage","body":{"chat_id":1,"text":"x","parse_mod":"HTML"}}""");
        check.Say("""{"kind":"setWebhook","body":{"url":"https://x","secret":"s"}}""");
        check.NoMore();
        Assert.Equal(3, (await check.ReadAllAsync()).Count);
    }

    [Fact]
    public async Task Another_bot_library_feels_at_home_on_our_server()
    {
        await using var t = await TelegramUnderTest.StartAsync(listens: false);
        var world = t.Server.World;
        await using var grammy = new PeerProcess("grammy.mjs", t.Server.Url.GetLeftPart(UriPartial.Authority), t.Server.Token);
        Assert.Equal($"ready {world.BotName}", await grammy.ReadAsync());
        var asked = world.Say(User("executor"), Group, "/ping");
        await world.UntilAsync(() => world.Messages.Any(m => m.From == BotWorld.BotId), t.Patience);
        var pong = world.Messages.Single(m => m.From == BotWorld.BotId);
        Assert.Equal(("pong & more", asked), (pong.Text, pong.ReplyTo));
        var press = world.Press(User("executor"), Group, pong.Id, pong.Buttons[0].Data);
        Assert.Equal("not-modified", await grammy.ReadAsync());
        Assert.Equal("bad-markup", await grammy.ReadAsync());
        Assert.Equal("pressed", world.AnswerOf(press));
        Assert.Equal("pressed", world.Messages.Single(m => m.Id == pong.Id && m.From == BotWorld.BotId).Text);
        await world.UntilAsync(() => world.Commands.Count == 1, t.Patience);
        world.Say(User("executor"), Group, "/end");
        Assert.Equal("ended", await grammy.ReadAsync());
    }

    [Fact]
    public async Task Our_client_speaks_to_another_server_too()
    {
        var port = FreePort();
        await using var server = new PeerProcess("test-api.mjs", "8000000001:practice-token-of-nobody_0123456789", $"{port}");
        Assert.Equal($"ready http://127.0.0.1:{port}", await server.ReadAsync());
        await using var t = await TelegramUnderTest.StartAsync(s => s with { ApiBase = new Uri($"http://127.0.0.1:{port}") });
        t.Answers = m => new OutboundMessage($"reply:{m.CommandId}", MessageKind.Reply, false, null, ["✔ heard", "<b> & more"], [], m.MessageId);
        server.Say("/status");
        Assert.Equal("/status", (await t.HeardAsync(1))[0].Text);
        var answer = JsonNode.Parse(await server.ReadAsync())!.AsArray();
        Assert.Equal("<b>✔ heard</b>\n&lt;b&gt; &amp; more", (string)answer[0]!["text"]!);
    }

    /// <summary>All that a night asks of the client.</summary>
    private static async Task EverythingAsync(TelegramUnderTest t)
    {
        t.Answers = m => new OutboundMessage($"reply:{m.CommandId}", MessageKind.Reply, false, null, ["✔ taken"], [], m.MessageId);
        t.Server.World.Files["shot1"] = [1];
        await t.Channel.SendAsync(new OutboundMessage(
            "status", MessageKind.Status, false, null, ["● stores"], [new Button("Hold", "/hold", ButtonStyle.Plain, Seen)], null), default);
        await t.Channel.SendAsync(DeliveryTests.Ask("k", "⏸ question"), default);
        await t.Channel.SendAsync(new OutboundMessage("l", MessageKind.Reply, false, null, [.. Enumerable.Repeat("a long line of a report", 300)], [], $"{Group}.101"), default);
        var shown = await t.UntilAsync(all => all.Count == 3);
        var ask = shown.Single(m => m.Lines[0] == "⏸ question");
        t.Server.World.Press(User("supervisor"), Group, long.Parse(ask.Id), ask.Handles[0]);
        await t.TypeAsync("executor", "/ready");
        t.Server.World.Say(User("executor"), Group, "", m =>
        {
            m.Remove("text");
            m["photo"] = new JsonArray(new JsonObject { ["file_id"] = "shot1", ["file_unique_id"] = "s", ["width"] = 9, ["height"] = 9 });
        });
        await t.HeardAsync(3);
        await t.Channel.SendAsync(DeliveryTests.Ask("k", "⏸ question") with { Rings = false, Buttons = [], Lines = ["⏸ question", "✔ GO"] }, default);
        await t.UntilAsync(all => all.Any(m => m.Lines.Contains("✔ GO")));
        await t.Channel.ExamineAsync(default);
        await t.Server.World.UntilAsync(() => t.Server.World.Commands.Count == 4, t.Patience);
    }

    /// <summary>A form has texts only; as the server reads them.</summary>
    private static JsonObject Typed(JsonNode form) => new(form.AsObject().Select(p => KeyValuePair.Create(p.Key, p.Key switch
    {
        "chat_id" or "message_thread_id" => JsonValue.Create(long.Parse((string)p.Value!)),
        "disable_notification" => JsonValue.Create((string)p.Value! == "true"),
        "reply_parameters" => JsonNode.Parse((string)p.Value!),
        _ => p.Value!.DeepClone(),
    })).Append(KeyValuePair.Create<string, JsonNode?>("document", JsonValue.Create("attach://document"))));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
