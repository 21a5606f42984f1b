using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

public sealed class SpeakingTests
{
    [Fact]
    public async Task A_line_is_shown_and_handed_over_with_the_persons_web_identity()
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        using var stop = new CancellationTokenSource();
        var running = host.Inbound.RunAsync(stop.Token);
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync("/api/say", new { id = "a", text = " /status \r\n" })).StatusCode);
        var handled = await host.Handled.Reader.ReadAsync();
        Assert.Equal(("web:a", "executor", "/status"), (handled.CommandId, handled.Sender, handled.Text));
        var shown = (await MessagesAsync(host)).Single();
        Assert.Equal(("executor", "say", "/status"), ((string?)shown["from"], (string?)shown["kind"], (string?)shown["text"]));
        Assert.EndsWith("+07:00", (string?)shown["at"], StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_doubled_id_is_one_line()
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync("/api/say", new { id = "a", text = "/go" })).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync("/api/say", new { id = "a", text = "/go" })).StatusCode);
        Assert.Single(await MessagesAsync(host));
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(10_000_000)]
    public async Task A_line_beyond_64_KiB_is_refused_in_the_persons_language_and_changes_nothing(int length)
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("client-it");
        var answer = await host.PostAsync("/api/say", new { id = "a", text = new string('x', length) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var body = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("too-long", (string?)body["code"]);
        Assert.StartsWith("Terlalu panjang", (string?)body["text"], StringComparison.Ordinal);
        Assert.Empty(await MessagesAsync(host));
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"/note \\u001b[2J\"}")]
    [InlineData("{\"id\":\"a\",\"text\":\"/note \\u0000\"}")]
    [InlineData("{\"id\":\"a\",\"text\":\"/note \\u202e\"}")]
    [InlineData("{\"id\":\"a\",\"text\":\"/note \\ud800\"}")]
    [InlineData("{\"id\":\"a\",\"text\":\"  \"}")]
    [InlineData("{\"id\":\"a b\",\"text\":\"/go\"}")]
    [InlineData("{\"id\":7,\"text\":\"/go\"}")]
    [InlineData("{\"text\":\"/go\"}")]
    [InlineData("{\"id\":\"a\",")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task What_cannot_be_read_is_400_and_changes_nothing(string json)
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        var answer = await host.Client.PostAsync("/api/say", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("bad-argument", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
        Assert.Empty(await MessagesAsync(host));
    }

    [Fact]
    public async Task A_press_hands_over_the_command_behind_the_button_and_what_was_seen()
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        using var stop = new CancellationTokenSource();
        var running = host.Inbound.RunAsync(stop.Token);
        await host.SendAsync("k", "Decide", WebHost.Button("/retry upgrade-store/mbs3"));
        var button = await ButtonAsync(host);
        Assert.Equal(HttpStatusCode.Accepted, (await PressAsync(host, "p", button)).StatusCode);
        var handled = await host.Handled.Reader.ReadAsync();
        Assert.Equal(("/retry upgrade-store/mbs3", 7L), (handled.Text, handled.Press!.SeenSeq));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_button_that_was_edited_away_is_stale_and_one_pressed_in_time_stays_taken()
    {
        await using var host = await WebHost.StartAsync();
        await host.SpeakAsAsync("executor");
        await host.SendAsync("k", "Decide", WebHost.Button("/retry"));
        var button = await ButtonAsync(host);
        Assert.Equal(HttpStatusCode.Accepted, (await PressAsync(host, "first", button)).StatusCode);
        await host.SendAsync("k", "Decided");
        var late = await PressAsync(host, "late", button);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("stale", (string?)(await late.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
        Assert.False(host.Inbound.Knows("web", "late"));
        Assert.Equal(HttpStatusCode.Accepted, (await PressAsync(host, "first", button)).StatusCode);
    }

    [Fact]
    public async Task The_command_behind_a_button_is_told_to_the_drill_alone()
    {
        await using var host = await WebHost.StartAsync(drillKey: WebHost.Key);
        await host.SendAsync("k", "Decide", WebHost.Button("/retry"));
        Assert.Null((await MessagesAsync(host)).Single()["buttons"]![0]!["command"]);
        host.Client.DefaultRequestHeaders.Add("X-Drill-Key", WebHost.Key);
        Assert.Equal("/retry", (string?)(await MessagesAsync(host)).Single()["buttons"]![0]!["command"]);
    }

    private static Task<HttpResponseMessage> PressAsync(WebHost host, string id, string button) =>
        host.PostAsync("/api/press", new { id, message = "m1", button });

    private static async Task<string> ButtonAsync(WebHost host) =>
        (string)(await MessagesAsync(host)).Single()["buttons"]![0]!["id"]!;

    private static async Task<List<JsonNode>> MessagesAsync(WebHost host) =>
        [.. (await host.Client.GetFromJsonAsync<JsonObject>("/api/messages?after=0"))!["messages"]!.AsArray().Select(m => m!)];
}
