using System.Net.Sockets;

namespace MailUpgrade.Adapters;

/// <summary>
/// A server that resets a connection the moment it is made lets a bare <see cref="SocketException"/> through <see cref="HttpClient"/>
/// instead of the promised <see cref="HttpRequestException"/>; whoever calls should meet one kind of fault for one kind of event.
/// </summary>
internal sealed class ResetConnections(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException reset)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, reset.Message, reset);
        }
    }
}
