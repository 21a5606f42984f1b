using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class EscalationTests
{
    private static readonly Speech Say = new("en", TimeZoneInfo.Utc);
    private static readonly DateTimeOffset Start = SamplePlan.KickOff;
    private readonly Escalation escalation = new(TimeSpan.FromMinutes(5));
    private readonly OutboundMessage ask = new(
        "k", MessageKind.Decision, true, "executor", ["✖ mbs3 failed", "more"], [new Button("Retry", "/retry", ButtonStyle.Primary, new ButtonPress("r", "p", 1))], null);

    [Fact]
    public void While_everybody_answers_nobody_is_called()
    {
        Assert.Empty(Due(0, ask));
        Assert.Empty(Due(4, ask));
        Assert.Empty(Due(5));
        Assert.Empty(Due(60));
    }

    [Fact]
    public void First_the_person_then_the_next_then_the_ring_command_once_each()
    {
        Due(0, ask);
        var first = Assert.Single(Due(5, ask));
        Assert.Equal(("executor", false), (first.Message.To, first.Rings));
        Assert.Equal("✖ mbs3 failed", first.Message.Lines[0]);
        Assert.Equal("/retry", Assert.Single(first.Message.Buttons).Command);
        Assert.Empty(Due(9, ask));
        var second = Assert.Single(Due(10, ask));
        Assert.NotEqual("executor", second.Message.To);
        Assert.True(Assert.Single(Due(15, ask)).Rings);
        Assert.Empty(Due(120, ask));
    }

    [Fact]
    public void A_decision_that_is_taken_takes_the_calls_back()
    {
        Due(0, ask);
        var call = Assert.Single(Due(5, ask));
        var closed = Assert.Single(Due(6));
        Assert.Equal((call.Message.Key, false, 0), (closed.Message.Key, closed.Message.Rings, closed.Message.Buttons.Count));
        Due(7, ask);
        Assert.Empty(Due(8, ask));
    }

    [Fact]
    public void A_stall_of_the_bot_calls_all_that_are_due_in_their_order()
    {
        Due(0, ask);
        Assert.Equal([false, false, true], Due(30, ask).Select(c => c.Rings));
    }

    [Fact]
    public void With_a_wait_of_zero_nobody_is_ever_called()
    {
        var off = new Escalation(TimeSpan.Zero);
        off.Due([ask], SamplePlan.Team(), Say, Start);
        Assert.Empty(off.Due([ask], SamplePlan.Team(), Say, Start.AddDays(1)));
    }

    private IReadOnlyList<EscalationCall> Due(int minutes, params OutboundMessage[] open) =>
        escalation.Due(open, SamplePlan.Team(), Say, Start.AddMinutes(minutes));
}
