using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

public sealed class DrillEndpointTests
{
    [Fact]
    public async Task A_line_is_being_played_before_the_first_word_of_a_drill()
    {
        await using var host = await WebHost.StartAsync(drillKey: WebHost.Key);
        Assert.True(host.Presence.LinePlayed);
    }

    [Fact]
    public async Task Idle_and_play_reach_the_clock()
    {
        await using var host = await WebHost.StartAsync(mode: "production", drillKey: WebHost.Key);
        host.Client.DefaultRequestHeaders.Add("X-Drill-Key", WebHost.Key);
        var before = host.Presence.Changed.Version;
        var answer = await host.PostAsync("/drill/idle", new { until = "2018-12-29T22:50:00+07:00" });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(host.Presence.LinePlayed);
        Assert.Equal(DateTimeOffset.Parse("2018-12-29T15:50:00Z"), host.Presence.Until);
        Assert.True(host.Presence.Changed.Version > before);
        await host.PostAsync("/drill/idle", new { until = (string?)null });
        Assert.Null(host.Presence.Until);
        await host.PostAsync("/drill/play", new { });
        Assert.True(host.Presence.LinePlayed);
    }

    [Fact]
    public async Task The_clock_does_not_run_away_from_an_event_that_the_script_has_not_read()
    {
        await using var host = await WebHost.StartAsync(drillKey: WebHost.Key);
        host.Client.DefaultRequestHeaders.Add("X-Drill-Key", WebHost.Key);
        Assert.False(host.Presence.Waits(0));
        await host.PostAsync("/drill/idle", new { until = "2018-12-29T22:50:00+07:00", seq = "12" });
        Assert.True(host.Presence.Waits(12));
        Assert.False(host.Presence.Waits(13));
        await host.PostAsync("/drill/play", new { });
        Assert.False(host.Presence.Waits(12));
    }

    [Fact]
    public async Task Nobody_else_moves_the_clock()
    {
        await using var host = await WebHost.StartAsync(drillKey: WebHost.Key);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("/drill/idle", new { })).StatusCode);
        Assert.True(host.Presence.LinePlayed);
    }

    [Fact]
    public async Task Without_a_drill_there_is_no_such_address()
    {
        await using var host = await WebHost.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostAsync("/drill/idle", new { })).StatusCode);
    }
}
