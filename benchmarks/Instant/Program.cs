using System.Globalization;
using System.Text.Json;
using MailUpgrade.Benchmarks.Instant;

// Usage: instant-benchmark FOLDER [NIGHTS [AT-ONCE]].
if (args.Length is < 1 or > 3 || !Number(1, 1000, out var nights) || !Number(2, 10, out var atOnce))
{
    Console.Error.WriteLine("usage: instant-benchmark FOLDER [NIGHTS [AT-ONCE]]");
    return 2;
}
// The seed is fixed so that two campaigns play the same waits.
#pragma warning disable CA5394 // no secret
var random = new Random(2018);
double[] speeds = [1, 10, 30, 60, 60, 60];
var plan = Enumerable.Range(0, nights).Select(n => (Number: n, Speed: speeds[n % speeds.Length], Ahead: TimeSpan.FromMilliseconds(random.Next(1500, 4000)))).ToList();
#pragma warning restore CA5394
var seen = new System.Collections.Concurrent.ConcurrentBag<(double Speed, Started Night)>();
await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (night, ct) =>
    seen.Add((night.Speed, await InstantNight.PlayAsync(night.Number, night.Speed, night.Ahead, args[0], ct))));

Console.WriteLine($"{nights} nights, {atOnce} at a time, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} on {Environment.ProcessorCount} processors at the end");
Console.WriteLine($"{"speed",-8}{"nights",8}{"early",8}{"twice",8}{"median ms",12}{"99 % ms",10}{"latest ms",12}{"over 1 s",10}");
foreach (var group in seen.GroupBy(s => s.Speed).OrderBy(g => g.Key))
{
    Row($"{group.Key:0}", [.. group.Select(g => g.Night)]);
}
var all = seen.Select(s => s.Night).ToList();
Row("all", all);
Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, double>
{
    ["nights"] = nights,
    ["early"] = all.Count(IsEarly),
    ["twice"] = all.Count(IsTwice),
    ["late_median_ms"] = Math.Round(Part(all, 0.5), 1),
    ["late_p99_ms"] = Math.Round(Part(all, 0.99), 1),
    ["late_max_ms"] = Math.Round(Part(all, 1), 1),
    ["within_1s_ratio"] = Math.Round(all.Count(n => n.Late <= TimeSpan.FromSeconds(1)) / (double)nights, 4),
}));
return all.Any(n => IsEarly(n) || IsTwice(n)) ? 1 : 0;

bool Number(int at, int usual, out int number)
{
    number = usual;
    return args.Length <= at || (int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
}

static void Row(string name, List<Started> nights) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{name,-8}{nights.Count,8}{nights.Count(IsEarly),8}{nights.Count(IsTwice),8}{Part(nights, 0.5),12:0.0}{Part(nights, 0.99),10:0.0}{Part(nights, 1),12:0.0}{nights.Count(n => n.Late > TimeSpan.FromSeconds(1)),10}"));

static bool IsEarly(Started n) => n.IsEarly || n.Late < TimeSpan.Zero;

static bool IsTwice(Started n) => n.Starts != 1 || n.FirstSteps != 1;

static double Part(List<Started> nights, double part)
{
    var sorted = nights.Select(n => n.Late.TotalMilliseconds).Order().ToList();
    return sorted[(int)Math.Ceiling(part * sorted.Count) - 1];
}
