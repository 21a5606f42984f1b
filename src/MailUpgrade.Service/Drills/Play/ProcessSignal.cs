using System.Globalization;
using System.Runtime.InteropServices;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>Signals of POSIX, and what names a process beyond its number.</summary>
internal static class ProcessSignal
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int pid, int signal) => _ = kill(pid, signal);

    /// <summary>Ticks from boot to the start of a process, or null where it is gone.</summary>
    public static long? StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

#pragma warning disable CA2101, SYSLIB1054, IDE1006 // two integers: nothing to marshal, and source generation would need unsafe code
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
#pragma warning restore CA2101, SYSLIB1054, IDE1006
}
