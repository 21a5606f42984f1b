using System.Globalization;
using MailUpgrade.Adapters.Local;

namespace MailUpgrade.Practice.Cluster;

/// <summary>Names one process for good: a number alone is given to somebody else one day.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="StartTime">Clock ticks from boot to its start.</param>
/// <param name="BootId">Of which boot.</param>
internal sealed record ProcessMark(int Pid, long StartTime, string BootId)
{
    public bool Lives => BootId == BootNow() && Signals.StartTime(Pid) == StartTime;

    public static ProcessMark OfThisProcess() => new(Environment.ProcessId, Signals.StartTime(Environment.ProcessId) ?? 0, BootNow());

    /// <summary>Null where the file is absent or not such a mark.</summary>
    public static ProcessMark? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim().Split(' ') is [var pid, var start, var boot]
                && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
                && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
                ? new ProcessMark(p, s, boot)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string path) => ClusterFiles.Write(path, string.Create(CultureInfo.InvariantCulture, $"{Pid} {StartTime} {BootId}\n"));

    private static string BootNow() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
