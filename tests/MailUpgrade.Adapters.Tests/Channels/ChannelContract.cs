using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Channels;

/// <summary>What <see cref="IChatChannel"/> promises, on whatever stands behind it. A channel of yours passes it: docs/adding-a-channel.md.</summary>
public abstract class ChannelContract
{
    private static readonly ButtonPress Seen = new("run-1", "hash", 7);

    protected abstract Task<ChannelUnderTest> CreateAsync();

    [Fact]
    public async Task What_is_said_is_read_by_people_line_by_line()
    {
        await using var t = await CreateAsync();
        await t.Channel.SendAsync(Notice("a", "● stores 3/6 <b> & \"x\"", "second line"), default);
        var shown = await t.ShownAsync(1);
        Assert.Equal(["● stores 3/6 <b> & \"x\"", "second line"], shown.Single().Lines);
    }

    [Fact]
    public async Task The_same_key_is_an_edit_and_the_same_words_are_no_news()
    {
        await using var t = await CreateAsync();
        await t.Channel.SendAsync(Notice("a", "first"), default);
        await t.ShownAsync(1);
        await t.Channel.SendAsync(Notice("a", "first, changed"), default);
        await t.Channel.SendAsync(Notice("a", "first, changed"), default);
        await t.Channel.SendAsync(Notice("b", "second"), default);
        var shown = await t.UntilAsync(all => all.Count == 2 && all[0].Lines[0] == "first, changed");
        Assert.Equal(["first, changed", "second"], shown.Select(m => m.Lines[0]));
    }

    [Fact]
    public async Task What_needs_a_person_rings_and_all_else_is_silent()
    {
        await using var t = await CreateAsync();
        await t.Channel.SendAsync(Notice("a", "news"), default);
        await t.Channel.SendAsync(Ask("b", "/go"), default);
        var shown = await t.UntilAsync(all => all.Count == 2);
        Assert.Equal([(false, "news"), (true, "⏸ GO needed from the supervisor")], shown.Select(m => (m.Rings, m.Lines[0])).OrderBy(m => m.Rings));
    }

    [Fact]
    public async Task A_press_is_the_command_behind_the_button_by_who_pressed_with_what_they_saw()
    {
        await using var t = await CreateAsync();
        await t.Channel.SendAsync(Ask("a", "/go", "/nogo"), default);
        var message = (await t.ShownAsync(1)).Single();
        Assert.Equal(["GO", "NO GO"], message.Buttons);
        await t.PressAsync("supervisor", message, 0);
        var heard = await t.HeardAsync(1);
        Assert.Equal((t.Channel.Name, t.IdentityOf("supervisor"), "/go", Seen), (heard[0].Channel, heard[0].Sender, heard[0].Text, heard[0].Press));
    }

    [Fact]
    public async Task A_typed_line_comes_with_the_persons_own_identity_and_an_id_of_its_own()
    {
        await using var t = await CreateAsync();
        await t.TypeAsync("executor", "/ready");
        await t.TypeAsync("client-it", "/status");
        var heard = await t.HeardAsync(2);
        Assert.Equal(
            [(t.IdentityOf("executor"), "/ready"), (t.IdentityOf("client-it"), "/status")],
            heard.Select(m => (m.Sender, m.Text)).OrderBy(m => m.Text).ToArray());
        Assert.Equal(2, heard.Select(m => m.CommandId).Distinct().Count());
        Assert.All(heard, m => Assert.Null(m.Press));
    }

    [Fact]
    public async Task A_thumb_on_its_way_while_the_message_is_edited_presses_what_it_saw_if_that_is_offered_still()
    {
        await using var t = await CreateAsync();
        var ask = Ask("a", "/hold", "/go");
        await t.Channel.SendAsync(ask, default);
        var seen = (await t.ShownAsync(1)).Single();
        var told = new TaskCompletionSource();
        t.EditsAnswered = told.Task;
        var later = ask.Buttons[0] with { Press = Seen with { SeenSeq = 8 } };
        await t.Channel.SendAsync(ask with { Rings = false, Lines = ["● stores 1/6"], Buttons = [later] }, default);
        await t.UntilAsync(all => all[0].Buttons.Count == 1);
        await t.PressAsync("supervisor", seen, 1);
        await t.PressAsync("supervisor", seen, 0);
        var heard = Assert.Single(await t.HeardAsync(1));
        Assert.Equal(("/hold", Seen), (heard.Text, heard.Press));
        told.SetResult();
    }

    [Fact]
    public async Task A_button_of_a_closed_message_can_do_nothing()
    {
        await using var t = await CreateAsync();
        var ask = Ask("a", "/go");
        await t.Channel.SendAsync(ask, default);
        var message = (await t.ShownAsync(1)).Single();
        var told = new TaskCompletionSource();
        t.EditsAnswered = told.Task;
        await t.Channel.SendAsync(ask with { Rings = false, Buttons = [], Lines = [.. ask.Lines, "✔ GO by Supervisor, 20:00."] }, default);
        await t.UntilAsync(all => all[0].Buttons.Count == 0);
        await t.PressAsync("supervisor", message, 0);
        await t.TypeAsync("executor", "/status");
        var heard = await t.HeardAsync(1);
        Assert.Equal("/status", Assert.Single(heard).Text);
        told.SetResult();
    }

    [Fact]
    public async Task A_button_counts_before_the_channel_is_told_that_its_message_was_taken()
    {
        await using var t = await CreateAsync();
        var told = new TaskCompletionSource();
        t.PostsAnswered = told.Task;
        await t.Channel.SendAsync(Ask("a", "/go"), default);
        await t.PressAsync("supervisor", (await t.ShownAsync(1)).Single(), 0);
        Assert.Equal(("/go", Seen), (await t.HeardAsync(1)).Select(m => (m.Text, m.Press)).Single());
        told.SetResult();
    }

    [Fact]
    public async Task The_answer_to_a_line_stands_beside_it()
    {
        await using var t = await CreateAsync();
        await t.TypeAsync("executor", "/status");
        var asked = (await t.HeardAsync(1))[0];
        await t.Channel.AnsweredAsync(asked, Reply(asked, "● all is well"), default);
        await t.Channel.AnsweredAsync(asked, Reply(asked, "● all is well"), default);
        var shown = await t.UntilAsync(all => all.Any(m => m.Lines[0] == "● all is well"));
        Assert.Equal(asked.MessageId, Assert.Single(shown, m => m.Lines[0] == "● all is well").Answers);
    }

    [Fact]
    public async Task The_same_delivery_twice_is_one_message()
    {
        await using var t = await CreateAsync();
        await t.TypeAsync("executor", "/ready", times: 2);
        await t.TypeAsync("executor", "/status");
        Assert.Equal(["/ready", "/status"], (await t.HeardAsync(2)).Select(m => m.Text));
    }

    [Fact]
    public async Task A_restart_goes_on_with_the_messages_that_were_there()
    {
        await using var t = await CreateAsync();
        await t.Channel.SendAsync(Ask("a", "/go"), default);
        var message = (await t.ShownAsync(1)).Single();
        await t.RestartAsync();
        await t.Channel.SendAsync(Ask("a", "/go"), default);
        await t.PressAsync("supervisor", message, 0);
        Assert.Equal("/go", (await t.HeardAsync(1))[0].Text);
        Assert.Single(await t.ShownAsync(1));
    }

    protected static OutboundMessage Notice(string key, params string[] lines) =>
        new(key, MessageKind.Notice, false, null, lines, OutboundMessage.NoButtons, null);

    protected static OutboundMessage Ask(string key, params string[] commands) => new(
        key, MessageKind.Decision, true, "supervisor", ["⏸ GO needed from the supervisor", "Plan 4f2a…, 13 hosts."],
        [.. commands.Select(c => new Button(c == "/go" ? "GO" : "NO GO", c, ButtonStyle.Primary, Seen))], null);

    private static OutboundMessage Reply(InboundMessage asked, string line) => new(
        $"reply:{asked.CommandId}", MessageKind.Reply, false, null, [line], OutboundMessage.NoButtons, asked.MessageId);
}
