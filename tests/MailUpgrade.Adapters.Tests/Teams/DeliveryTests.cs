using System.Net;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Adapters.Teams.Delivery;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>Nothing is lost, nothing needless is repeated, and what needs a person does not wait behind what does not.</summary>
public sealed class DeliveryTests
{
    private static readonly ButtonPress Seen = new("run-1", "hash", 7);

    [Theory]
    [InlineData(408)]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(0)]
    public async Task What_was_not_taken_is_sent_again_after_a_pause(int status)
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var t = await MetAsync(clock);
        var times = 0;
        t.Teams.Fault = _ => ++times > 2 ? null : status == 0 ? throw new HttpRequestException("cut") : FakeTeams.Answer(status);
        await t.Channel.SendAsync(Notice("a"), default);
        await MoveUntilAsync(clock, t, all => all.Count == 1);
        Assert.Equal(3, times);
    }

    [Fact]
    public async Task Retry_after_is_kept_to_the_second()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var t = await MetAsync(clock);
        var begun = clock.GetUtcNow();
        var asked = false;
        t.Teams.Fault = _ =>
        {
            if (!asked)
            {
                asked = true;
                return FakeTeams.Answer(429, retryAfter: 17);
            }
            Assert.True(clock.GetUtcNow() - begun >= TimeSpan.FromSeconds(17));
            return null;
        };
        await t.Channel.SendAsync(Notice("a"), default);
        await MoveUntilAsync(clock, t, all => all.Count == 1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(413)]
    [InlineData(400)]
    public async Task What_is_not_digested_is_not_repeated_but_goes_out_without_a_card(int status)
    {
        await using var t = await MetAsync();
        t.Teams.Fault = r => r.Content!.ReadAsStringAsync().Result.Contains("attachments", StringComparison.Ordinal) ? FakeTeams.Answer(status) : null;
        await t.Channel.SendAsync(Ask("a"), default);
        var shown = await t.Teams.UntilAsync(all => all.Count == 1);
        Assert.Null(shown[0].Card);
        Assert.Equal(["⏸ GO needed", "For: Supervisor", "[GO]  /go"], shown[0].Lines);
        Assert.Equal(2, t.Teams.Calls.Count(c => c.StartsWith("POST https://smba", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Half_an_answer_is_an_answer_and_the_message_does_not_go_out_twice()
    {
        await using var t = await MetAsync();
        var first = true;
        t.Teams.Fault = r =>
        {
            if (!first)
            {
                return null;
            }
            first = false;
            return FakeTeams.Answer(201, """{"id":"17""");
        };
        await t.Channel.SendAsync(Notice("a"), default);
        await t.Channel.SendAsync(Notice("b"), default);
        Assert.Equal("b", (await t.Teams.UntilAsync(all => all.Count == 1))[0].Lines[0]);
        await t.Channel.SendAsync(Notice("a") with { Lines = ["a, changed"] }, default);
        Assert.Equal("a, changed", (await t.Teams.UntilAsync(all => all.Count == 2))[1].Lines[0]);
    }

    [Fact]
    public async Task An_edit_of_a_message_that_is_gone_is_a_new_message()
    {
        await using var t = await MetAsync();
        await t.Channel.SendAsync(Notice("a"), default);
        await t.Teams.UntilAsync(all => all.Count == 1);
        t.Teams.Fault = r => r.Method == HttpMethod.Put ? FakeTeams.Answer(404) : null;
        await t.Channel.SendAsync(Notice("a") with { Lines = ["a, changed"] }, default);
        Assert.Equal("a, changed", (await t.Teams.UntilAsync(all => all.Count == 2))[1].Lines[0]);
    }

    [Fact]
    public async Task After_a_403_nothing_is_sent_until_somebody_is_back_and_then_all_of_it()
    {
        await using var t = await MetAsync();
        t.Teams.Fault = _ => FakeTeams.Answer(403);
        await DownAsync(t, Notice("a"));
        await DownAsync(t, Notice("b"));
        t.Teams.Fault = _ => null;
        await t.MeetAsync();
        Assert.Equal(["a", "b"], (await t.Teams.UntilAsync(all => all.Count == 2)).Select(m => m.Lines[0]));
        Assert.Equal(3, t.Teams.Calls.Count(c => c.StartsWith("POST https://smba", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_fetched_anew_once()
    {
        await using var t = await MetAsync();
        await t.Channel.SendAsync(Notice("a"), default);
        await t.Teams.UntilAsync(all => all.Count == 1);
        var once = true;
        t.Teams.Fault = _ =>
        {
            var no = once ? FakeTeams.Answer(401) : null;
            once = false;
            return no;
        };
        await t.Channel.SendAsync(Notice("b"), default);
        await t.Teams.UntilAsync(all => all.Count == 2);
        Assert.Equal(2, t.Teams.TokensGiven);
    }

    [Fact]
    public async Task The_token_goes_to_listed_addresses_only()
    {
        await using var t = new TeamsUnderTest(settings: s => s with { Chats = [] }, listen: false);
        using var http = new HttpClient(t.Teams, disposeHandler: false);
        using var access = new Adapters.Teams.Outbound.BotAccess(TeamsUnderTest.Settings, http, TimeProvider.System);
        var client = new Adapters.Teams.Outbound.ConnectorClient(TeamsUnderTest.Settings, access, http, TimeProvider.System);
        await Assert.ThrowsAsync<Adapters.Teams.Outbound.ConnectorFaultException>(() => client.PostAsync("https://evil.example.com/", "x", null, [], default));
        Assert.Empty(t.Teams.Calls);
    }

    [Fact]
    public async Task One_token_serves_all_and_is_renewed_before_its_end()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var teams = new FakeTeams();
        using var http = new HttpClient(teams);
        using var access = new Adapters.Teams.Outbound.BotAccess(TeamsUnderTest.Settings, http, clock);
        var gate = new TaskCompletionSource();
        teams.TokenGate = gate.Task;
        var all = Enumerable.Range(0, 20).Select(_ => access.TokenAsync(default)).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(all), token => Assert.Equal("token-1", token));
        clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("token-1", await access.TokenAsync(default));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token-2", await access.TokenAsync(default));
    }

    [Fact]
    public async Task Five_hundred_events_keep_to_the_limits_in_order_and_a_decision_is_there_within_two_seconds()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var t = await MetAsync(clock);
        var times = new List<DateTimeOffset>();
        DateTimeOffset? decided = null;
        t.Teams.Fault = r =>
        {
            times.Add(clock.GetUtcNow());
            decided ??= r.Content!.ReadAsStringAsync().Result.Contains("GO needed", StringComparison.Ordinal) ? clock.GetUtcNow() : null;
            return null;
        };
        for (var i = 0; i < 500; i++)
        {
            await t.Channel.SendAsync(Notice($"phase {i}"), default);
        }
        await MoveUntilAsync(clock, t, all => all.Count >= 100);
        var (asked, rests) = (clock.GetUtcNow(), clock.Rests);
        await t.Channel.SendAsync(Ask("a"), default);
        while (clock.Rests == rests && decided is null)
        {
            await Task.Yield();
        }
        var shown = await MoveUntilAsync(clock, t, all => all.Count == 501);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"phase {i}"), shown.Select(m => m.Lines[0]).Where(l => l.StartsWith("phase", StringComparison.Ordinal)));
        Assert.True(decided - asked <= TimeSpan.FromSeconds(2), $"{decided - asked}");
        foreach (var (span, most) in new[] { (1, 7), (2, 8), (30, 60) })
        {
            Assert.DoesNotContain(times.Where((at, i) => i + most < times.Count && times[i + most] - at < TimeSpan.FromSeconds(span)), _ => true);
        }
    }

    [Fact]
    public async Task News_of_a_run_are_one_thread_of_a_channel()
    {
        await using var t = new TeamsUnderTest(settings: s => s with { Chats = [TeamsUnderTest.TeamChannel] });
        await t.MeetAsync();
        await t.Channel.SendAsync(Notice("a"), default);
        await t.Channel.SendAsync(Notice("b"), default);
        await t.Teams.UntilAsync(all => all.Count == 2);
        await t.Channel.SendAsync(Notice("a") with { Lines = ["a, changed"] }, default);
        var shown = await t.Teams.UntilAsync(all => all.Count == 2 && all[0].Edits == 1);
        Assert.All(shown, m => Assert.Equal($"{TeamsUnderTest.TeamChannel};messageid={shown[0].Id}", m.Conversation));
    }

    [Fact]
    public async Task Without_a_chat_everybody_who_is_known_is_told_in_private()
    {
        await using var t = new TeamsUnderTest(settings: s => s with { Chats = [] });
        await t.MeetAsync();
        await t.Channel.SendAsync(Ask("a"), default);
        var shown = await t.Teams.UntilAsync(all => all.Count == 4);
        Assert.Equal(
            new[] { "client-it", "executor", "observer", "supervisor" }.Select(p => "a:" + TeamsUnderTest.ObjectIdOf(p)).Order(), shown.Select(m => m.Conversation).Order());
        Assert.All(shown, m => Assert.True(m.Alerts));
    }

    [Fact]
    public async Task A_message_that_was_delivered_leaves_a_receipt_and_one_that_was_not_leaves_none()
    {
        await using var t = await MetAsync();
        t.Teams.Fault = r => r.Content!.ReadAsStringAsync().Result.Contains("\"b\"", StringComparison.Ordinal) ? FakeTeams.Answer(403) : null;
        await t.Channel.SendAsync(Notice("a"), default);
        var shown = await t.Teams.UntilAsync(all => all.Count == 1);
        await DownAsync(t, Notice("b"));
        Assert.Equal([(TeamsUnderTest.Group, "a", shown[0].Id)], t.Receipts);
    }

    [Fact]
    public async Task What_waited_when_the_bot_was_killed_goes_out_after_it()
    {
        await using var t = new TeamsUnderTest();
        await t.Channel.SendAsync(Notice("a"), default);
        await t.RestartAsync();
        await t.MeetAsync();
        Assert.Equal("a", (await t.Teams.UntilAsync(all => all.Count == 1))[0].Lines[0]);
    }

    [Fact]
    public void The_rate_leaves_room_for_what_must_hurry()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var rate = new Adapters.Teams.Outbound.SendRate(clock);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(TimeSpan.Zero, rate.Wait(hurries: false));
            rate.Count();
        }
        Assert.True(rate.Wait(hurries: false) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, rate.Wait(hurries: true));
    }

    private static async Task<TeamsUnderTest> MetAsync(TimeProvider? clock = null)
    {
        var t = new TeamsUnderTest(clock);
        await t.MeetAsync();
        return t;
    }

    /// <summary>Moves the clock in small steps, whenever somebody waits for it, until something holds.</summary>
    private static async Task<IReadOnlyList<FakeMessage>> MoveUntilAsync(ManualClock clock, TeamsUnderTest t, Func<IReadOnlyList<FakeMessage>, bool> holds)
    {
        var reached = t.Teams.UntilAsync(holds);
        while (!reached.IsCompleted)
        {
            if (clock.Resting > 0)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
            }
            await Task.Yield();
        }
        return await reached;
    }

    private static async Task DownAsync(TeamsUnderTest t, OutboundMessage message)
    {
        while (true)
        {
            try
            {
                await t.Channel.SendAsync(message, default);
                await Task.Yield();
            }
            catch (ChannelDownException)
            {
                return;
            }
        }
    }

    private static OutboundMessage Notice(string key) => new(key, MessageKind.Notice, false, null, [key], OutboundMessage.NoButtons, null);

    private static OutboundMessage Ask(string key) =>
        new(key, MessageKind.Decision, true, "supervisor", ["⏸ GO needed"], [new Button("GO", "/go", ButtonStyle.Primary, Seen)], null);
}
