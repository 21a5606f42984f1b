using System.Net;
using MailUpgrade.Core.Plans;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

public sealed class RecordsTests
{
    [Fact]
    public async Task What_is_on_record_comes_in_the_readers_language()
    {
        await using var host = await WebHost.StartAsync();
        Assert.Contains("\"en\"", await host.Client.GetStringAsync("/api/records"), StringComparison.Ordinal);
        await host.SpeakAsAsync("client-it");
        Assert.Contains("\"id\"", await host.Client.GetStringAsync("/api/records"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_of_a_step_can_be_read() =>
        Assert.Contains("output of upgrade/mbs1", await ReadAsync("/api/log?step=upgrade%2Fmbs1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/records")]
    [InlineData("/api/log?step=x")]
    public async Task Without_a_link_neither_is_told_of_a_real_run(string path)
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task The_wall_is_told_no_output()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        Assert.Equal(HttpStatusCode.NoContent, (await host.PostAsync("/api/enter", new { link = host.Links.Give(null) })).StatusCode);
        Assert.DoesNotContain("output of", await host.Client.GetStringAsync("/api/log?step=x"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var host = await WebHost.StartAsync();
        return await host.Client.GetStringAsync(path);
    }
}
