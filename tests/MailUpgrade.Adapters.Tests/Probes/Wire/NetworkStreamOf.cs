using System.Net.Sockets;
using System.Text;

namespace MailUpgrade.Adapters.Tests.Probes.Wire;

/// <summary>What a hostile server does to one client.</summary>
internal sealed class NetworkStreamOf(NetworkStream stream, CancellationToken ct)
{
    public Task ForeverAsync() => new TaskCompletionSource().Task.WaitAsync(ct);

    public async Task WriteAsync(byte[] bytes) => await stream.WriteAsync(bytes, ct);

    /// <summary>A little while: a server that drips waits between its bytes.</summary>
    public async Task PauseAsync()
    {
        using var while_ = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        await while_.WaitForNextTickAsync(ct);
    }

    public async Task RepeatAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(text, Math.Max(1, 8192 / text.Length))));
        while (true)
        {
            await stream.WriteAsync(bytes, ct);
        }
    }
}
