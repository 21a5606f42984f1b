using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Chat;
using MailUpgrade.Practice.Telegram;
using Xunit;
using static MailUpgrade.Adapters.Tests.Telegram.TelegramUnderTest;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>What reaches people, whatever the server does.</summary>
public sealed class DeliveryTests
{
    private static readonly ButtonPress Seen = new("run-1", "hash", 7);

    [Theory]
    [InlineData(BotFault.TooMany)]
    [InlineData(BotFault.Error)]
    [InlineData(BotFault.BadGateway)]
    [InlineData(BotFault.Cut)]
    [InlineData(BotFault.Silence)]
    public async Task A_call_that_fails_is_made_again_and_nothing_is_lost_or_turned_round(BotFault fault)
    {
        await using var t = await TelegramUnderTest.StartAsync(s => s with { Limits = s.Limits with { Call = TimeSpan.FromMilliseconds(400) } });
        var left = 3;
        t.Server.Faults = method => method == "sendMessage" && Interlocked.Decrement(ref left) >= 0 ? fault : BotFault.None;
        for (var n = 0; n < 5; n++)
        {
            await t.Channel.SendAsync(Ask($"k{n}", $"⏸ question {n}"), default);
        }
        var shown = await t.ShownAsync(5);
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"⏸ question {n}"), shown.Select(m => m.Lines[0]));
    }

    [Fact]
    public async Task Half_an_answer_may_double_a_message_but_loses_none_and_its_buttons_work()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        var left = 1;
        t.Server.Faults = method => method == "sendMessage" && Interlocked.Decrement(ref left) >= 0 ? BotFault.HalfAnswer : BotFault.None;
        await t.Channel.SendAsync(Ask("k", "⏸ question"), default);
        var shown = await t.ShownAsync(2);
        await t.PressAsync("supervisor", shown[1], 0);
        Assert.Equal("/go", (await t.HeardAsync(1))[0].Text);
    }

    [Fact]
    public async Task A_file_goes_with_its_words_once_and_never_among_other_news()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(t.State, "paper.html"), "<!doctype html>the paper");
        var paper = News("run:paper", "✔ The paper is ready") with { Document = "paper.html" };
        await t.Channel.SendAsync(News("before", "first"), default);
        await t.Channel.SendAsync(paper, default);
        await t.Channel.SendAsync(News("after", "last"), default);
        await t.ShownAsync(3);
        await t.Channel.SendAsync(paper with { Lines = ["✔ told again after a restart"] }, default);
        await t.Channel.SendAsync(Ask("then", "⏸ a question"), default);
        await t.ShownAsync(4);
        var file = t.Server.World.Messages.Single(m => m.Document is not null);
        Assert.Equal("<!doctype html>the paper", System.Text.Encoding.UTF8.GetString(file.Document!));
        Assert.Equal("✔ The paper is ready", file.Text);
    }

    [Fact]
    public async Task An_edit_whose_answer_was_lost_counts_as_done()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Channel.SendAsync(News("k", "first"), default);
        await t.ShownAsync(1);
        var left = 1;
        t.Server.Faults = method => method == "editMessageText" && Interlocked.Decrement(ref left) >= 0 ? BotFault.HalfAnswer : BotFault.None;
        await t.Channel.SendAsync(News("k", "second"), default);
        await t.Channel.SendAsync(News("after", "third"), default);
        var shown = await t.ShownAsync(2);
        Assert.Equal(["second", "third"], shown.Select(m => m.Lines[0]));
    }

    [Fact]
    public async Task What_waits_when_the_bot_is_killed_is_sent_by_the_next()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.IsDown = () => true;
        await t.Channel.SendAsync(Ask("k", "⏸ question"), default);
        await t.EndAsync();
        t.Server.IsDown = () => false;
        t.Open(listens: true);
        Assert.Equal("⏸ question", (await t.ShownAsync(1))[0].Lines[0]);
        Assert.Null(t.Channel.Trouble);
    }

    [Fact]
    public async Task A_group_that_moved_is_followed_and_its_open_decisions_are_asked_anew()
    {
        const long New = -1009999999999;
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Channel.SendAsync(Ask("k", "⏸ question"), default);
        var old = (await t.ShownAsync(1))[0];
        t.Server.World.AddGroup(New, "Upgrade night");
        t.Server.World.Change(() => t.Server.World.Chat(Group)!.MovedTo = New);
        await t.Channel.SendAsync(News("n", "news"), default);
        await t.Server.World.UntilAsync(() => t.Server.World.Messages.Count(m => m.Chat == New) == 2, t.Patience);
        var asked = t.Server.World.Messages.First(m => m is { Chat: New, Buttons.Count: 1 });
        t.Server.World.Press(User("supervisor"), Group, long.Parse(old.Id), old.Handles[0]);
        t.Server.World.Press(User("supervisor"), New, asked.Id, asked.Buttons[0].Data);
        var heard = await t.HeardAsync(1);
        Assert.Equal(("/go", 1), (heard[0].Text, heard.Count));
    }

    [Fact]
    public async Task A_foreign_group_cannot_move_a_bound_one()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.World.AddGroup(-77, "Foreign");
        t.Server.World.Say(User("executor"), -77, "x", m => { m["migrate_from_chat_id"] = Group; m["chat"]!["id"] = -88; m["migrate_from_chat_id"] = -77; });
        await t.TypeAsync("executor", "/status");
        await t.HeardAsync(1);
        await t.Channel.SendAsync(News("n", "news"), default);
        Assert.Equal("news", (await t.ShownAsync(1))[0].Lines[0]);
    }

    [Fact]
    public async Task The_status_message_is_one_pinned_and_edited_in_place_and_each_run_has_its_own()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Channel.SendAsync(Status("run-1", "● stores 3/6"), default);
        await t.ShownAsync(1);
        await t.Channel.SendAsync(Status("run-1", "● stores 4/6"), default);
        var shown = await t.UntilAsync(all => all[0].Lines[0] == "● stores 4/6");
        Assert.Equal(["Hold"], Assert.Single(shown).Buttons);
        Assert.False(shown[0].Rings);
        await t.Channel.SendAsync(Status("run-2", "⏸ planned"), default);
        await t.ShownAsync(2);
        await t.Server.World.UntilAsync(() => t.Server.World.Chat(Group)!.Pinned.Count == 2, t.Patience);
    }

    [Fact]
    public async Task Without_the_right_to_pin_the_status_is_there_all_the_same()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.World.Chat(Group)!.MayPin = false;
        await t.Channel.SendAsync(Status("run-1", "● stores 3/6"), default);
        await t.Channel.SendAsync(News("n", "news"), default);
        await t.ShownAsync(2);
        Assert.Contains(await t.Channel.ExamineAsync(default), f => f.What.Contains("pin", StringComparison.Ordinal) && f.Good == false);
    }

    [Fact]
    public async Task A_chat_that_shut_the_bot_out_keeps_its_messages_for_the_day_it_comes_back()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        var chat = t.Server.World.Chat(Group)!;
        chat.IsShut = true;
        await t.Channel.SendAsync(Ask("k", "⏸ question"), default);
        await t.Server.World.UntilAsync(() => t.Server.Calls.Any(c => c.Method == "sendMessage"), t.Patience);
        chat.IsShut = false;
        t.Server.World.Push(new JsonObject
        {
            ["my_chat_member"] = new JsonObject { ["chat"] = BotWorldJson(Group), ["new_chat_member"] = new JsonObject { ["status"] = "member" } },
        });
        Assert.Equal("⏸ question", (await t.ShownAsync(1))[0].Lines[0]);
    }

    [Fact]
    public async Task What_the_server_does_not_take_with_markup_goes_without()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        t.Server.World.Change(() => { });
        await t.Channel.SendAsync(News("k", new string('x', 3990)), default);
        await t.Channel.SendAsync(News("l", "a < b & c"), default);
        var shown = await t.UntilAsync(all => all.Any(m => m.Lines.Contains("a < b & c")));
        Assert.Equal(2, shown.Count);
    }

    [Fact]
    public async Task A_text_that_does_not_fit_comes_as_a_file()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        var lines = Enumerable.Range(0, 400).Select(n => $"line {n} of the report").ToArray();
        await t.Channel.SendAsync(new OutboundMessage("k", MessageKind.Reply, false, null, lines, [], null), default);
        await t.ShownAsync(1);
        var file = t.Server.World.Messages.Single(m => m.Document is not null);
        Assert.EndsWith("line 399 of the report", System.Text.Encoding.UTF8.GetString(file.Document!), StringComparison.Ordinal);
        Assert.Equal("line 0 of the report", file.Text);
    }

    [Fact]
    public async Task What_is_for_one_person_goes_to_them_alone()
    {
        await using var t = await TelegramUnderTest.StartAsync();
        await t.Channel.SendAsync(Ask("k", "⏸ please look") with { To = "supervisor" }, default);
        await t.Server.World.UntilAsync(() => t.Server.World.Messages.Count == 1, t.Patience);
        Assert.Equal(User("supervisor"), t.Server.World.Messages.Single().Chat);
    }

    [Fact]
    public async Task The_token_is_in_no_fault_that_leaves_the_client()
    {
        await using var t = await TelegramUnderTest.StartAsync(listens: false);
        using var api = new BotApi(new TelegramSettings(new Secret(t.Server.Token), t.Server.Url, [], null, new Secret("")), TimeProvider.System);
        foreach (var fault in new[] { BotFault.BadGateway, BotFault.Cut, BotFault.HalfAnswer, BotFault.Error, BotFault.TooMany })
        {
            t.Server.Faults = _ => fault;
            var thrown = await Assert.ThrowsAnyAsync<TelegramFaultException>(() => api.CallAsync<Adapters.Telegram.Wire.TgUser>("getMe", new Adapters.Telegram.Wire.Nothing(), default));
            Assert.DoesNotContain(t.Server.Token, thrown.ToString(), StringComparison.Ordinal);
        }
        using var nowhere = new BotApi(new TelegramSettings(new Secret(t.Server.Token), new Uri("http://127.0.0.1:1"), [], null, new Secret("")), TimeProvider.System);
        var refused = await Assert.ThrowsAsync<TelegramUnreachableException>(() => nowhere.CallAsync<bool>("getMe", new Adapters.Telegram.Wire.Nothing(), default));
        Assert.DoesNotContain(t.Server.Token, refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("***", new Secret(t.Server.Token).ToString());
    }

    [Fact]
    public async Task A_proxy_that_repeats_the_address_makes_the_token_known_to_nobody()
    {
        const string Token = "8000000001:practice-token-of-nobody_0123456789";
        var settings = new TelegramSettings(new Secret(Token), new Uri("https://api.example.test"), [], null, new Secret(""));
        foreach (var throws in new[] { false, true })
        {
            using var api = new BotApi(settings, TimeProvider.System, new Echo(throws));
            var calls = new Func<Task>[] { () => api.CallAsync<bool>("getMe", new Adapters.Telegram.Wire.Nothing(), default), () => api.DownloadAsync("photos/1.jpg", default) };
            foreach (var call in calls)
            {
                var said = (await Assert.ThrowsAnyAsync<TelegramFaultException>(call)).ToString();
                Assert.DoesNotContain(Token, said, StringComparison.Ordinal);
            }
        }
    }

    internal static OutboundMessage Ask(string key, string line) => new(
        key, MessageKind.Decision, true, "supervisor", [line], [new Button("GO", "/go", ButtonStyle.Primary, Seen)], null);

    internal static OutboundMessage News(string key, string line) => new(key, MessageKind.Notice, false, null, [line], [], null);

    private static OutboundMessage Status(string run, string line) => new(
        "status", MessageKind.Status, false, null, [line], [new Button("Hold", "/hold", ButtonStyle.Plain, Seen with { Run = run })], null);

    private static JsonObject BotWorldJson(long chat) => new() { ["id"] = chat, ["type"] = "supergroup", ["title"] = "x" };

    /// <summary>Says the address of a call in its answer, or in its fault.</summary>
    private sealed class Echo(bool throws) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throws
            ? throw new HttpRequestException($"no route to {request.RequestUri}")
            : Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound)
            {
                Content = new StringContent(new JsonObject { ["ok"] = false, ["error_code"] = 404, ["description"] = $"Not Found: {request.RequestUri}" }.ToJsonString()),
            });
    }
}
