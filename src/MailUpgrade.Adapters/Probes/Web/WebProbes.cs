using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes.Web;

/// <summary>Probes over HTTP that only look: login page, mobile sync, CalDAV. Each gives "ok" or the code of what it saw.</summary>
public sealed class WebProbes(MailAccess access, TimeSpan limit) : IDisposable
{
    private const int MostBytes = 4 * 1024 * 1024;
    private readonly HttpClient _http = ProbeHttp.Create(access, limit, MostBytes);

    /// <summary>A page with a form to log in.</summary>
    public Task<string> PageAsync(FleetHost host, int port, CancellationToken ct) => AskAsync(host, port, HttpMethod.Get, "/", null, async response =>
    {
        if (response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Found or HttpStatusCode.MovedPermanently)
        {
            return AccountState.Ok;
        }
        var text = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(ct));
        return response.StatusCode != HttpStatusCode.OK ? Code(response)
            : text.Contains("<form", StringComparison.OrdinalIgnoreCase) ? AccountState.Ok : "no login form";
    }, ct);

    /// <summary>Exchange ActiveSync answers OPTIONS with its versions (MS-ASHTTP 2.2.4).</summary>
    public Task<string> MobileAsync(FleetHost host, int port, string user, string password, CancellationToken ct) =>
        AskAsync(host, port, HttpMethod.Options, "/Microsoft-Server-ActiveSync", Basic(user, password), response => Task.FromResult(
            response.StatusCode == HttpStatusCode.OK && response.Headers.Contains("MS-ASProtocolVersions") ? AccountState.Ok : Code(response)), ct);

    /// <summary>CalDAV answers PROPFIND with 207 (RFC 4918).</summary>
    public Task<string> CalendarAsync(FleetHost host, int port, string user, string password, CancellationToken ct) =>
        AskAsync(host, port, new HttpMethod("PROPFIND"), $"/dav/{Uri.EscapeDataString(user)}/", Basic(user, password), response => Task.FromResult(
            response.StatusCode == HttpStatusCode.MultiStatus ? AccountState.Ok : Code(response)), ct);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string> AskAsync(FleetHost host, int port, HttpMethod method, string path, AuthenticationHeaderValue? login, Func<HttpResponseMessage, Task<string>> judge, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(access.UrlOf(host, port) + path));
            request.Headers.Authorization = login;
            if (method.Method == "PROPFIND")
            {
                request.Headers.Add("Depth", "0");
            }
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            return response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
                ? throw new RateRefusedException($"{host.Name} refuses for rate.") : await judge(response);
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is System.Security.Authentication.AuthenticationException ? "certificate refused" : "no connection";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{SlowCodes.NoAnswer} {limit.TotalSeconds:0.#} s");
        }
    }

    private static string Code(HttpResponseMessage response) => string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");

    private static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
