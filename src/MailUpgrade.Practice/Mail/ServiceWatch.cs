using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// Tells at once when a file in one of some folders comes or goes. One inotify instance for all hosts: a FileSystemWatcher each would
/// take a thread and an instance per host, and loses a folder that a restore took away and made again.
/// </summary>
internal sealed class ServiceWatch : IDisposable
{
    private const uint CameOrWent = 0x100 | 0x200 | 0x40 | 0x80; // IN_CREATE IN_DELETE IN_MOVED_FROM IN_MOVED_TO
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle _inotify;
    private readonly Action _changed;

    /// <exception cref="IOException">The machine gives no more watches.</exception>
    public ServiceWatch(Action changed)
    {
        _changed = changed;
        var number = inotify_init1(CloseOnExec);
        if (number < 0)
        {
            throw new IOException($"inotify: error {Marshal.GetLastPInvokeError()}");
        }

        _inotify = new SafeFileHandle(number, ownsHandle: true);
        new Thread(Read) { IsBackground = true, Name = "inotify" }.Start();
    }

    /// <summary>Watches the folder from now on. Again on the same folder changes nothing; one that does not exist is let be.</summary>
    public void Add(string folder) => _ = inotify_add_watch(_inotify, folder, CameOrWent);

    /// <summary>The reading thread ends with the process: closing a descriptor does not wake a read on it.</summary>
    public void Dispose()
    {
    }

    private void Read()
    {
        var events = new byte[4096];
        while (read(_inotify, events, events.Length) > 0)
        {
            _changed();
        }
    }

#pragma warning disable CA2101, SYSLIB1054, IDE1006 // source generation would need unsafe code; paths are UTF-8 by the attribute below
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int inotify_init1(int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int inotify_add_watch(SafeFileHandle inotify, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mask);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint read(SafeFileHandle inotify, byte[] buffer, nint count);
#pragma warning restore CA2101, SYSLIB1054, IDE1006
}
