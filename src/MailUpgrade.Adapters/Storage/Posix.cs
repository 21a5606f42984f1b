using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The one thing that .NET's files cannot do: open for reading without asking for a lock, and open a folder to flush it.</summary>
internal static class Posix
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenRead(string path)
    {
        var descriptor = Open(path, ReadOnlyCloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe blocks in the whole project for one call.
    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
#pragma warning restore SYSLIB1054
}
