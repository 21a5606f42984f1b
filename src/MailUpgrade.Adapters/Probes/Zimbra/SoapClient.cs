using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Probes.Web;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Zimbra's SOAP in its JSON form (zm-mailbox, store/docs/soap.txt): one request, one answer, from one source address.</summary>
/// <param name="access">Where and as whom.</param>
/// <param name="adminPort">Port of the admin URL.</param>
/// <param name="userPort">Port of the user URL.</param>
/// <param name="limit">From sending to the whole answer, wire clock.</param>
public sealed class SoapClient(MailAccess access, int adminPort, int userPort, TimeSpan limit) : IDisposable
{
    private const int MaxAnswer = 64 * 1024 * 1024;

    // A service that limits its rate says so with 503; a single request is asked again so often before the account is put off.
    private const int Tries = 4;

    private readonly HttpClient _http = ProbeHttp.Create(access, limit, MaxAnswer);

    /// <summary>Logs in as the administrator at a mailbox host.</summary>
    /// <returns>The token for <see cref="AdminAsync"/>.</returns>
    /// <inheritdoc cref="AdminAsync" path="/exception"/>
    public async Task<string> LoginAsync(FleetHost host, CancellationToken ct)
    {
        var answer = await AdminAsync(
            host, null, "AuthRequest", new JsonObject { ["name"] = access.Admin ?? throw new InvalidOperationException("The fleet's mail has no admin: write mail: { admin: ..., password: file:/... }."), ["password"] = access.AdminPassword ?? "" }, ct);
        return Content(answer, "authToken");
    }

    /// <summary>A token for acting as a user, given to an administrator without the user's password.</summary>
    /// <inheritdoc cref="AdminAsync" path="/exception"/>
    public async Task<string> DelegateAsync(FleetHost host, string adminToken, string address, CancellationToken ct)
    {
        var request = new JsonObject
        {
            ["duration"] = "3600",
            ["account"] = new JsonObject { ["by"] = "name", ["_content"] = address },
        };
        return Content(await AdminAsync(host, adminToken, "DelegateAuthRequest", request, ct), "authToken");
    }

    /// <summary>A request of the admin URL.</summary>
    /// <exception cref="HostUnreachableException">The service does not answer; asking again is sensible.</exception>
    /// <exception cref="MailFaultException">It answered with a fault, or not within the limit.</exception>
    public Task<JsonObject> AdminAsync(FleetHost host, string? token, string request, JsonObject body, CancellationToken ct) =>
        CallAsync(host, adminPort, "/service/admin/soap", token, request, "urn:zimbraAdmin", body, ct);

    /// <summary>A request of the user URL about the user's mail.</summary>
    /// <inheritdoc cref="AdminAsync" path="/exception"/>
    public Task<JsonObject> MailAsync(FleetHost host, string token, string request, JsonObject body, CancellationToken ct) =>
        CallAsync(host, userPort, "/service/soap", token, request, "urn:zimbraMail", body, ct);

    /// <summary>A request of the user URL about the user's account.</summary>
    /// <inheritdoc cref="AdminAsync" path="/exception"/>
    public Task<JsonObject> AccountAsync(FleetHost host, string token, string request, JsonObject body, CancellationToken ct) =>
        CallAsync(host, userPort, "/service/soap", token, request, "urn:zimbraAccount", body, ct);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> CallAsync(
        FleetHost host, int port, string path, string? token, string request, string space, JsonObject body, CancellationToken ct)
    {
        body["_jsns"] = space;
        var context = new JsonObject { ["_jsns"] = "urn:zimbra", ["userAgent"] = new JsonObject { ["name"] = "mailupgrade", ["version"] = "1" } };
        if (token is not null)
        {
            context["authToken"] = token;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new JsonObject
        {
            ["Header"] = new JsonObject { ["context"] = context },
            ["Body"] = new JsonObject { [request] = body },
        });
        var url = new Uri($"{access.UrlOf(host, port)}{path}");
        for (var attempt = 1; ; attempt++)
        {
            var (status, answer) = await AskAsync(host, url, bytes, CookieOf(path, token), ct);
            if (status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
            {
                return Read(host, request, status, answer);
            }
            if (attempt == Tries)
            {
                throw new RateRefusedException($"The mail service of {host.Name} refuses for rate.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), ct);
        }
    }

    // A server that was restarted resets the connections that were kept, each once; every request here may be asked again.
    private async Task<(HttpStatusCode Status, byte[] Answer)> AskAsync(FleetHost host, Uri url, byte[] bytes, string? cookie, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PostAsync(host, url, bytes, cookie, ct);
            }
            catch (HostUnreachableException) when (attempt < Tries)
            {
            }
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Answer)> PostAsync(FleetHost host, Uri url, byte[] bytes, string? cookie, CancellationToken ct)
    {
        try
        {
            using var content = new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/json" } } };
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
            if (cookie is not null)
            {
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
            }
            using var response = await _http.SendAsync(request, ct);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (HttpRequestException e)
        {
            throw new HostUnreachableException($"The mail service of {host.Name} does not answer at {url.Authority}.", e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MailFaultException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SlowCodes.NoAnswer} {limit.TotalSeconds:0.#} s"));
        }
    }

    // Behind a proxy of several stores the header alone does not find the way to the right one (zimbra.md 5.2).
    private static string? CookieOf(string path, string? token) => token is null ? null
        : $"{(path.Contains("/admin/", StringComparison.Ordinal) ? "ZM_ADMIN_AUTH_TOKEN" : "ZM_AUTH_TOKEN")}={token}";

    private static JsonObject Read(FleetHost host, string request, HttpStatusCode status, byte[] answer)
    {
        if (status is not (HttpStatusCode.OK or HttpStatusCode.InternalServerError))
        {
            throw new WebDownException(host.Name, (int)status);
        }

        JsonObject? body;
        try
        {
            body = JsonNode.Parse(answer)?["Body"]?.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new WebDownException(host.Name, (int)status, e);
        }

        if (body?[request.Replace("Request", "Response", StringComparison.Ordinal)] is JsonObject response)
        {
            return response;
        }

        var code = body?["Fault"]?["Detail"]?["Error"]?["Code"]?.GetValue<string>() ?? "service.FAILURE";
        throw code is "service.PROXY_ERROR" or "service.TEMPORARILY_UNAVAILABLE"
            ? new HostUnreachableException($"The mail service behind {host.Name} does not answer: {code}.")
            : new MailFaultException(code);
    }

    private static string Content(JsonObject answer, string name) =>
        (answer[name] is JsonArray { Count: > 0 } list ? list[0]?["_content"]?.GetValue<string>() : null)
        ?? throw new MailFaultException($"answer without {name}");
}
