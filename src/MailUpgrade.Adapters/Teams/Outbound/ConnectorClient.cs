using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MailUpgrade.Adapters.Teams.Outbound;

/// <summary>
/// The few calls of the Bot Connector (<c>/v3/conversations</c>) that this bot makes. Each is made once; who calls decides by
/// <see cref="ConnectorFaultException.Fault"/> what comes next. The token goes to allow-listed addresses only.
/// </summary>
public sealed class ConnectorClient(TeamsSettings settings, BotAccess access, HttpClient http, TimeProvider wire)
{
    /// <summary>From a call to its answer, on the wire clock.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int LargestAnswer = 1024 * 1024;

    /// <summary>Posts into a conversation or a thread of it. A call that got no answer may have been taken: repeating it may double.</summary>
    /// <returns>Id of the message; empty where none was given back.</returns>
    /// <exception cref="ConnectorFaultException">Not taken.</exception>
    public async Task<string> PostAsync(string serviceUrl, string conversation, string? answers, JsonObject activity, CancellationToken ct) =>
        Id(await CallAsync(HttpMethod.Post, serviceUrl, $"{Escaped(conversation)}/activities{(answers is null ? "" : "/" + Escaped(answers))}", activity, ct));

    /// <summary>Changes a message for everybody. May be called twice.</summary>
    /// <exception cref="ConnectorFaultException">Not taken.</exception>
    public Task UpdateAsync(string serviceUrl, string conversation, string message, JsonObject activity, CancellationToken ct) =>
        CallAsync(HttpMethod.Put, serviceUrl, $"{Escaped(conversation)}/activities/{Escaped(message)}", activity, ct);

    /// <summary>Begins a thread in a channel with a first message.</summary>
    /// <returns>Id of the thread's conversation and of the message; empty where none was given back.</returns>
    /// <exception cref="ConnectorFaultException">Not taken.</exception>
    public async Task<(string Thread, string Message)> BeginThreadAsync(string serviceUrl, string channel, string tenant, JsonObject activity, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["isGroup"] = true,
            ["bot"] = new JsonObject { ["id"] = settings.BotId },
            ["tenantId"] = tenant,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel }, ["tenant"] = new JsonObject { ["id"] = tenant } },
            ["activity"] = activity,
        };
        var answer = await CallAsync(HttpMethod.Post, serviceUrl, "", body, ct);
        return (Id(answer), Text(answer, "activityId"));
    }

    /// <summary>The private conversation with a person, made where there is none. May be called twice.</summary>
    /// <exception cref="ConnectorFaultException">Not taken.</exception>
    public async Task<string> OpenPersonalAsync(string serviceUrl, string tenant, string person, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["isGroup"] = false,
            ["bot"] = new JsonObject { ["id"] = settings.BotId },
            ["members"] = new JsonArray(new JsonObject { ["id"] = person }),
            ["tenantId"] = tenant,
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } },
        };
        return Id(await CallAsync(HttpMethod.Post, serviceUrl, "", body, ct));
    }

    /// <summary>How many people a conversation has; null where the answer does not say.</summary>
    /// <exception cref="ConnectorFaultException">Not taken.</exception>
    public async Task<int?> CountMembersAsync(string serviceUrl, string conversation, CancellationToken ct) =>
        await CallAsync(HttpMethod.Get, serviceUrl, $"{Escaped(conversation)}/members", null, ct) is JsonArray members ? members.Count : null;

    private async Task<JsonNode?> CallAsync(HttpMethod method, string serviceUrl, string path, JsonObject? body, CancellationToken ct)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var service) || !settings.Allows(service))
        {
            throw new ConnectorFaultException(ConnectorFault.Refused, $"{serviceUrl} is not in Teams:AllowedServiceUrls");
        }
        var place = new Uri($"{service.AbsoluteUri.TrimEnd('/')}/v3/conversations{(path.Length == 0 ? "" : "/" + path)}");
        using var patience = new CancellationTokenSource(Patience, wire);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await CallAsync(method, place, body, either.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ConnectorFaultException(ConnectorFault.Down, $"{service.Host}: {(fault is OperationCanceledException ? "no answer in time" : fault.Message)}", fault);
        }
    }

    private async Task<JsonNode?> CallAsync(HttpMethod method, Uri place, JsonObject? body, CancellationToken ct)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var token = await access.TokenAsync(ct);
            using var request = new HttpRequestMessage(method, place);
            request.Content = body is null ? null : new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content?.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && isFirst && token is not null)
            {
                await access.DropAsync(token, ct);
                continue;
            }
            return answer.IsSuccessStatusCode ? await ReadAsync(answer, ct) : throw FaultOf(answer);
        }
    }

    /// <summary>It was taken, whatever is left of the answer: half of one must not make the message go out twice.</summary>
    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(LargestAnswer, ct);
            return JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        }
        catch (Exception half) when (half is HttpRequestException or IOException or JsonException or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }
    }

    private ConnectorFaultException FaultOf(HttpResponseMessage answer)
    {
        var fault = answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests
                or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ConnectorFault.Down,
            HttpStatusCode.Forbidden => ConnectorFault.Stopped,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => ConnectorFault.Gone,
            _ => ConnectorFault.Refused,
        };
        var after = answer.Headers.RetryAfter is { } wanted ? wanted.Delta ?? wanted.Date - wire.GetUtcNow() : null;
        return new ConnectorFaultException(fault, $"{answer.RequestMessage?.RequestUri?.Host} answers {(int)answer.StatusCode}") { RetryAfter = after };
    }

    private static string Escaped(string id) => Uri.EscapeDataString(id);

    private static string Id(JsonNode? answer) => Text(answer, "id");

    private static string Text(JsonNode? answer, string name) =>
        answer is JsonObject found && found[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
