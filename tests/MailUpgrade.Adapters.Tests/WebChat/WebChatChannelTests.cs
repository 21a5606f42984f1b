using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Chat;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Adapters.Tests.WebChat;

public sealed class WebChatChannelTests : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("webchat").FullName;

    [Fact]
    public async Task The_same_key_is_an_edit_that_keeps_its_place()
    {
        using var channel = Open();
        await channel.SendAsync(Notice("a", "first"), default);
        await channel.SendAsync(Notice("b", "second"), default);
        await channel.SendAsync(Notice("a", "first, changed"), default);

        var all = channel.Room.Read(0, 0, 10);
        Assert.Equal([("m1", "first, changed", true, 3L), ("m2", "second", false, 2L)], all.Select(m => (m.Id, m.Text, m.Edited, m.Rev)));
    }

    [Fact]
    public async Task Saying_the_same_again_is_no_news()
    {
        using var channel = Open();
        using var listener = channel.Room.Listen();
        await channel.SendAsync(Ask("a", "/go"), default);
        await channel.SendAsync(Ask("a", "/go"), default);

        Assert.Equal(1, channel.Room.Rev);
        Assert.True(listener.Changes.TryRead(out _));
        Assert.False(listener.Changes.TryRead(out _));
    }

    [Fact]
    public async Task A_restart_finds_the_room_as_it_was_and_counts_on()
    {
        using (var before = Open())
        {
            await before.SendAsync(Ask("a", "/go"), default);
            before.Show("x1", "executor", "/status");
        }
        using var after = Open();
        await after.SendAsync(Ask("a", "/go"), default);
        await after.SendAsync(Notice("c", "third"), default);

        var all = after.Room.Read(0, 0, 10);
        Assert.Equal(["m1", "m2", "m3"], all.Select(m => m.Id));
        Assert.Equal("/go", all[0].Buttons.Single().Command);
        Assert.Equal(3, after.Room.Rev);
    }

    [Fact]
    public async Task A_damaged_store_is_put_aside_and_the_chat_goes_on()
    {
        await File.WriteAllTextAsync(Path.Combine(state, "chat.db"), new string('x', 5000));
        using var channel = Open();
        await channel.SendAsync(Notice("a", "still here"), default);
        Assert.Equal("still here", channel.Room.Read(0, 0, 10).Single().Text);
        Assert.True(File.Exists(Path.Combine(state, "chat.db.broken")));
    }

    [Fact]
    public async Task A_button_whose_meaning_was_edited_cannot_be_pressed_any_more()
    {
        using var channel = Open();
        await channel.SendAsync(Ask("a", "/retry upgrade-store/mbs3"), default);
        var shown = channel.Room.Find("m1")!.Buttons.Single();
        await channel.SendAsync(Ask("a", "/rollback"), default);

        Assert.Null(channel.Button("m1", shown.Id));
        Assert.Equal("/rollback", channel.Button("m1", channel.Room.Find("m1")!.Buttons.Single().Id)!.Command);
    }

    [Fact]
    public async Task An_edit_without_buttons_closes_the_message()
    {
        using var channel = Open();
        await channel.SendAsync(Ask("a", "/go"), default);
        var button = channel.Room.Find("m1")!.Buttons.Single().Id;
        await channel.SendAsync(Ask("a", "/go") with { Buttons = OutboundMessage.NoButtons }, default);

        Assert.True(channel.Room.Find("m1")!.Closed);
        Assert.Null(channel.Button("m1", button));
    }

    [Fact]
    public async Task A_listener_that_does_not_read_is_let_go_and_the_others_hear_all()
    {
        using var channel = Open();
        using var slow = channel.Room.Listen();
        using var quick = channel.Room.Listen();
        var heard = 0;
        for (var i = 0; i < WebSubscription.Waiting + 1; i++)
        {
            await channel.SendAsync(Notice($"k{i}", $"line {i}"), default);
            heard += quick.Changes.TryRead(out _) ? 1 : 0;
        }
        Assert.Equal(WebSubscription.Waiting + 1, heard);
        var kept = 0;
        while (slow.Changes.TryRead(out _))
        {
            kept++;
        }
        Assert.Equal(WebSubscription.Waiting, kept);
        Assert.True(slow.Changes.Completion.IsCompleted);
    }

    [Fact]
    public async Task What_people_type_is_redacted_before_it_is_shown_or_stored()
    {
        using var channel = new WebChatChannel(
            state, TimeProvider.System, text => text.Replace("hunter2", "***", StringComparison.Ordinal), NullLogger.Instance);
        channel.Show("x1", "executor", "/note root has hunter2");
        await channel.SendAsync(Notice("r", "noted") with { ReplyTo = "x1" }, default);

        Assert.Equal("/note root has ***", channel.Room.Find("m1")!.Text);
        Assert.Equal(("m1", "x1"), (channel.Room.Find("m2")!.ReplyTo, channel.Room.Find("m2")!.Answers));
    }

    public void Dispose() => Directory.Delete(state, recursive: true);

    private WebChatChannel Open() => new(state, TimeProvider.System, text => text, NullLogger.Instance);

    private static OutboundMessage Notice(string key, string text) =>
        new(key, MessageKind.Notice, false, null, [text], OutboundMessage.NoButtons, null);

    private static OutboundMessage Ask(string key, string command) => new(
        key, MessageKind.Decision, true, "executor", ["Decide"],
        [new Button("Do it", command, ButtonStyle.Primary, new ButtonPress("run", "hash", 7))], null);
}
