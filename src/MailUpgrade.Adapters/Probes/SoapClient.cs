using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Zimbra's SOAP in its JSON form (zm-mailbox, store/docs/soap.txt): one request, one answer, from one source address.</summary>
/// <param name="access">Where and as whom.</param>
/// <param name="limit">From sending to the whole answer, wire clock.</param>
public sealed class SoapClient(MailAccess access, TimeSpan limit) : IDisposable
{
    private const int AdminPort = 7071;
    private const int UserPort = 8080;
    private const int MaxAnswer = 16 * 1024 * 1024;

    // A service that limits its rate says so with 503; it is asked again so often.
    private const int Tries = 6;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                if (access.Source is { } source)
                {
                    socket.Bind(new IPEndPoint(source, 0));
                }

                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
    })
    {
        Timeout = limit,
        MaxResponseContentBufferSize = MaxAnswer,
    };

    /// <summary>Logs in as the administrator at a mailbox host.</summary>
    /// <returns>The token for <see cref="AdminAsync"/>.</returns>
    /// <inheritdoc cref="AdminAsync" path="/exception"/>
    public async Task<string> LoginAsync(FleetHost host, CancellationToken ct)
    {
        var answer = await AdminAsync(
            host, null, "AuthRequest", new JsonObject { ["name"] = access.Admin, ["password"] = access.AdminPassword }, ct);
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
        CallAsync(host, AdminPort, "/service/admin/soap", token, request, "urn:zimbraAdmin", body, ct);

    /// <summary>A request of the user URL about the user's mail.</summary>
    /// <inheritdoc cref="AdminAsync" path="/exception"/>
    public Task<JsonObject> MailAsync(FleetHost host, string token, string request, JsonObject body, CancellationToken ct) =>
        CallAsync(host, UserPort, "/service/soap", token, request, "urn:zimbraMail", body, ct);

    /// <summary>A request of the user URL about the user's account.</summary>
    /// <inheritdoc cref="AdminAsync" path="/exception"/>
    public Task<JsonObject> AccountAsync(FleetHost host, string token, string request, JsonObject body, CancellationToken ct) =>
        CallAsync(host, UserPort, "/service/soap", token, request, "urn:zimbraAccount", body, ct);

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
        var url = new Uri($"http://{access.EndPoint(host, port)}{path}");
        for (var attempt = 1; ; attempt++)
        {
            var (status, answer) = await PostAsync(host, url, bytes, ct);
            if (status != HttpStatusCode.ServiceUnavailable || attempt == Tries)
            {
                return Read(host, request, status, answer);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), ct);
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Answer)> PostAsync(FleetHost host, Uri url, byte[] bytes, CancellationToken ct)
    {
        try
        {
            using var content = new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/json" } } };
            using var response = await _http.PostAsync(url, content, ct);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (HttpRequestException e)
        {
            throw new HostUnreachableException($"The mail service of {host.Name} does not answer at {url.Authority}.", e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MailFaultException($"no answer within {limit.TotalSeconds:0} s");
        }
    }

    private static JsonObject Read(FleetHost host, string request, HttpStatusCode status, byte[] answer)
    {
        if (status is not (HttpStatusCode.OK or HttpStatusCode.InternalServerError))
        {
            throw new HostUnreachableException($"The mail service of {host.Name} answered {(int)status}.");
        }

        JsonObject? body;
        try
        {
            body = JsonNode.Parse(answer)?["Body"]?.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HostUnreachableException($"The mail service of {host.Name} answered something that is not SOAP.", e);
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
