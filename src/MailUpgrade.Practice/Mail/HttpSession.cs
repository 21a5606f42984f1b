using System.Globalization;
using System.Text;
using MailUpgrade.Practice.Mail.Soap;

namespace MailUpgrade.Practice.Mail;

/// <summary>As much of HTTP/1.1 as SOAP clients and look-alive probes need; a body has a stated length.</summary>
/// <param name="soap">Answers requests.</param>
/// <param name="store">The store asked, or null at a proxy.</param>
/// <param name="admin">This is the admin port.</param>
/// <param name="gateway">At a proxy: may it pass requests on (its routes are good and a store is up)?</param>
internal sealed class HttpSession(SoapService soap, MailStore? store, bool admin, Func<bool> gateway)
{
    private static int _turn;

    public async Task RunAsync(WireConnection wire, CancellationToken ct)
    {
        while (await wire.ReadLineAsync() is { } first)
        {
            if (first.Split(' ') is not [var method, var path, "HTTP/1.1" or "HTTP/1.0"])
            {
                await AnswerAsync(wire, 400, "text/plain", "Bad Request"u8.ToArray(), keep: false);
                return;
            }

            var headers = await HeadersAsync(wire);
            if (headers.ContainsKey("transfer-encoding"))
            {
                await AnswerAsync(wire, 411, "text/plain", "Length Required"u8.ToArray(), keep: false);
                return;
            }

            var stated = headers.GetValueOrDefault("content-length", "0");
            if (!long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > wire.Limits.Body)
            {
                await AnswerAsync(wire, 413, "text/plain", "Payload Too Large"u8.ToArray(), keep: false);
                return;
            }

            if (headers.GetValueOrDefault("expect", string.Empty).Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            {
                await wire.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
            }

            var body = await wire.ReadBodyAsync(length);
            var keep = !headers.GetValueOrDefault("connection", string.Empty).Equals("close", StringComparison.OrdinalIgnoreCase);
            var (status, type, content) = await RespondAsync(method, path, headers, body, ct);
            await AnswerAsync(wire, status, type, method == "HEAD" ? [] : content, keep);
            if (!keep)
            {
                return;
            }
        }
    }

    private async Task<(int Status, string Type, byte[] Content)> RespondAsync(
        string method, string path, Dictionary<string, string> headers, byte[] body, CancellationToken ct)
    {
        if (store is null && !gateway())
        {
            return (502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"u8.ToArray());
        }

        if (store is { RateLimited: true } && Interlocked.Increment(ref _turn) % 2 == 0)
        {
            return (503, "text/html", "<html><body>DoSFilter: too many requests</body></html>"u8.ToArray());
        }

        if (store is { WebDown: true } && !admin)
        {
            return (404, "text/html", "<html><head><title>Error 404 Not Found</title></head><body>Powered by Jetty</body></html>"u8.ToArray());
        }

        if (!admin && (path == "/Microsoft-Server-ActiveSync" || path.StartsWith("/dav/", StringComparison.Ordinal)))
        {
            return IsUser(headers) ? (path[1] == 'd' ? 207 : 200, "text/xml", "<?xml version=\"1.0\"?><multistatus xmlns=\"DAV:\"/>"u8.ToArray()) : (401, "text/plain", "Unauthorized"u8.ToArray());
        }

        if (path.StartsWith(admin ? "/service/admin/soap" : "/service/soap", StringComparison.Ordinal))
        {
            if (method != "POST")
            {
                return (405, "text/plain", "POST only"u8.ToArray());
            }

            var (status, json) = await soap.HandleAsync(store, admin, body, Cookie(headers, admin ? "ZM_ADMIN_AUTH_TOKEN" : "ZM_AUTH_TOKEN"), ct);
            return (status, "application/json;charset=utf-8", json);
        }

        return path is "/" or "/zimbraAdmin" or "/zimbraAdmin/"
            ? (200, "text/html", "<html><head><title>Zimbra Web Client Sign In</title></head><body><form method=\"post\" name=\"loginForm\"></form></body></html>"u8.ToArray())
            : (404, "text/plain", "Not Found"u8.ToArray());
    }

    private bool IsUser(Dictionary<string, string> headers)
    {
        var basic = headers.GetValueOrDefault("authorization", string.Empty);
        var buffer = new byte[1024];
        return basic.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && basic.Length < 1024
            && Convert.TryFromBase64String(basic[6..].Trim(), buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [var user, var password] && soap.IsUser(user, password);
    }

    private static async Task<Dictionary<string, string>> HeadersAsync(WireConnection wire)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var count = 0; await wire.ReadLineAsync() is { Length: > 0 } line; count++)
        {
            if (count >= wire.Limits.Headers)
            {
                throw new WireLimitException("too many headers");
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        return headers;
    }

    private static string? Cookie(Dictionary<string, string> headers, string name)
    {
        var start = name + "=";
        return headers.GetValueOrDefault("cookie", string.Empty).Split(';').Select(c => c.Trim())
            .FirstOrDefault(c => c.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
    }

    private static Task AnswerAsync(WireConnection wire, int status, string type, byte[] content, bool keep)
    {
        var reason = status switch { 200 => "OK", 502 => "Bad Gateway", 503 => "Service Unavailable", 500 => "Server Error", _ => "Error" };
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {reason}\r\nContent-Type: {type}\r\nMS-ASProtocolVersions: 2.5,12.1,14.1\r\nContent-Length: {content.Length}\r\nConnection: {(keep ? "keep-alive" : "close")}\r\n\r\n");
        return wire.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. content]);
    }
}
