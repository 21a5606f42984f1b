using System.Diagnostics;

namespace MailUpgrade.Benchmarks.Fanout;

/// <summary>Wall time of one piece of work.</summary>
internal static class Stopwatching
{
    public static async Task<double> MsAsync(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
