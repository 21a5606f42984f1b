using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Core.Plans;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

public sealed class PaperTests
{
    [Fact]
    public async Task Who_reads_the_run_reads_its_papers_under_a_policy_that_allows_their_own_style_alone()
    {
        await using var host = await WithPaperAsync(FleetKind.Practice, "practice");
        Assert.Contains("paper.en.html", await host.Client.GetStringAsync("/api/papers?run=run-1"), StringComparison.Ordinal);
        var answer = await host.Client.GetAsync("/paper/run-1/paper.en.html");
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes("p { color: black }")));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"default-src 'none'; style-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/paper/run-1/paper.secret")]
    [InlineData("/paper/run-1/..%2F..%2Fweb.key")]
    [InlineData("/paper/..%2F/web.key")]
    [InlineData("/paper/run-2/paper.en.html")]
    public async Task Nothing_else_of_the_state_folder_is_given_out(string path)
    {
        await using var host = await WithPaperAsync(FleetKind.Practice, "practice");
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Without_a_link_and_for_the_wall_there_is_no_paper()
    {
        await using var host = await WithPaperAsync(FleetKind.Production, "production");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/paper/run-1/paper.en.html")).StatusCode);
        await host.Client.PostAsJsonAsync("/api/enter", new { link = host.Links.Give(null) });
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/board")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/paper/run-1/paper.en.html")).StatusCode);
        using var client = host.NewBrowser();
        await client.PostAsJsonAsync("/api/enter", new { link = host.Links.Give("client-it") });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/paper/run-1/paper.en.html")).StatusCode);
    }

    private static async Task<WebHost> WithPaperAsync(FleetKind fleet, string mode)
    {
        var host = await WebHost.StartAsync(fleet, mode);
        var folder = Directory.CreateDirectory(Path.Combine(host.StateFolder, "papers", "run-1")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "paper.en.html"), "<!doctype html><style>p { color: black }</style><p>the paper");
        await File.WriteAllTextAsync(Path.Combine(folder, "paper.secret"), "no kind that is given out");
        return host;
    }
}
