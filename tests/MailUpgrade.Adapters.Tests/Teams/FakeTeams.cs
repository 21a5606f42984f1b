using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>Teams as the bot reaches it: keys, tokens and conversations, with faults to order. It keeps what it was told.</summary>
public sealed class FakeTeams : HttpMessageHandler
{
    public const string Metadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";
    public const string TokenEndpoint = "https://login.microsoftonline.com/tenant/oauth2/v2.0/token";
    public const string Service = "https://smba.trafficmanager.net/apac/";

    private readonly Lock gate = new();
    private readonly List<FakeMessage> messages = [];
    private readonly List<string> calls = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int number;

    public TokenMaker Tokens { get; } = new();

    public List<JsonObject> Keys { get; } = [];

    /// <summary>Life of the tokens that it gives.</summary>
    public int TokenSeconds { get; set; } = 3600;

    /// <summary>Answers instead of the usual one; null lets a call through. Asked once per call to a conversation.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Fault { get; set; } = _ => null;

    /// <summary>The same for keys and tokens.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> SignInFault { get; set; } = _ => null;

    public int TokensGiven { get; private set; }

    /// <summary>Held up until it is done: calls to the token endpoint.</summary>
    public Task TokenGate { get; set; } = Task.CompletedTask;

    /// <summary>The same, after they were done and seen: calls to a conversation.</summary>
    public Func<HttpRequestMessage, Task> Answering { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    public IReadOnlyList<FakeMessage> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>Returns when something holds, or fails after half a minute of real time.</summary>
    public async Task<IReadOnlyList<FakeMessage>> UntilAsync(Func<IReadOnlyList<FakeMessage>, bool> holds)
    {
        using var patience = new CancellationTokenSource(Hang.After);
        while (true)
        {
            Task more;
            lock (gate)
            {
                more = changed.Task;
            }
            var now = Messages;
            if (holds(now))
            {
                return now;
            }
            await more.WaitAsync(patience.Token);
        }
    }

    public static HttpResponseMessage Answer(int status, string body = "", int? retryAfter = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        answer.Headers.RetryAfter = retryAfter is { } seconds ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) : null;
        return answer;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!.AbsoluteUri;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (gate)
        {
            calls.Add($"{request.Method} {url}");
        }
        if (url == Metadata || url.EndsWith("/keys", StringComparison.Ordinal) || url == TokenEndpoint)
        {
            return SignInFault(request) ?? await SignInAsync(url, cancellationToken);
        }
        var answer = Fault(request);
        if (answer is null && !IsCurrent(request.Headers.Authorization))
        {
            answer = Answer(401);
        }
        answer ??= Take(request, Uri.UnescapeDataString(request.RequestUri.AbsolutePath), body);
        Change();
        await Answering(request).WaitAsync(cancellationToken);
        return answer;
    }

    /// <summary>Tokens before the last one do not hold any more.</summary>
    private bool IsCurrent(AuthenticationHeaderValue? shown) => shown is { Scheme: "Bearer" } && shown.Parameter == $"token-{TokensGiven}";

    private async Task<HttpResponseMessage> SignInAsync(string url, CancellationToken ct)
    {
        if (url == Metadata)
        {
            return Answer(200, """{"issuer":"https://api.botframework.com","jwks_uri":"https://login.botframework.com/v1/.well-known/keys"}""");
        }
        if (url != TokenEndpoint)
        {
            return Answer(200, new JsonObject { ["keys"] = new JsonArray([Tokens.PublicKey(), .. Keys.Select(k => k.DeepClone())]) }.ToJsonString());
        }
        await TokenGate.WaitAsync(ct);
        return Answer(200, $$"""{"token_type":"Bearer","expires_in":{{TokenSeconds}},"access_token":"token-{{++TokensGiven}}"}""");
    }

    private HttpResponseMessage Take(HttpRequestMessage request, string path, string body)
    {
        var parts = path[(path.IndexOf("/v3/conversations", StringComparison.Ordinal) + 17)..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var json = body.Length > 0 ? JsonNode.Parse(body) as JsonObject : null;
        lock (gate)
        {
            switch (request.Method.Method, parts.Length)
            {
                case ("POST", 0) when (bool?)json!["isGroup"] == true:
                    var root = $"{++number}";
                    var thread = $"{json["channelData"]!["channel"]!["id"]};messageid={root}";
                    messages.Add(new FakeMessage(root, thread, null, json["activity"]!.AsObject()));
                    return Answer(201, $$"""{"id":"{{thread}}","activityId":"{{root}}"}""");
                case ("POST", 0):
                    return Answer(201, $$"""{"id":"a:{{json!["members"]![0]!["id"]}}"}""");
                case ("POST", 2 or 3):
                    var made = new FakeMessage($"{++number}", parts[0], parts.Length > 2 ? parts[2] : null, json!);
                    messages.Add(made);
                    return Answer(201, $$"""{"id":"{{made.Id}}"}""");
                case ("PUT", 3):
                    var at = messages.FindIndex(m => m.Id == parts[2] && m.Conversation == parts[0]);
                    if (at < 0)
                    {
                        return Answer(404);
                    }
                    messages[at] = messages[at] with { Activity = json!, Edits = messages[at].Edits + 1 };
                    return Answer(200, $$"""{"id":"{{parts[2]}}"}""");
                default:
                    return request.Method == HttpMethod.Get ? Answer(200, """[{"id":"29:a"},{"id":"29:b"}]""") : Answer(405);
            }
        }
    }

    private void Change()
    {
        TaskCompletionSource done;
        lock (gate)
        {
            (done, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        done.SetResult();
    }
}

/// <summary>A message as it stands in a conversation.</summary>
public sealed record FakeMessage(string Id, string Conversation, string? ReplyTo, JsonObject Activity, int Edits = 0)
{
    /// <summary>The card, or null.</summary>
    public JsonObject? Card => Activity["attachments"]?[0]?["content"] as JsonObject;

    /// <summary>Text that people read, line by line.</summary>
    public IReadOnlyList<string> Lines => Card is { } card
        ? [.. card["body"]!.AsArray().SelectMany(e => (string?)e!["type"] switch
        {
            "RichTextBlock" => ((string)e["inlines"]![0]!["text"]!).Split('\n'),
            "TextBlock" => [(string)e["text"]!],
            _ => [],
        })]
        : ((string?)Activity["text"] ?? "").Split('\n');

    /// <summary>Buttons: what each shows and the id that it carries.</summary>
    public IReadOnlyList<(string Title, string Id)> Buttons => Card is not { } card ? [] :
        [.. card["body"]!.AsArray().Where(e => (string?)e!["type"] == "ColumnSet").SelectMany(e => e!["columns"]!.AsArray())
            .Select(c => c!["items"]![0]!["actions"]![0]!).Select(a => ((string)a["title"]!, (string)a["data"]!["press"]!))];

    /// <summary>It calls people.</summary>
    public bool Alerts => (bool?)Activity["channelData"]?["notification"]?["alert"] == true;
}
