using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Endpoints.Links;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

/// <summary>On a fleet that is people's mail the page opens by a link of one's own and by nothing else.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData("/api/board")]
    [InlineData("/api/messages")]
    [InlineData("/api/commands")]
    [InlineData("/api/events")]
    public async Task Without_a_link_nothing_of_a_real_run_can_be_read(string path)
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        var answer = await host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("/board", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_executors_link_opens_reads_and_speaks_as_the_executor()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        await EnterAsync(host.Client, host.Links.Give("executor"), HttpStatusCode.NoContent);
        Assert.Equal("executor", (await BoardAsync(host.Client)).GetProperty("me").GetString());
        var said = await host.Client.PostAsJsonAsync("/api/say", new { id = "0123456789abcdef", text = "/status" });
        Assert.Equal(HttpStatusCode.Accepted, said.StatusCode);
    }

    [Fact]
    public async Task Client_and_observer_read_and_cannot_press()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        await EnterAsync(host.Client, host.Links.Give("client-it"), HttpStatusCode.NoContent);
        Assert.False((await BoardAsync(host.Client)).GetProperty("maySpeak").GetBoolean());
        var said = await host.Client.PostAsJsonAsync("/api/say", new { id = "0123456789abcdef", text = "/ok" });
        Assert.Equal(HttpStatusCode.Forbidden, said.StatusCode);
        Assert.False(host.Handled.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_link_opens_in_the_first_browser_again_and_in_no_other()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        var link = host.Links.Give("executor");
        await EnterAsync(host.Client, link, HttpStatusCode.NoContent);
        await EnterAsync(host.Client, link, HttpStatusCode.NoContent);
        using var thief = host.NewBrowser();
        await EnterAsync(thief, link, HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/api/board")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/board")).StatusCode);
    }

    [Fact]
    public async Task After_twelve_hours_or_when_taken_back_it_opens_nothing()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        await EnterAsync(host.Client, host.Links.Give("executor"), HttpStatusCode.NoContent);
        host.Clock.MoveTo(host.Clock.GetUtcNow() + BoardLinks.Life - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/board")).StatusCode);
        host.Clock.MoveTo(host.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/api/board")).StatusCode);

        var next = host.Links.Give("executor");
        await EnterAsync(host.Client, next, HttpStatusCode.NoContent);
        Assert.Equal(1, host.Links.Revoke("executor"));
        Assert.Equal(0, host.Links.Revoke("executor"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/api/board")).StatusCode);
        await EnterAsync(host.Client, next, HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("MQ.MQ")]
    public async Task A_link_that_was_not_made_here_opens_nothing(string link)
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        await EnterAsync(host.Client, link, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_persona_cookie_of_practice_is_no_link_and_a_link_is_no_persona_cookie()
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        var persona = host.Cookies.GetCookies(host.Client.BaseAddress!).Single().Value;
        host.Setting = host.Setting with { Fleet = FleetKind.Production, Mode = "production" };
        await EnterAsync(host.Client, persona, HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/api/board")).StatusCode);
    }

    [Fact]
    public async Task The_wall_sees_the_board_and_not_a_word_of_the_chat()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        await host.SendAsync("m1", "what people wrote");
        await EnterAsync(host.Client, host.Links.Give(null), HttpStatusCode.NoContent);
        Assert.True((await BoardAsync(host.Client)).GetProperty("isWall").GetBoolean());
        Assert.DoesNotContain("what people wrote", await host.Client.GetStringAsync("/api/messages"), StringComparison.Ordinal);
        var said = await host.Client.PostAsJsonAsync("/api/say", new { id = "0123456789abcdef", text = "/hold" });
        Assert.Equal(HttpStatusCode.Unauthorized, said.StatusCode);
    }

    [Fact]
    public async Task The_link_of_somebody_who_left_the_team_opens_nothing()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        await EnterAsync(host.Client, host.Links.Give("executor"), HttpStatusCode.NoContent);
        host.Setting = host.Setting with { Team = new Team([.. host.Setting.Team.People.Where(p => p.Id != "executor")]) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/api/board")).StatusCode);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            codes.Add((await host.Client.PostAsJsonAsync("/api/enter", new { link = $"guess{i}" })).StatusCode);
        }
        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
    }

    [Fact]
    public async Task Without_a_proxy_of_ours_nobody_gets_a_pace_of_ones_own_by_a_header()
    {
        await using var host = await WebHost.StartAsync(FleetKind.Production, "production");
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            using var guess = new HttpRequestMessage(HttpMethod.Post, "/api/enter") { Content = JsonContent.Create(new { link = "guess" }) };
            guess.Headers.Add("X-Forwarded-For", $"198.51.100.{i}");
            codes.Add((await host.Client.SendAsync(guess)).StatusCode);
        }
        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
    }

    [Fact]
    public async Task What_was_given_out_outlives_a_restart_and_a_torn_file_closes_it()
    {
        var folder = Directory.CreateTempSubdirectory("links").FullName;
        var first = new BoardLinks(folder, TimeProvider.System);
        var (_, cookie) = first.Enter(first.Give("executor"), null);
        Assert.Equal("executor", new BoardLinks(folder, TimeProvider.System).Find(cookie)!.Person);
        await File.WriteAllTextAsync(Path.Combine(folder, "board-links.json"), "[{\"id\":");
        Assert.Null(new BoardLinks(folder, TimeProvider.System).Find(cookie));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task EnterAsync(HttpClient browser, string link, HttpStatusCode expected) =>
        Assert.Equal(expected, (await browser.PostAsJsonAsync("/api/enter", new { link })).StatusCode);

    private static async Task<JsonElement> BoardAsync(HttpClient browser) =>
        JsonDocument.Parse(await browser.GetStringAsync("/api/board")).RootElement;
}
