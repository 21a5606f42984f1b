using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// What stands before every request: the headers that tell a browser what this page never does, and the checks that the request
/// is meant for this page (Host, against rebound names) and comes from it (Origin and fetch metadata, against other pages).
/// A request without Origin passes only where no fetch metadata says that a browser sent it, or the drill's key does.
/// </summary>
internal sealed class RequestGuard(Uri url, Uri? publicUrl, Func<WebSetting> setting, DrillKey key) : IDisposable
{
    private const string Policy =
        "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'";

    private const string StrictTransport = "max-age=31536000";

    private readonly RequestPace pace = new(publicUrl is not null);
    private readonly string[] names = url.IsLoopback ? ["localhost", "127.0.0.1", "[::1]"] : [url.Host];

    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (publicUrl?.Scheme == Uri.UriSchemeHttps || http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = StrictTransport;
        }
        if ((Refuse(http) ?? (key.FitsHeader(http.Request) ? null : pace.Refuse(http))) is { } no)
        {
            await no.In(setting().Language).ExecuteAsync(http);
            return;
        }
        await next(http);
    }

    private WebRefusal? Refuse(HttpContext http)
    {
        var request = http.Request;
        if (!IsOurs(request.Host, http.Connection.LocalPort))
        {
            return WebRefusal.WrongHost;
        }
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var isPage = reads && !request.Path.StartsWithSegments("/api");
        string? site = request.Headers["Sec-Fetch-Site"];
        string? origin = request.Headers.Origin;
        if (origin is not null && !isPage && origin != $"{request.Scheme}://{request.Host.Value}" && origin != publicUrl?.GetLeftPart(UriPartial.Authority))
        {
            return WebRefusal.WrongOrigin;
        }
        // A person may follow a link to the page itself; everything below /api belongs to the page alone.
        var fromElsewhere = site is not (null or "same-origin" or "none");
        if (fromElsewhere && !isPage)
        {
            return WebRefusal.WrongOrigin;
        }
        return !reads && origin is null && site is not null && !key.FitsHeader(request) ? WebRefusal.WrongOrigin : null;
    }

    public void Dispose() => pace.Dispose();

    private bool IsOurs(HostString host, int localPort)
    {
        if (publicUrl is not null && string.Equals(host.Value, publicUrl.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        var port = url.Port > 0 ? url.Port : localPort;
        return host.HasValue && names.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            && (host.Port ?? (url.Scheme == "https" ? 443 : 80)) == port;
    }
}
