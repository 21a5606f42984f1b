using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MailUpgrade.Practice.Mail;

/// <summary>Sockets in another network namespace than this process's own: a socket belongs to the one in which its thread was when it was made (setns(2)).</summary>
internal static class NetworkNamespace
{
    private const int NewNet = 0x40000000;

    /// <summary>Makes a socket there. Needs root where <paramref name="path"/> is not null.</summary>
    /// <param name="path">E.g. <c>/run/netns/NAME</c>; null for this process's own.</param>
    /// <param name="make">Makes and binds it.</param>
    /// <exception cref="SocketException">The namespace is gone, or what <paramref name="make"/> throws.</exception>
    public static Socket Make(string? path, Func<Socket> make)
    {
        if (path is null)
        {
            return make();
        }

        Socket? made = null;
        ExceptionDispatchInfo? fault = null;
        // A thread of its own, that ends with it: no other work may find itself in that network.
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle(path);
                made = SetNs(handle, NewNet) == 0 ? make() : throw new SocketException((int)SocketError.NetworkDown);
            }
            catch (IOException)
            {
                fault = ExceptionDispatchInfo.Capture(new SocketException((int)SocketError.NetworkDown));
            }
            catch (SocketException e)
            {
                fault = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        fault?.Throw();
        return made!;
    }

#pragma warning disable SYSLIB1054 // source generation would need unsafe code for one call
    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNs(SafeFileHandle file, int kind);
#pragma warning restore SYSLIB1054
}
