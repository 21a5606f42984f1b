using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MailUpgrade.Benchmarks.Board;

var minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 10;
var readers = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
await using var bot = await Bot.StartAsync();
using var executor = await bot.SpeakerAsync("executor");
using var supervisor = await bot.SpeakerAsync("supervisor");
using var over = new CancellationTokenSource();
var boards = Enumerable.Range(0, readers).Select(_ => new OpenBoard(bot.Address)).ToList();
var reading = new List<Task>();
foreach (var board in boards)
{
    reading.Add(board.ReadAsync(over.Token));
    // As people come: the bot lets one address open forty a second.
    await Task.Delay(30);
}
var begun = Stopwatch.StartNew();
var workedBefore = bot.Worked();
var sent = new List<(string Id, long At)>();
var memory = new List<(TimeSpan At, double Megabytes)>();
var nextLook = TimeSpan.Zero;
using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
while (begun.Elapsed < TimeSpan.FromMinutes(minutes) && await second.WaitForNextTickAsync())
{
    var id = "bench" + sent.Count.ToString("D6", CultureInfo.InvariantCulture);
    sent.Add((id, Stopwatch.GetTimestamp()));
    (await executor.PostAsJsonAsync("/api/say", new { id, text = "/note " + id })).EnsureSuccessStatusCode();
    if (begun.Elapsed < nextLook)
    {
        continue;
    }
    nextLook += TimeSpan.FromSeconds(15);
    memory.Add((begun.Elapsed, bot.Megabytes()));
    var state = await bot.StateAsync(executor);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{begun.Elapsed:mm\\:ss}  run {state,-10} {memory[^1].Megabytes,7:0.0} MB"));
    await NightAsync(state);
}
var worked = bot.Worked() - workedBefore;
await Task.Delay(TimeSpan.FromSeconds(5));
await over.CancelAsync();
await Task.WhenAll(reading);
boards.ForEach(b => b.Dispose());

var lines = Delays("");
var answers = Delays("to:");
// The first two minutes fill caches and compile; flat means from then on.
var settled = memory.Where(m => m.At >= TimeSpan.FromMinutes(Math.Min(2, minutes / 3))).Select(m => m.Megabytes).ToList();
var (early, late) = (Median(settled.Take(settled.Count / 2)), Median(settled.Skip(settled.Count / 2)));
Console.WriteLine($"{"milliseconds",-40}{"median",10}{"p99",10}{"missing",10}");
Row("line to each of the boards", lines);
Row("line to the bot's answer on each board", answers);
Console.WriteLine(JsonSerializer.Serialize(new
{
    boards = readers,
    minutes,
    lines_sent = sent.Count,
    boards_told = boards.Sum(b => b.Boards),
    line_p50_ms = At(lines, 0.5),
    line_p99_ms = At(lines, 0.99),
    answer_p50_ms = At(answers, 0.5),
    answer_p99_ms = At(answers, 0.99),
    missing = (2 * sent.Count * readers) - lines.Count - answers.Count,
    streams_broken = boards.Sum(b => b.Broken),
    memory_first_half_mb = Math.Round(early, 1),
    memory_second_half_mb = Math.Round(late, 1),
    memory_flat_ratio = Math.Round(early / late, 3),
    within_a_second_ratio = Math.Round(1000 / Math.Max(1, At(answers, 0.5)), 1),
    bot_cores = Math.Round(worked / begun.Elapsed, 2),
}));

// Plays the evening by itself, so that the boards show a night and not an empty page.
async Task NightAsync(string state)
{
    await executor.PostAsJsonAsync("/api/say", new { id = "night" + Guid.NewGuid().ToString("N"), text = sent.Count < 20 ? "/precheck" : "/ready" });
    if (state == "planned" && sent.Count > 40)
    {
        await supervisor.PostAsJsonAsync("/api/say", new { id = "night" + Guid.NewGuid().ToString("N"), text = "/go" });
    }
}

List<double> Delays(string what) =>
[
    .. from s in sent
       from b in boards
       where b.Came.ContainsKey(what + s.Id)
       select Stopwatch.GetElapsedTime(s.At, b.Came[what + s.Id]).TotalMilliseconds,
];

void Row(string what, List<double> of) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{what,-40}{At(of, 0.5),10:0.0}{At(of, 0.99),10:0.0}{(sent.Count * readers) - of.Count,10}"));

static double At(List<double> of, double part) =>
    of.Count == 0 ? double.NaN : Math.Round(of.Order().ElementAt((int)Math.Min(of.Count - 1, of.Count * part)), 1);

static double Median(IEnumerable<double> of) => of.Order().ElementAtOrDefault(of.Count() / 2);
