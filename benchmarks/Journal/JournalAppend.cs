using System.Diagnostics;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Benchmarks.Journal;

/// <summary>The product's journal: every call appends one event to its caller's own stream and waits until it is durable.</summary>
internal sealed class JournalAppend(string path, int callers) : Contestant
{
    private readonly SqliteJournal journal = new(path);
    private readonly long[] seqs = new long[callers];

    // Exported, an event with this body is about 500 bytes long.
    private readonly string body = "{\"step\":\"upgrade-store/mbs3\",\"text\":\"" + new string('x', EventBytes - 250) + "\"}";

    public override string Name => callers == 1 ? "journal, one caller" : $"journal, {callers} callers";

    public override int Weight => callers == 1 ? 1 : 4;

    public override async Task<(double Seconds, double[] LatenciesUs)> RunAsync(int events, CancellationToken ct)
    {
        var each = events / callers;
        var latencies = new double[each * callers];
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => AppendAsync(caller, each, latencies, ct), ct)));
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, latencies);
    }

    public override void Dispose() => journal.Dispose();

    private async Task AppendAsync(int caller, int count, double[] latencies, CancellationToken ct)
    {
        var entries = new[] { new NewJournalEntry(DateTimeOffset.UnixEpoch, "step-started", "bot", "-", body) };
        for (var i = 0; i < count; i++)
        {
            var before = Stopwatch.GetTimestamp();
            var lines = await journal.AppendAsync($"run-{caller}", seqs[caller], entries, ct);
            latencies[(caller * count) + i] = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
            seqs[caller] = lines[^1].Seq;
        }
    }
}
