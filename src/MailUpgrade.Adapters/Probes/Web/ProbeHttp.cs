using System.Net;
using System.Net.Sockets;

namespace MailUpgrade.Adapters.Probes.Web;

/// <summary>HTTP clients of probes: no proxy, no cookie jar, no redirect followed, from the tester's address, bounded in size and time.</summary>
public static class ProbeHttp
{
    /// <summary>A client; the caller disposes of it.</summary>
    /// <param name="access">Source address and trust.</param>
    /// <param name="limit">From sending to the whole answer, wire clock.</param>
    /// <param name="mostBytes">Longest answer.</param>
    public static HttpClient Create(MailAccess access, TimeSpan limit, int mostBytes)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    if (access.Source is { } source)
                    {
                        socket.Dispose();
                        socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
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
            MaxResponseHeadersLength = 64,
        };
        if (access.Tls)
        {
            handler.SslOptions = access.Trust.OptionsFor("");
            handler.SslOptions.TargetHost = null;
        }
        return new HttpClient(new ResetConnections(handler)) { Timeout = limit, MaxResponseContentBufferSize = mostBytes };
    }
}
