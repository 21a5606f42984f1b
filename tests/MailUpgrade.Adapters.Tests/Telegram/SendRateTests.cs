using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Adapters.Telegram.Sending;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Telegram;

public sealed class SendRateTests
{
    private const long Group = -100;
    private readonly ManualClock clock = new(new DateTimeOffset(2018, 12, 29, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(true, 20)]
    [InlineData(false, 12)]
    public void A_group_gets_at_most_so_much_in_any_minute(bool urgent, int most)
    {
        var rate = new SendRate(new TelegramLimits(), clock);
        var sent = new List<DateTimeOffset>();
        while (sent.Count < 100)
        {
            var wait = rate.Take(Group, urgent);
            if (wait == TimeSpan.Zero)
            {
                sent.Add(clock.GetUtcNow());
            }
            clock.Advance(wait);
        }
        Assert.All(sent, at => Assert.InRange(sent.Count(x => x >= at && x < at.AddMinutes(1)), 1, most));
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_decision_waits_two_seconds_at_most_while_news_have_used_up_theirs()
    {
        var rate = new SendRate(new TelegramLimits(), clock);
        while (rate.Take(Group, urgent: false) is var wait && wait < TimeSpan.FromSeconds(5))
        {
            clock.Advance(wait);
        }
        var longest = TimeSpan.Zero;
        for (var n = 0; n < 8; n++)
        {
            var waited = TimeSpan.Zero;
            while (rate.Take(Group, urgent: true) is { Ticks: > 0 } wait)
            {
                clock.Advance(wait);
                waited += wait;
            }
            longest = waited > longest ? waited : longest;
        }
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void The_server_may_ask_for_quiet_and_others_go_on()
    {
        var rate = new SendRate(new TelegramLimits(), clock);
        rate.Block(Group, TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), rate.Take(Group, urgent: true));
        Assert.Equal(TimeSpan.Zero, rate.Take(1001, urgent: false));
    }

    [Fact]
    public void Over_all_chats_thirty_in_a_second()
    {
        var rate = new SendRate(new TelegramLimits(), clock);
        var sent = 0;
        for (var chat = 1; chat <= 100 && clock.GetUtcNow().Second < 1; chat++)
        {
            while (rate.Take(chat, urgent: false) is { Ticks: > 0 } wait)
            {
                clock.Advance(wait);
            }
            sent += clock.GetUtcNow().Second < 1 ? 1 : 0;
        }
        Assert.InRange(sent, 25, 30);
    }

    [Fact]
    public void A_restart_does_not_forget_what_was_sent()
    {
        var rate = new SendRate(new TelegramLimits(), clock);
        for (var n = 0; n < 20; n++)
        {
            rate.Remember(Group, clock.GetUtcNow().AddSeconds(-30));
        }
        Assert.Equal(TimeSpan.FromSeconds(32), rate.Take(Group, urgent: true));
    }
}
