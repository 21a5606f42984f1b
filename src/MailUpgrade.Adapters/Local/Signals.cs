using System.Runtime.InteropServices;

namespace MailUpgrade.Adapters.Local;

/// <summary>Signals to processes and whole groups, and the identity of a process beyond its number.</summary>
internal static class Signals
{
    public const int Term = 15;
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>False where no such process or group exists.</summary>
    public static bool Send(int pid, int signal) => kill(pid, signal) == 0;

    /// <summary>False where the group is gone.</summary>
    public static bool SendToGroup(int pgid, int signal) => pgid > 1 && kill(-pgid, signal) == 0;

    /// <summary>Start time in ticks since boot; null where the process is gone or a zombie.</summary>
    public static long? StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : long.Parse(fields[19], System.Globalization.CultureInfo.InvariantCulture);
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
