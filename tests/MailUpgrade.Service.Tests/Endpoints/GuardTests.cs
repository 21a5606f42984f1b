using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

public sealed class GuardTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1.evil.example:{port}")]
    public async Task A_name_that_is_not_the_listeners_own_is_refused(string name)
    {
        await using var host = await WebHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/board");
        request.Headers.Host = name.Replace("{port}", $"{host.Client.BaseAddress!.Port}", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData("https://127.0.0.1:{port}", null, HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:{port}", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", HttpStatusCode.Forbidden)]
    [InlineData(null, "same-site", HttpStatusCode.Forbidden)]
    [InlineData(null, "same-origin", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:{port}", "same-origin", HttpStatusCode.Accepted)]
    [InlineData("http://127.0.0.1:{port}", null, HttpStatusCode.Accepted)]
    [InlineData(null, null, HttpStatusCode.Accepted)]
    public async Task A_line_comes_from_the_page_itself_or_from_no_browser(string? origin, string? site, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/say") { Content = JsonContent.Create(new { id = "a", text = "/status" }) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin.Replace("{port}", $"{host.Client.BaseAddress!.Port}", StringComparison.Ordinal));
        }
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }
        Assert.Equal(expected, (await host.Client.SendAsync(request)).StatusCode);
        Assert.Equal(expected == HttpStatusCode.Accepted, host.Inbound.Knows("web", "a"));
    }

    [Fact]
    public async Task Another_page_does_not_listen_in_but_a_link_to_the_page_opens()
    {
        await using var host = await WebHost.StartAsync();
        host.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.GetAsync("/api/events")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_page_is_not_read()
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        using var form = new StringContent("{\"id\":\"a\",\"text\":\"/go\"}", System.Text.Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await host.Client.PostAsync("/api/say", form)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/board")]
    [InlineData("/nothing-here")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var host = await WebHost.StartAsync();
        var headers = (await host.Client.GetAsync(path)).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
    }
}
