using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class HoldSwitchTests
{
    [Fact]
    public async Task On_it_cancels_at_once_and_lets_nobody_pass_until_it_is_off()
    {
        var hold = new HoldSwitch();
        await hold.OffAsync(CancellationToken.None);
        var work = hold.Held;
        hold.Set(true);
        hold.Set(true);
        Assert.True(work.IsCancellationRequested);
        var waiting = hold.OffAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        hold.Set(false);
        await waiting;
        Assert.False(hold.Held.IsCancellationRequested);
    }

    [Fact]
    public void The_balance_of_waiting_mail_closes_or_says_how_many_are_lost()
    {
        Assert.True(new QueueBalance(1200, 40, 1236, 1, 3).Closes);
        Assert.Equal(3, new QueueBalance(1200, 40, 1236, 1, 0).Lost);
        Assert.False(new QueueBalance(10, 0, 11, 0, 0).Closes);
    }
}
