using System.Net;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>From where a request comes.</summary>
internal static class ReaderAddress
{
    /// <summary>
    /// The address of the connection. Behind a proxy on this machine the last one of <c>X-Forwarded-For</c>: that one the proxy wrote itself, those before
    /// it anybody may have.
    /// </summary>
    public static IPAddress? Of(HttpContext http, bool behindProxy)
    {
        var from = http.Connection.RemoteIpAddress;
        return behindProxy && from is not null && IPAddress.IsLoopback(from)
            && IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(), out var told) ? told : from;
    }
}
