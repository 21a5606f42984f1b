using System.Diagnostics;
using System.Text;

namespace MailUpgrade.Benchmarks.Journal;

/// <summary>The measure: 500 bytes at the end of a file, then fsync. No chain, no query, no order between callers.</summary>
internal sealed class RawAppend(string path) : Contestant
{
    private readonly FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly byte[] line = Encoding.ASCII.GetBytes(new string('x', EventBytes - 1) + "\n");

    public override string Name => "raw append + fsync";

    // On a pool thread, as the journal's callers are: the two must differ in nothing but what they write.
    public override Task<(double Seconds, double[] LatenciesUs)> RunAsync(int events, CancellationToken ct) =>
        Task.Run(() => Append(events), ct);

    public override void Dispose() => file.Dispose();

    private (double Seconds, double[] LatenciesUs) Append(int events)
    {
        var latencies = new double[events];
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < events; i++)
        {
            var before = Stopwatch.GetTimestamp();
            file.Write(line);
            file.Flush(flushToDisk: true);
            latencies[i] = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
        }
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, latencies);
    }
}
