using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.HostConsole;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Channels;

public sealed class ConsoleChannelTests : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("console").FullName;

    public void Dispose() => Directory.Delete(state, recursive: true);

    [Fact]
    public void A_key_is_one_persons_and_a_new_one_ends_the_old()
    {
        var keys = new ConsoleKeys(state);
        Assert.False(keys.Fits("executor", ""));
        var first = keys.Give("executor");
        var other = keys.Give("supervisor");
        Assert.True(keys.Fits("executor", first));
        Assert.False(keys.Fits("supervisor", first));
        Assert.False(keys.Fits("executor", other));
        Assert.False(keys.Fits("../executor", first));
        var second = keys.Give("executor");
        Assert.False(keys.Fits("executor", first));
        Assert.True(keys.Fits("executor", second));
        Assert.DoesNotContain(Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains(second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_for_another_is_not_shown_and_a_line_has_its_persons_name()
    {
        var channel = new ConsoleChannel(CardTemplates.Load(), () => new CardReader("en", _ => []), TimeProvider.System);
        InboundMessage? heard = null;
        await channel.ListenAsync(m => { heard = m; return Intake.Taken; }, default);
        channel.Say("executor", "x1", "/retry mbs3");
        Assert.Equal(("console:x1", "executor", "/retry mbs3"), (heard!.CommandId, heard.Sender, heard.Text));
        await channel.SendAsync(new OutboundMessage("a", MessageKind.Decision, true, "executor", ["⏸ for the executor"], [new Button("GO", "/go", ButtonStyle.Primary, new ButtonPress("r", "p", 1))], null) { To = "executor" }, default);
        await channel.SendAsync(new OutboundMessage("b", MessageKind.Notice, false, null, ["for all"], [], null), default);
        Assert.Equal(["⏸ for the executor\n[GO]  /go", "for all"], (await channel.ReadAsync("executor", 0, TimeSpan.Zero, default)).Select(l => l.Text));
        Assert.Equal(["for all"], (await channel.ReadAsync("observer", 0, TimeSpan.Zero, default)).Select(l => l.Text));
    }
}
