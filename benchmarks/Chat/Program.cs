using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Benchmarks.Chat;
using MailUpgrade.Practice.Telegram;

if (args is ["--long", ..])
{
    await HourAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60);
    return;
}
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var free = new TelegramLimits { PerChat = TimeSpan.Zero, PerGroupMinute = int.MaxValue / 2, KeptForPeople = 0, Overall = TimeSpan.Zero };
var (press, message) = await MeasureAsync(rounds, free, withNews: false);
var (pressInNews, _) = await MeasureAsync(rounds, free, withNews: true);
Console.WriteLine($"{"milliseconds over " + rounds,-40}{"median",10}{"p99",10}");
Row("press to answered press", press);
Row("the same beside a stream of news", pressInNews);
Row("event to sent message", message);
Console.WriteLine(JsonSerializer.Serialize(new
{
    press_p50_ms = At(press, 0.5),
    press_p99_ms = At(press, 0.99),
    press_in_news_p50_ms = At(pressInNews, 0.5),
    press_in_news_p99_ms = At(pressInNews, 0.99),
    message_p50_ms = At(message, 0.5),
    message_p99_ms = At(message, 0.99),
    rounds,
}));

static async Task<(List<double> Press, List<double> Message)> MeasureAsync(int rounds, TelegramLimits limits, bool withNews)
{
    await using var room = await Room.OpenAsync(limits, keepsRates: false);
    var (press, message) = (new List<double>(), new List<double>());
    using var over = new CancellationTokenSource();
    var news = withNews ? Task.Run(() => NewsAsync(room, over.Token)) : Task.CompletedTask;
    for (var n = -20; n < rounds; n++)
    {
        var key = $"ask:{n}";
        var begun = Stopwatch.GetTimestamp();
        await room.Channel.SendAsync(Room.Ask(key), default);
        BotMessage? asked = null;
        await room.UntilAsync(() => (asked = room.Server.World.Messages.LastOrDefault(m => m.From == BotWorld.BotId && m.Buttons.Count > 0)) is not null && asked.Id > (Last.Id));
        var sent = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        Last.Id = asked!.Id;
        begun = Stopwatch.GetTimestamp();
        var callback = room.Server.World.Press(Room.Supervisor, Room.Group, asked.Id, asked.Buttons[0].Data);
        await room.UntilAsync(() => room.Server.World.AnswerOf(callback) is not null);
        if (n >= 0)
        {
            message.Add(sent);
            press.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }
    Last.Id = 0;
    await over.CancelAsync();
    await Task.WhenAny(news);
    return (press, message);
}

static async Task NewsAsync(Room room, CancellationToken ct)
{
    using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
    for (var n = 0; await timer.WaitForNextTickAsync(ct); n++)
    {
        await room.Channel.SendAsync(Room.News($"news:{n}"), ct);
    }
}

// Real limits, a line or press every second and eight events a second: as much as a night ever says, for an hour.
static async Task HourAsync(int minutes)
{
    await using var room = await Room.OpenAsync(new TelegramLimits(), keepsRates: true);
    using var over = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
    using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(125));
    var samples = new List<double>();
    try
    {
        for (var n = 0; await timer.WaitForNextTickAsync(over.Token); n++)
        {
            await room.Channel.SendAsync(Room.News($"phase:{n}"), over.Token);
            if (n % 80 == 0)
            {
                room.Server.World.Say(Room.Supervisor, Room.Group, "/status");
            }
            if (n % 480 == 0)
            {
                samples.Add(GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{n / 480,4} min  {samples[^1]:0.0} MB of objects, {Process.GetCurrentProcess().WorkingSet64 / 1048576.0:0} MB of process, {room.Channel.Waiting} wait"));
            }
        }
    }
    catch (OperationCanceledException)
    {
        // The hour is over.
    }
    var half = samples.Skip(samples.Count / 2).ToList();
    Console.WriteLine(JsonSerializer.Serialize(new
    {
        minutes,
        objects_mb_after_first_minute = Math.Round(samples.ElementAtOrDefault(1), 1),
        objects_mb_at_the_end = Math.Round(samples[^1], 1),
        growth_of_the_second_half_mb = Math.Round(half.Count > 1 ? half[^1] - half[0] : 0, 1),
        refused_for_rate = room.Server.Rates.Refused,
        most_in_a_minute = room.Server.Rates.MostPerMinute,
    }));
}

static void Row(string what, List<double> of) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-40}{At(of, 0.5),10:0.0}{At(of, 0.99),10:0.0}"));

static double At(List<double> of, double part) => Math.Round(of.Order().ElementAt((int)Math.Min(of.Count - 1, of.Count * part)), 2);

/// <summary>The last message that was pressed.</summary>
internal static class Last
{
    public static long Id { get; set; }
}
