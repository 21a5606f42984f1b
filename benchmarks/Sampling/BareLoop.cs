using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailUpgrade.Benchmarks.Sampling;

/// <summary>The least that could be done: one write, and reading until the end of the last answer, understanding nothing.</summary>
internal static class BareLoop
{
    public static async Task ListAsync(User user, int n, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(new IPAddress([127, 0, 60, (byte)(1 + (n % 5))]), port));
        await socket.SendAsync(Encoding.ASCII.GetBytes($"a LOGIN \"{user.Name}\" \"{user.Password}\"\r\nb LIST \"\" \"*\" RETURN (STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))\r\nc LOGOUT\r\n"));
        var buffer = new byte[8192];
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None);
            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\nc OK"u8) >= 0)
            {
                return;
            }
            if (read == 0)
            {
                throw new InvalidOperationException("cut");
            }
        }
    }
}
