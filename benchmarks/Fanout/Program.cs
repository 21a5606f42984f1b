using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MailUpgrade.Benchmarks.Fanout;

// Usage: fanout-benchmark WORK PORT ROUNDS, or WORK PORT --idle [MINUTES]. WORK has the keys and configurations that the script made.
if (args is [var idleWork, var idlePort, "--idle", ..])
{
    var minutes = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 10;
    return await Idle.MeasureAsync(idleWork, int.Parse(idlePort, CultureInfo.InvariantCulture), TimeSpan.FromMinutes(minutes));
}
if (args is not [var work, var portText, var roundsText])
{
    Console.Error.WriteLine("usage: fanout-benchmark WORK PORT ROUNDS");
    return 2;
}
var port = int.Parse(portText, CultureInfo.InvariantCulture);
var rounds = int.Parse(roundsText, CultureInfo.InvariantCulture);
var peers = new Peers(work);
var json = new Dictionary<string, double>();
Console.WriteLine($"{"hosts",-6}{"running `true` on all",-44}{"hosts/s",10}{"wall ms",10}");
foreach (var count in new[] { 9, 100 })
{
    var suffix = count == 100 ? string.Empty : "_9";
    var cold = new List<(double Ours, double Plain)>();
    for (var round = 0; round < rounds; round++)
    {
        double ours = 0, plain = 0;
        foreach (var first in round % 2 == 0 ? [true, false] : new[] { false, true })
        {
            if (first)
            {
                await using var fresh = new Ours(work, port, count, "o");
                ours = await Stopwatching.MsAsync(() => fresh.TrueOnAllAsync());
            }
            else
            {
                plain = await Stopwatching.MsAsync(() => peers.PlainAsync(count));
            }
        }
        cold.Add((ours, plain));
    }
    Line(count, "ssh in parallel, cold", Middle(cold.Select(c => c.Plain)));
    Line(count, "mailupgrade, cold", Middle(cold.Select(c => c.Ours)));
    json["vs_plain_ssh_cold" + suffix] = Middle(cold.Select(c => c.Plain / c.Ours));

    await using var warm = new Ours(work, port, count, "o");
    await warm.TrueOnAllAsync();
    await peers.MastersUpAsync(count);
    await peers.AnsibleAsync(count);
    var pairs = new List<(double Ours, double Master)>();
    for (var round = 0; round < rounds; round++)
    {
        var master = await Stopwatching.MsAsync(() => peers.OverMastersAsync(count));
        // Ten times over, because once is over before a clock can be trusted.
        var ours = await Stopwatching.MsAsync(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                await warm.TrueOnAllAsync();
            }
        }) / 10;
        pairs.Add((ours, master));
    }
    var ansible = await Stopwatching.MsAsync(() => peers.AnsibleAsync(count));
    Line(count, "ansible raw, warm (ControlPersist, pipelining)", ansible);
    Line(count, "ssh over warm masters", Middle(pairs.Select(p => p.Master)));
    Line(count, "mailupgrade, warm", Middle(pairs.Select(p => p.Ours)));
    json["vs_warm_master" + suffix] = Middle(pairs.Select(p => p.Master / p.Ours));
    json["vs_ansible_warm" + suffix] = ansible / Middle(pairs.Select(p => p.Ours));

    if (count == 9)
    {
        var one = new List<double>();
        var other = new List<double>();
        for (var n = 0; n < 50; n++)
        {
            other.Add(await Stopwatching.MsAsync(() => peers.OneOverMasterAsync()));
            one.Add(await Stopwatching.MsAsync(() => warm.TrueOnOneAsync()));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one command on a warm host, p50: ssh over its master {Middle(other):F2} ms, mailupgrade {Middle(one):F2} ms"));
        json["one_command_vs_warm_master"] = Middle(other) / Middle(one);
        await StreamAsync(warm);
    }
    await peers.MastersDownAsync(count);
}
Console.WriteLine(JsonSerializer.Serialize(json.ToDictionary(j => j.Key, j => Math.Round(j.Value, 3))));
return 0;

async Task StreamAsync(Ours ours)
{
    var seen = new List<(double Ours, double Ssh, double Kb)>();
    for (var round = 0; round < rounds; round++)
    {
        var ssh = await Stopwatching.MsAsync(() => peers.StreamAsync());
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var mine = await Stopwatching.MsAsync(() => ours.StreamAsync());
        seen.Add((mine, ssh, (GC.GetTotalAllocatedBytes(precise: true) - before) / 1024.0));
    }
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"200 MB streamed: ssh > /dev/null {200_000 / Middle(seen.Select(s => s.Ssh)):F0} MB/s, mailupgrade {200_000 / Middle(seen.Select(s => s.Ours)):F0} MB/s, {Middle(seen.Select(s => s.Kb)):F0} KB allocated"));
    json["stream_vs_ssh"] = Middle(seen.Select(s => s.Ssh / s.Ours));
    json["stream_allocated_kb"] = Middle(seen.Select(s => s.Kb));
}

static void Line(int count, string what, double ms) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,-6}{what,-44}{count / ms * 1000,10:F0}{ms,10:F1}"));

static double Middle(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
}
