using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace MailUpgrade.Service.Tests.Endpoints;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_reader_that_was_away_gets_what_is_new_and_what_was_edited()
    {
        await using var host = await WebHost.StartAsync();
        await host.SendAsync("a", "one");
        await host.SendAsync("b", "two");
        await host.SendAsync("a", "one, changed");
        await host.SendAsync("c", "three");
        Assert.Equal(["three"], await TextsAsync(host, "/api/messages?after=2"));
        Assert.Equal(["one, changed", "three"], await TextsAsync(host, "/api/messages?after=0&rev=2"));
        Assert.Equal(["one, changed", "two", "three"], await TextsAsync(host, "/api/messages"));
    }

    [Fact]
    public async Task The_live_link_brings_messages_and_the_board_and_a_new_link_starts_with_the_board_anew()
    {
        await using var host = await WebHost.StartAsync();
        using (var first = await EventReader.OpenAsync(host.Client))
        {
            Assert.Contains("\"boardText\":\"before\"", await first.NextAsync("board"), StringComparison.Ordinal);
            await host.SendAsync("a", "while listening");
            Assert.Contains("while listening", await first.NextAsync("message"), StringComparison.Ordinal);
            host.BoardText = "after";
            host.BoardChanged.Raise();
            Assert.Contains("\"boardText\":\"after\"", await first.NextAsync("board"), StringComparison.Ordinal);
        }
        await host.SendAsync("b", "while away");
        using var second = await EventReader.OpenAsync(host.Client);
        Assert.Contains("\"boardText\":\"after\"", await second.NextAsync("board"), StringComparison.Ordinal);
        Assert.Equal(["while away"], await TextsAsync(host, "/api/messages?after=1"));
        await host.SendAsync("a", "edited after");
        Assert.Contains("edited after", await second.NextAsync("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_stops_lets_its_readers_go()
    {
        await using var host = await WebHost.StartAsync();
        using var reader = await EventReader.OpenAsync(host.Client);
        await reader.NextAsync("board");
        var stopped = host.StopAsync();
        await Assert.ThrowsAsync<EndOfStreamException>(() => reader.NextAsync("nothing of this name"));
        await stopped;
    }

    [Fact]
    public async Task Health_says_503_where_a_part_is_ill()
    {
        await using var host = await WebHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health")).StatusCode);
        host.Healthy = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task The_page_and_the_commands_are_there()
    {
        await using var host = await WebHost.StartAsync();
        Assert.Contains("the page", await host.Client.GetStringAsync("/"), StringComparison.Ordinal);
        var commands = (await host.Client.GetFromJsonAsync<JsonObject>("/api/commands"))!["commands"]!.AsArray();
        Assert.Equal(("/status", false), ((string?)commands[0]!["name"], (bool)commands[0]!["legal"]!));
    }

    [Fact]
    public void Key_files_of_the_state_folder_are_readable_by_the_owner_only()
    {
        var state = Directory.CreateTempSubdirectory("seal").FullName;
        var sealedBefore = MailUpgrade.Service.Endpoints.PersonaSeal.In(state).Seal("executor", "");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(state, "web.key")));
        }
        Assert.Equal(("executor", ""), MailUpgrade.Service.Endpoints.PersonaSeal.In(state).Open(sealedBefore));
        Directory.Delete(state, recursive: true);
    }

    private static async Task<List<string?>> TextsAsync(WebHost host, string path) =>
        [.. (await host.Client.GetFromJsonAsync<JsonObject>(path))!["messages"]!.AsArray().Select(m => (string?)m!["text"])];
}
