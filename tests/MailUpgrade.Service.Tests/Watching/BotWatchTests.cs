using System.Net;
using MailUpgrade.Service.Watching;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Watching;

/// <summary>The second process: a bot that does not answer during a run is told by another way after three minutes of the run clock.</summary>
public sealed class BotWatchTests : IDisposable
{
    private readonly ManualClock wire = new(new DateTimeOffset(2018, 12, 29, 16, 0, 0, TimeSpan.Zero));
    private readonly Bot bot = new();
    private readonly List<string> calls = [];
    private readonly CancellationTokenSource stop = new();

    [Fact]
    public async Task Silence_of_three_minutes_during_a_run_calls_once_and_its_end_is_told()
    {
        var watching = Watch();
        await PassAsync(TimeSpan.FromMinutes(1));
        bot.IsSilent = true;
        await PassAsync(TimeSpan.FromMinutes(2.5));
        Assert.Empty(calls);
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("silent for 3 min, run r1 was running", Assert.Single(calls), StringComparison.Ordinal);
        bot.IsSilent = false;
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.StartsWith("✔ MailUpgrade answers again", calls[1], StringComparison.Ordinal);
        await EndAsync(watching);
    }

    [Fact]
    public async Task While_it_lasts_people_are_called_again_every_quarter_of_an_hour()
    {
        var watching = Watch();
        await PassAsync(TimeSpan.FromMinutes(1));
        bot.IsSilent = true;
        await PassAsync(TimeSpan.FromMinutes(40));
        Assert.Equal(3, calls.Count);
        await EndAsync(watching);
    }

    [Fact]
    public async Task A_bot_with_nothing_under_way_may_be_silent()
    {
        bot.State = "planned";
        var watching = Watch();
        await PassAsync(TimeSpan.FromMinutes(1));
        bot.IsSilent = true;
        await PassAsync(TimeSpan.FromMinutes(30));
        Assert.Empty(calls);
        await EndAsync(watching);
    }

    [Fact]
    public async Task An_answer_that_says_ill_is_no_answer_and_a_bot_that_never_answered_is_told_too()
    {
        bot.IsIll = true;
        var watching = Watch();
        await PassAsync(TimeSpan.FromMinutes(4));
        Assert.Contains("it has never answered", Assert.Single(calls), StringComparison.Ordinal);
        await EndAsync(watching);
    }

    public void Dispose()
    {
        stop.Dispose();
        bot.Dispose();
    }

    private Task Watch() => new BotWatch(
        new HttpClient(bot), new Uri("http://bot/health"),
        (text, _) =>
        {
            calls.Add(text);
            return Task.CompletedTask;
        },
        wire, new WatchTimings()).RunAsync(stop.Token);

    /// <summary>Each look is answered before the next is due.</summary>
    private async Task PassAsync(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += TimeSpan.FromSeconds(10))
        {
            while (wire.Waiting == 0)
            {
                await Task.Yield();
            }
            wire.Advance(TimeSpan.FromSeconds(10));
        }
        while (wire.Waiting == 0)
        {
            await Task.Yield();
        }
    }

    private async Task EndAsync(Task watching)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private sealed class Bot : HttpMessageHandler
    {
        public bool IsSilent { get; set; }

        public bool IsIll { get; set; }

        public string State { get; set; } = "running";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            IsSilent ? throw new HttpRequestException("nobody there")
            : Task.FromResult(new HttpResponseMessage(IsIll ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK)
            {
                Content = new StringContent($$$"""{"status":"ok","parts":{"run":"r1","state":"{{{State}}}","speed":"1"}}"""),
            });
    }
}
