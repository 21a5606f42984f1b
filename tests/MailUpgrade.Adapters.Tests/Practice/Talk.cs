using System.Net;
using System.Net.Sockets;
using System.Text;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>A client that speaks by hand.</summary>
public sealed class Talk : IDisposable
{
    private readonly TcpClient _client = new(AddressFamily.InterNetwork);
    private StreamReader _reader = StreamReader.Null;

    public NetworkStream Stream => _client.GetStream();

    public static async Task<Talk> ToAsync(IPEndPoint at, IPAddress? from = null)
    {
        var talk = new Talk();
        if (from is not null)
        {
            talk._client.Client.Bind(new IPEndPoint(from, 0));
        }

        try
        {
            await talk._client.ConnectAsync(at);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Let in and thrown out again before connect returned: the same as closed at once.
            return talk;
        }

        talk._reader = new StreamReader(talk.Stream, Encoding.Latin1);
        return talk;
    }

    public Task SayAsync(string line) => Stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n")).AsTask();

    /// <summary>Null: the other side closed or reset.</summary>
    public async Task<string?> HearAsync()
    {
        try
        {
            return await _reader.ReadLineAsync().WaitAsync(Hang.After);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task<string> HearUntilAsync(string start)
    {
        var all = new StringBuilder();
        while (await HearAsync() is { } line)
        {
            all.Append(line).Append('\n');
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return all.ToString();
            }
        }

        return all.Append("<end>").ToString();
    }

    public static async Task<bool> ListensAsync(IPEndPoint at)
    {
        try
        {
            using var talk = await ToAsync(at);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    public void Dispose() => _client.Dispose();
}
