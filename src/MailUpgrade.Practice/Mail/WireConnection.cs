using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailUpgrade.Practice.Mail;

/// <summary>One client: bounded lines and bodies, each within its time. What goes over a limit ends the connection.</summary>
internal sealed class WireConnection(Socket socket, MailServiceLimits limits, CancellationToken session) : IDisposable
{
    private readonly byte[] _buffer = new byte[4096];
    private int _from;
    private int _to;

    public MailServiceLimits Limits => limits;

    public IPAddress Remote => ((IPEndPoint)socket.RemoteEndPoint!).Address;

    /// <summary>A line without its end as Latin-1, so that no byte is lost; null at the end of the stream.</summary>
    /// <exception cref="WireLimitException">The line is too long.</exception>
    public async Task<string?> ReadLineAsync()
    {
        using var time = Time();
        var line = new StringBuilder();
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            var take = end < 0 ? _to - _from : end + 1;
            if (line.Length + take > limits.Line)
            {
                throw new WireLimitException("line too long");
            }

            line.Append(Encoding.Latin1.GetString(_buffer, _from, take));
            _from += take;
            if (end >= 0)
            {
                line.Length -= line.Length > 1 && line[^2] == '\r' ? 2 : 1;
                return line.ToString();
            }

            if (!await FillAsync(time.Token))
            {
                return null;
            }
        }
    }

    /// <summary>Exactly so many bytes.</summary>
    /// <exception cref="WireLimitException">More than a body may have.</exception>
    /// <exception cref="EndOfStreamException">The client went away.</exception>
    public async Task<byte[]> ReadBodyAsync(long length)
    {
        if (length < 0 || length > limits.Body)
        {
            throw new WireLimitException("body too large");
        }

        using var time = Time();
        var body = new byte[length];
        for (var have = 0; have < body.Length;)
        {
            if (_from == _to && !await FillAsync(time.Token))
            {
                throw new EndOfStreamException();
            }

            var take = Math.Min(_to - _from, body.Length - have);
            _buffer.AsSpan(_from, take).CopyTo(body.AsSpan(have));
            _from += take;
            have += take;
        }

        return body;
    }

    public Task WriteLineAsync(string line) => WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        using var time = Time();
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, time.Token)..];
        }
    }

    public void Dispose() => socket.Dispose();

    private CancellationTokenSource Time()
    {
        var time = CancellationTokenSource.CreateLinkedTokenSource(session);
        time.CancelAfter(limits.Idle);
        return time;
    }

    private async Task<bool> FillAsync(CancellationToken ct)
    {
        _from = 0;
        _to = 0;
        _to = await socket.ReceiveAsync(_buffer, SocketFlags.None, ct);
        return _to > 0;
    }
}

/// <summary>A client wanted more than it may have.</summary>
internal sealed class WireLimitException(string message) : Exception(message);
