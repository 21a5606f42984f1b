using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Core.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>What counts as said or pressed, and what does not.</summary>
public sealed class HearingTests
{
    private const string Own = "<at>MailUpgrade</at>";

    [Theory]
    [InlineData(Own + " /go", "28:" + TeamsUnderTest.AppId, Own, "/go")]
    [InlineData("\u00a0" + Own + "&nbsp;/note a &amp; b &lt;c&gt; ", "28:" + TeamsUnderTest.AppId, Own, "/note a & b <c>")]
    [InlineData("<at>MailUpgrade</at> /go", "28:another-bot", Own, null)]
    [InlineData("/note ask <at>Ani</at>", "29:ani", "<at>Ani</at>", "/note ask <at>Ani</at>")]
    [InlineData("<at>Ani</at> /go", "29:ani", "<at>Ani</at>", null)]
    [InlineData("   ", "", "", null)]
    public async Task Only_the_bots_own_mention_is_taken_out_and_by_its_id(string text, string mentioned, string words, string? heard)
    {
        await using var t = new TeamsUnderTest();
        await t.ReceiveAsync(TeamsUnderTest.With(t.Message("executor", text), ("entities", new JsonArray(new JsonObject
        {
            ["type"] = "mention",
            ["text"] = words,
            ["mentioned"] = new JsonObject { ["id"] = mentioned, ["name"] = "MailUpgrade" },
        }))));
        await HeardAsync(t, heard);
    }

    [Theory]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("messageReaction")]
    [InlineData("event")]
    [InlineData("somethingNew")]
    public async Task Edits_deletions_and_all_else_are_answered_and_not_acted_on(string type)
    {
        await using var t = new TeamsUnderTest();
        Assert.Equal(200, (await t.ReceiveAsync(TeamsUnderTest.With(t.Message("executor", "/go"), ("type", type)))).Status);
        await HeardAsync(t, null);
    }

    [Fact]
    public async Task Who_has_no_object_id_decides_nothing()
    {
        await using var t = new TeamsUnderTest();
        await t.ReceiveAsync(TeamsUnderTest.With(t.Message("executor", "/go"), ("from", new JsonObject { ["id"] = "29:executor", ["name"] = "Executor" })));
        await HeardAsync(t, null);
        Assert.Contains("directory does not say who you are", (await t.Teams.UntilAsync(m => m.Count > 0))[0].Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_more_than_ten_minutes_old_is_not_acted_on()
    {
        await using var t = new TeamsUnderTest();
        await t.ReceiveAsync(TeamsUnderTest.With(t.Message("executor", "/go"), ("timestamp", DateTimeOffset.UtcNow.AddMinutes(-11).ToString("O"))));
        await HeardAsync(t, null);
        Assert.Contains("10 minutes old", (await t.Teams.UntilAsync(m => m.Count > 0))[0].Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_of_another_allowed_tenant_is_somebody_else()
    {
        const string Other = "bbbbbbbb-0000-0000-0000-000000000002";
        await using var t = new TeamsUnderTest(settings: s => s with { AllowedTenants = [TeamsUnderTest.Tenant, Other] });
        await t.ReceiveAsync(TeamsUnderTest.With(
            t.Message("executor", "/go"), ("channelData", new JsonObject { ["tenant"] = new JsonObject { ["id"] = Other } }),
            ("conversation", new JsonObject { ["id"] = "19:x@thread.v2", ["conversationType"] = "groupChat", ["tenantId"] = Other })));
        Assert.Equal($"{Other}/{TeamsUnderTest.ObjectIdOf("executor")}", (await t.HeardAsync(1))[0].Sender);
    }

    [Fact]
    public async Task A_press_is_answered_with_the_decision_in_the_shape_of_an_invoke()
    {
        await using var t = await AskedAsync();
        AnswerWith(t, "✔ GO by Supervisor, 20:00.");
        var answer = await PressAsync(t);
        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"\u2714 GO by Supervisor, 20:00."}""", answer.Body!.ToJsonString());
    }

    [Fact]
    public async Task A_press_that_takes_long_is_answered_at_once_and_its_decision_follows()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var t = await AskedAsync(clock);
        InboundMessage? asked = null;
        t.Handle = m =>
        {
            asked = m;
            return ValueTask.CompletedTask;
        };
        var answering = PressAsync(t);
        await t.HeardAsync(1);
        while (!answering.IsCompleted)
        {
            clock.Advance(TeamsChannel.InvokePatience);
            await Task.Yield();
        }
        Assert.StartsWith("Taken.", (string?)(await answering).Body!["value"], StringComparison.Ordinal);
        await t.Own.AnsweredAsync(asked!, Reply(asked!, "✔ GO by Supervisor"), default);
        var shown = await t.Teams.UntilAsync(all => all.Any(m => m.Lines[0] == "✔ GO by Supervisor"));
        Assert.Single(shown, m => m.Lines[0] == "✔ GO by Supervisor");
    }

    [Fact]
    public async Task The_same_press_delivered_again_decides_nothing_anew_and_gets_the_same_answer()
    {
        await using var t = await AskedAsync();
        AnswerWith(t, "✔ GO by Supervisor, 20:00.");
        var press = await PressOfAsync(t);
        var first = await t.ReceiveAsync(press);
        var second = await t.ReceiveAsync(press);
        Assert.Equal(first.Body!.ToJsonString(), second.Body!.ToJsonString());
        Assert.Single(await t.HeardAsync(1));
    }

    [Fact]
    public async Task A_press_of_an_old_client_counts_like_any_other()
    {
        await using var t = await AskedAsync();
        var card = t.Teams.Messages[0];
        var submit = TeamsUnderTest.With(t.Bare("message", "supervisor"), ("replyToId", card.Id), ("value", new JsonObject { ["press"] = card.Buttons[0].Id }));
        Assert.Equal(200, (await t.ReceiveAsync(submit)).Status);
        Assert.Equal(("/go", 7L), ((await t.HeardAsync(1))[0].Text, (await t.HeardAsync(1))[0].Press!.SeenSeq));
    }

    [Theory]
    [InlineData("ffffffffffffffffffffffffffffffff", TeamsUnderTest.Group)]
    [InlineData(null, "19:elsewhere@thread.v2")]
    [InlineData("/go", TeamsUnderTest.Group)]
    public async Task An_id_that_was_not_shown_there_is_stale(string? id, string conversation)
    {
        await using var t = await AskedAsync();
        var card = t.Teams.Messages[0];
        var answer = await t.ReceiveAsync(TeamsUnderTest.With(
            t.Press("supervisor", card.Id, id ?? card.Buttons[0].Id),
            ("conversation", new JsonObject { ["id"] = conversation, ["conversationType"] = "groupChat", ["tenantId"] = TeamsUnderTest.Tenant })));
        Assert.EndsWith("[stale]", (string?)answer.Body!["value"], StringComparison.Ordinal);
        await HeardAsync(t, null);
    }

    [Fact]
    public async Task Other_invokes_are_answered_with_an_error_in_their_shape()
    {
        await using var t = new TeamsUnderTest();
        var answer = await t.ReceiveAsync(TeamsUnderTest.With(t.Bare("invoke", "executor"), ("name", "composeExtension/query")));
        Assert.Equal(("application/vnd.microsoft.error", 400), ((string?)answer.Body!["type"], (int?)answer.Body["statusCode"]));
    }

    [Fact]
    public async Task A_card_tells_nothing_of_what_its_buttons_do()
    {
        await using var t = await AskedAsync();
        var card = t.Teams.Messages[0].Card!.ToJsonString();
        Assert.DoesNotContain("/go", card, StringComparison.Ordinal);
        Assert.DoesNotContain("run-1", card, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", t.Teams.Messages[0].Buttons[0].Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_second_tap_is_asked_by_a_card_that_closes_once_it_is_pressed(bool beforeItsAnswer)
    {
        await using var t = await AskedAsync();
        await Until.HoldsAsync(() => t.Receipts.Count == 1);
        var told = new TaskCompletionSource();
        t.PostsAnswered = beforeItsAnswer ? told.Task : Task.CompletedTask;
        t.Handle = m => new ValueTask(t.Own.AnsweredAsync(
            m, m.Text == "/go" ? Reply(m, "One more tap") with { Buttons = [new Button("GO for 13 hosts", "/confirm /go", ButtonStyle.Danger, m.Press!)] }
                : Reply(m, "✔ Done"), default));
        Assert.StartsWith("One more tap is needed", (string?)(await PressAsync(t)).Body!["value"], StringComparison.Ordinal);
        var second = (await t.Teams.UntilAsync(all => all.Count == 2))[1];
        await t.ReceiveAsync(t.Press("supervisor", second.Id, second.Buttons[0].Id));
        told.SetResult();
        await t.Teams.UntilAsync(all => all.Count == 2 && all[1].Buttons.Count == 0);
        Assert.Equal(["/go", "/confirm /go"], (await t.HeardAsync(2)).Select(m => m.Text));
    }

    internal static OutboundMessage Reply(InboundMessage asked, string line) =>
        new($"reply:{asked.CommandId}", MessageKind.Reply, false, null, [line], OutboundMessage.NoButtons, asked.MessageId);

    private static void AnswerWith(TeamsUnderTest t, string line) => t.Handle = m => new ValueTask(t.Own.AnsweredAsync(m, Reply(m, line), default));

    private static async Task<TeamsUnderTest> AskedAsync(TimeProvider? clock = null)
    {
        var t = new TeamsUnderTest(clock);
        await t.MeetAsync();
        await t.Channel.SendAsync(new OutboundMessage(
            "ask", MessageKind.Decision, true, "supervisor", ["⏸ GO needed"], [new Button("GO", "/go", ButtonStyle.Primary, new ButtonPress("run-1", "hash", 7))], null), default);
        await t.Teams.UntilAsync(all => all.Count == 1);
        return t;
    }

    private static async Task<TeamsAnswer> PressAsync(TeamsUnderTest t) => await t.ReceiveAsync(await PressOfAsync(t));

    private static async Task<JsonObject> PressOfAsync(TeamsUnderTest t)
    {
        var card = (await t.Teams.UntilAsync(all => all.Count > 0))[0];
        return t.Press("supervisor", card.Id, card.Buttons[0].Id);
    }

    /// <summary>A line that is surely heard shows that nothing was heard before it.</summary>
    private static async Task HeardAsync(TeamsUnderTest t, string? text)
    {
        await t.TypeAsync("observer", "/status");
        Assert.Equal(text is null ? ["/status"] : [text, "/status"], (await t.HeardAsync(text is null ? 1 : 2)).Select(m => m.Text).Order(StringComparer.Ordinal).OrderBy(x => x == "/status"));
    }
}
