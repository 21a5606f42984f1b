using System.Net;
using System.Net.Sockets;
using MailUpgrade.Adapters.Probes.Wire;

namespace MailUpgrade.Adapters.Tests.Probes.Wire;

/// <summary>A server that does with each connection what a test says.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public HostileServer(Func<NetworkStream, CancellationToken, Task> behave)
    {
        _listener.Start();
        _serving = ServeAsync(behave);
    }

    public WireTarget Target => new("store1", _listener.LocalEndpoint, "127.0.0.1", TlsMode.None);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await Task.WhenAny(_serving);
        _end.Dispose();
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> behave)
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            try
            {
                await behave(client.GetStream(), _end.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client has had enough.
            }
        }
    }
}
