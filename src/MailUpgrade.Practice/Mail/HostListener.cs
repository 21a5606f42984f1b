using System.Net;
using System.Net.Sockets;

namespace MailUpgrade.Practice.Mail;

/// <summary>One open port. Closing it closes its connections too, as the end of a service does.</summary>
internal sealed class HostListener : IDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenSource _closing;
    private readonly ConnectionCount _count;
    private readonly MailServiceLimits _limits;
    private readonly Func<IPAddress, bool> _lets;
    private readonly Func<WireConnection, CancellationToken, Task> _serve;

    /// <exception cref="SocketException">The port is taken.</exception>
    public HostListener(
        IPEndPoint at, string? network, MailServiceLimits limits, ConnectionCount count, Func<IPAddress, bool> lets, Func<WireConnection, CancellationToken, Task> serve, CancellationToken ct)
    {
        (_limits, _count, _lets, _serve) = (limits, count, lets, serve);
        _closing = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _socket = NetworkNamespace.Make(network, () => Listening(at));
        _ = AcceptAsync();
    }

    private static Socket Listening(IPEndPoint at)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // No ReuseAddress: here it would mean SO_REUSEPORT too, and two clusters would share a port without a word.
            socket.Bind(at);
            socket.Listen(64);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(_closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // That client went away between knocking and entering.
                continue;
            }

            if (!MayEnter(client) || !_count.TryEnter(_limits.Connections))
            {
                // Reset, as a firewall with reject does: the client must not think that it was heard.
                client.LingerState = new LingerOption(true, 0);
                client.Dispose();
                continue;
            }

            _ = ServeAsync(client);
        }
    }

    private bool MayEnter(Socket client)
    {
        try
        {
            return client.RemoteEndPoint is IPEndPoint remote && _lets(remote.Address);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            // The rules are being replaced, or the client is gone already: refused, and the listener lives.
            return false;
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using var session = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            session.CancelAfter(_limits.Session);
            client.NoDelay = true;
            using var wire = new WireConnection(client, _limits, session.Token);
            await _serve(wire, session.Token);
        }
        catch (Exception)
        {
            // Whatever a client does or a file lacks ends this one connection and nothing else.
        }
        finally
        {
            client.Dispose();
            _count.Leave();
        }
    }
}

/// <summary>Connections over all listeners.</summary>
internal sealed class ConnectionCount
{
    private int _now;

    public bool TryEnter(int most)
    {
        if (Interlocked.Increment(ref _now) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref _now);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _now);
}
