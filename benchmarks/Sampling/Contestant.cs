using System.Diagnostics;

namespace MailUpgrade.Benchmarks.Sampling;

/// <summary>One way to read all accounts over 50 connections at once, with its measured rounds.</summary>
internal sealed class Contestant(string name, Func<User, int, Task> read)
{
    public const int AtOnce = 50;

    public string Name => name;

    public List<double> Rates { get; } = [];

    public List<double> Milliseconds { get; } = [];

    public List<double> KilobytesPerAccount { get; } = [];

    public List<double> MicrosecondsPerAccount { get; } = [];

    public async Task RunAsync(IReadOnlyList<User> users)
    {
        var times = new double[users.Count];
        var (allocated, cpu) = (GC.GetTotalAllocatedBytes(), Process.GetCurrentProcess().TotalProcessorTime);
        var begin = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, users.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
        {
            var start = Stopwatch.GetTimestamp();
            await read(users[n], n);
            times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        });
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Rates.Add(users.Count / seconds);
        Milliseconds.AddRange(times);
        KilobytesPerAccount.Add((GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / users.Count);
        MicrosecondsPerAccount.Add((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / users.Count);
    }
}
