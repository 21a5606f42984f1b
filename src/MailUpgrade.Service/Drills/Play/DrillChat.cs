using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>The page's API as a drill uses it: everybody of the script at once, each with a cookie of their own.</summary>
internal sealed class DrillChat(Uri url, string key, HttpClient watcher) : IDisposable
{
    private readonly Dictionary<string, HttpClient> people = [];
    private readonly Dictionary<string, DrillMessage> messages = [];
    private long rev;
    private long earlier;
    private string? told;

    /// <summary>Messages as they are now, oldest first.</summary>
    public IEnumerable<DrillMessage> Messages => messages.Values.OrderBy(m => m.Seq);

    /// <summary>A client that shows the drill's key.</summary>
    public static HttpClient NewClient(Uri url, string key)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false })
        {
            BaseAddress = url,
            Timeout = TimeSpan.FromSeconds(30),
        };
        client.DefaultRequestHeaders.Add("X-Drill-Key", key);
        return client;
    }

    /// <summary>What changed since the last look, oldest change first.</summary>
    public async Task<IReadOnlyList<DrillMessage>> LookAsync(CancellationToken ct)
    {
        var page = await watcher.GetFromJsonAsync<DrillMessages>($"/api/messages?after=0&rev={rev}", ct);
        var news = page!.Messages.OrderBy(m => m.Rev).ToList();
        rev = news.Count > 0 ? Math.Max(rev, news[^1].Rev) : rev;
        news = [.. news.Select(m => m with { Rev = earlier + m.Rev })];
        news.ForEach(m => messages[m.Id] = m);
        return news;
    }

    /// <summary>Types a line.</summary>
    /// <returns>Refusal code, or null where it was taken.</returns>
    public async Task<string?> SayAsync(string person, string id, string text, CancellationToken ct) =>
        await PostAsync(await SpeakerAsync(person, ct), "/api/say", new { id, text }, ct);

    /// <summary>Presses a button.</summary>
    /// <returns>Refusal code, or null where it was taken.</returns>
    public async Task<string?> PressAsync(string person, string id, DrillMessage message, DrillButton button, CancellationToken ct) =>
        await PostAsync(await SpeakerAsync(person, ct), "/api/press", new { id, message = message.Id, button = button.Id }, ct);

    /// <summary>A script line is being played.</summary>
    public Task PlayAsync(CancellationToken ct) => TellAsync("/drill/play", new JsonObject(), ct);

    /// <summary>The script waits, and has read the journal up to an event.</summary>
    public Task IdleAsync(DateTimeOffset until, long seq, CancellationToken ct) =>
        TellAsync("/drill/idle", new JsonObject { ["until"] = until.ToString("O"), ["seq"] = $"{seq}" }, ct);

    /// <summary>What was told to the service was told to one that is no more.</summary>
    public void Forget() => told = null;

    /// <summary>The page begins empty and knows nobody: its numbers go on behind those of the lost one.</summary>
    public void Restart()
    {
        (earlier, rev, told) = (earlier + rev, 0, null);
        messages.Clear();
        foreach (var client in people.Values)
        {
            client.Dispose();
        }
        people.Clear();
    }

    /// <summary>Run clock.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken ct) =>
        (await watcher.GetFromJsonAsync<DrillNow>("/drill/clock", ct))!.Now;

    public void Dispose()
    {
        foreach (var client in people.Values)
        {
            client.Dispose();
        }
    }

    private static async Task<string?> PostAsync(HttpClient client, string path, object body, CancellationToken ct)
    {
        using var answer = await client.PostAsJsonAsync(path, body, ct);
        if (answer.IsSuccessStatusCode)
        {
            return null;
        }
        var reason = await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
        return (string?)reason?["code"] ?? $"HTTP {(int)answer.StatusCode}";
    }

    private async Task<HttpClient> SpeakerAsync(string person, CancellationToken ct)
    {
        if (people.TryGetValue(person, out var known))
        {
            return known;
        }
        var client = NewClient(url, key);
        people[person] = client;
        if (await PostAsync(client, "/api/persona", new { person, key }, ct) is { } refused)
        {
            throw new DrillFailedException($"nobody can speak as {person}: {refused}");
        }
        return client;
    }

    private async Task TellAsync(string path, JsonObject body, CancellationToken ct)
    {
        var text = path + body.ToJsonString();
        if (text == told)
        {
            return;
        }
        using var answer = await watcher.PostAsJsonAsync(path, body, ct);
        answer.EnsureSuccessStatusCode();
        told = text;
    }
}

/// <summary>Answer of <c>/api/messages</c>.</summary>
internal sealed record DrillMessages(IReadOnlyList<DrillMessage> Messages);

/// <summary>Answer of <c>/drill/clock</c>.</summary>
internal sealed record DrillNow(DateTimeOffset Now);

/// <summary>A message as a drill gets it.</summary>
internal sealed record DrillMessage(
    string Id, long Seq, long Rev, DateTimeOffset At, string From, string Kind, string Text, IReadOnlyList<DrillButton> Buttons,
    bool Edited, string? Answers, string? Refusal)
{
    [JsonIgnore]
    public bool IsOfTheBot => From == "bot";
}

/// <summary>A button with the command behind it.</summary>
internal sealed record DrillButton(string Id, string Text, string Command)
{
    /// <summary>Whether it carries a command: its word alone, or with the same words behind it.</summary>
    public bool Carries(string word) => Command == "/" + word || Command.StartsWith($"/{word} ", StringComparison.Ordinal);
}
