using System.Text.Json.Nodes;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Runs;
using MailUpgrade.Practice.Telegram;
using Xunit;
using static MailUpgrade.Adapters.Tests.Telegram.TelegramUnderTest;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>What people say reaches the run once, whatever comes between.</summary>
public sealed class HearingTests
{
    [Fact]
    public async Task An_update_that_was_not_dealt_with_is_handed_on_again_after_a_kill()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.TypeAsync("executor", "/ready");
        var first = (await t.HeardAsync(1))[0];
        await t.Server.World.UntilAsync(() => t.Server.World.Waiting == 0 || t.Server.Calls.Count(c => c.Method == "getUpdates") > 2, t.Patience);
        await t.EndAsync();
        var again = new TaskCompletionSource<InboundMessage>();
        t.Taking = m => { again.TrySetResult(m); return Intake.Taken; };
        t.Open(listens: true);
        Assert.Equal((first.CommandId, first.Text), await again.Task.WaitAsync(t.Patience) is var m ? (m.CommandId, m.Text) : default);
    }

    [Fact]
    public async Task What_was_dealt_with_is_not_handed_on_again()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Answers = m => new OutboundMessage($"reply:{m.CommandId}", MessageKind.Reply, false, null, ["✔ ready"], [], m.MessageId);
        await t.TypeAsync("executor", "/ready");
        await t.ShownAsync(1);
        await t.RestartAsync();
        await t.TypeAsync("executor", "/status");
        Assert.Equal(["/ready", "/status"], (await t.HeardAsync(2)).Select(m => m.Text));
    }

    [Fact]
    public async Task A_full_queue_gets_the_line_later()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        var refusals = 3;
        t.Taking = _ => Interlocked.Decrement(ref refusals) >= 0 ? Intake.Full : Intake.Taken;
        await t.TypeAsync("executor", "/ready");
        Assert.Equal("/ready", (await t.HeardAsync(1))[0].Text);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_nothing()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Taking = m => m.Text == "/ready" ? throw new InvalidOperationException("a fault") : Intake.Taken;
        await t.TypeAsync("executor", "/ready");
        await t.TypeAsync("executor", "/status");
        Assert.Equal("/status", (await t.HeardAsync(1))[0].Text);
    }

    [Fact]
    public async Task A_day_old_queue_decides_nothing_and_is_answered()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Channel.SendAsync(DeliveryTests.Ask("k", "⏸ question"), default);
        var asked = (await t.ShownAsync(1))[0];
        await t.EndAsync();
        SetLastPoll(t, TimeSpan.FromHours(20));
        var old = DateTimeOffset.UtcNow.AddHours(-20).ToUnixTimeSeconds();
        t.Server.World.Say(User("supervisor"), Group, "/go", m => m["date"] = old);
        var press = t.Server.World.Press(User("supervisor"), Group, long.Parse(asked.Id), asked.Handles[0]);
        t.Open(listens: true);
        await t.Server.World.UntilAsync(() => t.Server.World.AnswerOf(press) is not null, t.Patience);
        var shown = await t.UntilAsync(all => all.Any(m => m.Lines[^1] == "[stale]"));
        await t.TypeAsync("supervisor", "/status");
        Assert.Equal("/status", Assert.Single(await t.HeardAsync(1)).Text);
        Assert.Contains("too late", t.Server.World.AnswerOf(press)!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task Our_clock_may_be_ten_minutes_off_ages_are_told_by_the_servers(int minutes)
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.World.Ahead = TimeSpan.FromMinutes(minutes);
        await t.RestartAsync();
        await t.TypeAsync("executor", "/ready");
        Assert.Equal("/ready", (await t.HeardAsync(1))[0].Text);
        t.Server.World.Say(User("executor"), Group, "/go", m => m["date"] = t.Server.World.Now.AddMinutes(-6).ToUnixTimeSeconds());
        await t.UntilAsync(all => all.Any(m => m.Lines[^1] == "[stale]"));
        Assert.Single(t.Heard);
        Assert.Contains(await t.Channel.ExamineAsync(default), f => f is { What: "clock", Good: false });
    }

    [Fact]
    public async Task Each_refusal_is_answered_with_what_to_do()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.World.Say(User("supervisor"), Group, "/go", m => m["forward_origin"] = new JsonObject { ["type"] = "hidden_user" });
        t.Server.World.Say(User("supervisor"), Group, "/go", m =>
        {
            m["sender_chat"] = new JsonObject { ["id"] = Group, ["type"] = "supergroup" };
            m["from"] = new JsonObject { ["id"] = 1087968824, ["is_bot"] = true, ["first_name"] = "Group" };
        });
        var shown = await t.ShownAsync(2);
        Assert.All(shown, m => Assert.Equal($"[{RefusalCodes.NotInPerson}]", m.Lines[^1]));
        Assert.Contains("press the button", shown[0].Lines[1], StringComparison.Ordinal);
        Assert.Empty(t.Heard);
    }

    [Fact]
    public async Task A_press_counts_once_for_each_person_until_it_is_answered_with_a_no()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        var no = true;
        t.Answers = m => new OutboundMessage($"reply:{m.CommandId}", MessageKind.Reply, false, null, ["answered"], [], m.MessageId)
        { RefusalCode = m.Sender == "1005" || no ? RefusalCodes.NotReady : null };
        await t.Channel.SendAsync(DeliveryTests.Ask("k", "⏸ question"), default);
        var asked = (await t.ShownAsync(1))[0];
        await PressedAsync(t, "observer", asked);
        await PressedAsync(t, "supervisor", asked);
        no = false;
        await PressedAsync(t, "supervisor", asked);
        Assert.Contains("already", await PressedAsync(t, "supervisor", asked), StringComparison.Ordinal);
        Assert.Equal(["1005", "1003", "1003"], t.Heard.Select(m => m.Sender));
    }

    [Theory]
    [InlineData("forged-data")]
    [InlineData("")]
    public async Task A_button_that_was_never_made_does_nothing(string data)
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Channel.SendAsync(DeliveryTests.Ask("k", "⏸ question"), default);
        var asked = (await t.ShownAsync(1))[0];
        await t.RememberedAsync();
        var press = t.Server.World.Press(User("supervisor"), Group, long.Parse(asked.Id), data);
        var elsewhere = t.Server.World.Press(User("supervisor"), Group, long.Parse(asked.Id) + 1, asked.Handles[0]);
        var inPrivate = t.Server.World.Press(User("supervisor"), User("supervisor"), long.Parse(asked.Id), asked.Handles[0]);
        await t.Server.World.UntilAsync(() => new[] { press, elsewhere, inPrivate }.All(p => t.Server.World.AnswerOf(p) is not null), t.Patience);
        Assert.Empty(t.Heard);
    }

    [Fact]
    public async Task A_photo_is_fetched_and_handed_on_with_its_caption()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.World.Files["shot1"] = [1, 2, 3, 4];
        t.Server.World.Say(User("executor"), Group, "", m =>
        {
            m.Remove("text");
            m["caption"] = "console of mbs3";
            m["photo"] = new JsonArray(new JsonObject { ["file_id"] = "shot1", ["file_unique_id"] = "s", ["width"] = 9, ["height"] = 9, ["file_size"] = 4 });
        });
        var heard = (await t.HeardAsync(1))[0];
        Assert.Equal("console of mbs3", heard.Text);
        var file = Assert.Single(heard.Files);
        Assert.Equal(("file.jpg", "image/jpeg"), (file.Name, file.MediaType));
        Assert.Equal([1, 2, 3, 4], file.Bytes.ToArray());
    }

    [Fact]
    public async Task A_photo_of_a_stranger_is_not_fetched()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.World.AddUser(6666, "stranger");
        t.Server.World.Say(6666, Group, "", m =>
        {
            m.Remove("text");
            m["photo"] = new JsonArray(new JsonObject { ["file_id"] = "shot1", ["file_unique_id"] = "s", ["width"] = 9, ["height"] = 9 });
        });
        await t.TypeAsync("executor", "/status");
        await t.HeardAsync(1);
        Assert.DoesNotContain(t.Server.Calls, c => c.Method == "getFile");
    }

    [Fact]
    public async Task Only_one_poller_and_the_other_waits_for_it()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Server.World.UntilAsync(() => t.Server.Calls.Any(c => c.Method == "getUpdates"), t.Patience);
        using var http = new HttpClient();
        await http.GetAsync(new Uri(t.Server.Url, $"/bot{t.Server.Token}/getUpdates?timeout=0"));
        await t.TypeAsync("executor", "/status");
        Assert.Equal("/status", (await t.HeardAsync(1))[0].Text);
    }

    [Fact]
    public async Task The_menu_is_set_for_private_chats_and_each_chat_in_both_languages()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Server.World.UntilAsync(() => t.Server.World.Commands.Count == 4, t.Patience);
        Assert.Contains(t.Server.World.Commands, c => c.Key.Contains("all_private_chats", StringComparison.Ordinal) && c.Key.EndsWith(" id", StringComparison.Ordinal)
            && (string)c.Value[0]!["description"]! == "Posisi sekarang.");
    }

    [Fact]
    public async Task A_webhook_is_taken_once_it_is_on_disk_and_polling_takes_it_away_again()
    {
        await using var t = await TelegramUnderTest.StartAsync(s => s with { WebhookUrl = new Uri("http://127.0.0.1:9/telegram/webhook"), WebhookSecret = new Secret("a-secret-of-the-webhook") });
        await t.Server.World.UntilAsync(() => t.Server.Calls.Any(c => c.Method == "setWebhook"), t.Patience);
        var update = new JsonObject { ["update_id"] = 5, ["message"] = t.Server.World.Envelope(User("executor"), Group, 900) };
        update["message"]!["text"] = "/ready";
        await t.Server.World.UntilAsync(() => t.Telegram.TakeFromWebhook(update.ToJsonString()), t.Patience);
        t.Telegram.TakeFromWebhook(update.ToJsonString());
        t.Telegram.TakeFromWebhook("no json");
        Assert.Equal("/ready", Assert.Single(await t.HeardAsync(1)).Text);
    }

    private static async Task<string> PressedAsync(TelegramUnderTest t, string person, Channels.ShownMessage message)
    {
        var press = t.Server.World.Press(User(person), Group, long.Parse(message.Id), message.Handles[0]);
        await t.Server.World.UntilAsync(() => t.Server.World.AnswerOf(press) is not null, t.Patience);
        return t.Server.World.AnswerOf(press)!;
    }

    private static void SetLastPoll(TelegramUnderTest t, TimeSpan ago)
    {
        using var store = new Adapters.Telegram.Store.TelegramStore(Path.Combine(t.State, "telegram.db"));
        store.Mark("polled", (DateTimeOffset.UtcNow - ago).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
