using System.Diagnostics;
using System.Globalization;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Chat;
using MailUpgrade.Practice.Telegram;
using Xunit;
using static MailUpgrade.Adapters.Tests.Telegram.TelegramUnderTest;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>Five hundred events of a run in a minute, with decisions between, at a server that keeps Telegram's limits.</summary>
public sealed class FloodTests
{
    private const int Events = 500;
    private const int Decisions = 5;

    /// <summary>The minute is played in four seconds; with MAILUPGRADE_LONG=1 it is a minute.</summary>
    [Fact]
    public async Task Every_event_comes_in_order_no_limit_is_passed_and_decisions_do_not_wait_behind_news()
    {
        var speed = Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") == "1" ? 1 : 15;
        await using var t = await TelegramUnderTest.StartAsync(s => s with
        {
            Limits = new TelegramLimits
            {
                PerChat = TimeSpan.FromSeconds(1) / speed,
                Overall = TimeSpan.FromMilliseconds(34) / speed,
                Minute = TimeSpan.FromSeconds(62) / speed + TimeSpan.FromMilliseconds(speed > 1 ? 400 : 0),
            },
        });
        t.Server.Rates.AreKept = true;
        t.Server.Rates.Speed = speed;
        using var minute = new PeriodicTimer(TimeSpan.FromSeconds(60.0 / Events) / speed);
        var asked = new Dictionary<string, long>();
        for (var n = 0; n < Events; n++)
        {
            await minute.WaitForNextTickAsync(t.Patience);
            await t.Channel.SendAsync(DeliveryTests.News($"phase:{n}", $"● event {n:000}"), default);
            if (n % (Events / Decisions) == 50)
            {
                var line = string.Create(CultureInfo.InvariantCulture, $"⏸ decision at {n:000}");
                asked[line] = Stopwatch.GetTimestamp();
                await t.Channel.SendAsync(DeliveryTests.Ask($"ask:{n}", line), default);
            }
        }
        await t.UntilAsync(_ => All(t).Contains("● event 499", StringComparison.Ordinal));

        var told = All(t).Split('\n').Where(l => l.StartsWith("● event", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(0, Events).Select(n => $"● event {n:000}"), told);
        Assert.Equal(0, t.Server.Rates.Refused);
        Assert.InRange(t.Server.Rates.MostPerMinute, 1, 20);
        // News that were sent after a decision was asked and before it came: it may have to wait for one turn, never behind the queue.
        var lines = All(t).Split('\n').ToList();
        Assert.All(asked.Keys, line => Assert.True(
            Number(lines, lines.IndexOf(line)) is var last && last <= int.Parse(line[^3..], CultureInfo.InvariantCulture) + 1, $"{line} came after event {last}"));
    }

    private static int Number(List<string> lines, int before) => lines.Take(before).Where(l => l.StartsWith("● event", StringComparison.Ordinal))
        .Select(l => int.Parse(l[^3..], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();

    private static string All(TelegramUnderTest t) => string.Join('\n', t.Server.World.Messages.Where(m => m.From == BotWorld.BotId).Select(m => m.Text));
}
