using System.Net;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Adapters.Teams.Inbound;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// <c>POST /api/messages</c>: where Teams brings what people say. It stands before the page and its guard, since it is called from
/// elsewhere under another name; what it believes is in the token alone. Refusals have an empty body.
/// </summary>
internal static class TeamsEndpoint
{
    private const string Path = "/api/messages";
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>Maps it. To be called before the page.</summary>
    public static void MapTeams(this WebApplication app, TeamsChannel channel) => app.Use(next => http =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path == Path ? AnswerAsync(http, channel) : next(http));

    private static async Task AnswerAsync(HttpContext http, TeamsChannel channel)
    {
        var body = await ReadAsync(http.Request, http.RequestAborted);
        var answer = body is null ? new TeamsAnswer(StatusCodes.Status413PayloadTooLarge)
            : await channel.Receiver.ReceiveAsync(new TeamsRequest(http.Request.Headers.Authorization, IsDirectLoopback(http), body.Value), http.RequestAborted);
        http.Response.StatusCode = answer.Status;
        if (answer.Body is { } json)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.WriteAsync(json.ToJsonString(), http.RequestAborted);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = TeamsRequest.LargestBody;
        }
        try
        {
            using var kept = new MemoryStream();
            await request.Body.CopyToAsync(kept, ct);
            return kept.Length > TeamsRequest.LargestBody ? null : kept.ToArray();
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private static bool IsDirectLoopback(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && !ProxyHeaders.Any(http.Request.Headers.ContainsKey);
}
