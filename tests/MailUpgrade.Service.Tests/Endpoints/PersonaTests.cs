using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Plans;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

public sealed class PersonaTests
{
    [Fact]
    public async Task A_practice_run_lets_anybody_at_the_machine_pick_a_persona()
    {
        await using var host = await WebHost.StartAsync();
        var answer = await host.PostAsync("/api/persona", new { person = "executor" });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("executor", (string?)(await host.Client.GetFromJsonAsync<JsonObject>("/api/board"))!["me"]);
    }

    [Theory]
    [InlineData(FleetKind.Production, "production", WebHost.Key)]
    [InlineData(FleetKind.Sandbox, "practice", WebHost.Key)]
    [InlineData(FleetKind.Practice, "production", null)]
    [InlineData(FleetKind.Practice, "production", "another key")]
    [InlineData(FleetKind.Lab, "rehearsal", null)]
    public async Task Elsewhere_it_is_refused(FleetKind fleet, string mode, string? shown)
    {
        await using var host = await WebHost.StartAsync(fleet, mode, WebHost.Key);
        var answer = await host.PostAsync("/api/persona", new { person = "executor", key = shown });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("not-allowed", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
    }

    [Theory]
    [InlineData(FleetKind.Practice, "production")]
    [InlineData(FleetKind.Lab, "rehearsal")]
    public async Task The_drills_key_opens_it_on_practice_and_lab_fleets(FleetKind fleet, string mode)
    {
        await using var host = await WebHost.StartAsync(fleet, mode, WebHost.Key);
        await host.SpeakAsAsync("executor", WebHost.Key);
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync("/api/say", new { id = "a", text = "/go" })).StatusCode);
    }

    [Fact]
    public async Task A_listener_that_is_not_loopback_refuses()
    {
        await using var host = await WebHost.StartAsync(url: "http://bot.example:0");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/persona") { Content = JsonContent.Create(new { person = "executor" }) };
        request.Headers.Host = $"bot.example:{host.Client.BaseAddress!.Port}";
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task What_came_through_a_proxy_is_not_this_machine()
    {
        await using var host = await WebHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/persona") { Content = JsonContent.Create(new { person = "executor" }) };
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_persona_of_a_practice_night_is_worth_nothing_in_production()
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        host.Setting = host.Setting with { Mode = "production" };
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("/api/say", new { id = "a", text = "/go" })).StatusCode);
        Assert.False(host.Inbound.Knows("web", "a"));
    }

    [Fact]
    public async Task A_cookie_that_was_not_made_here_speaks_for_nobody()
    {
        await using var host = await WebHost.StartAsync();
        var port = host.Client.BaseAddress!.Port;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/say") { Content = JsonContent.Create(new { id = "a", text = "/go" }) };
        request.Headers.Add("Cookie", $"mailupgrade-{port}=MSBleGVjdXRvciA.AAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Without_a_persona_the_answer_says_what_to_do()
    {
        await using var host = await WebHost.StartAsync();
        var answer = await host.PostAsync("/api/say", new { id = "a", text = "/status" });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Pick a persona", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("phone")]
    public async Task Only_people_with_a_web_identity_can_be_picked(string person)
    {
        await using var host = await WebHost.StartAsync();
        var answer = await host.PostAsync("/api/persona", new { person });
        Assert.Equal("unknown-person", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
    }
}
