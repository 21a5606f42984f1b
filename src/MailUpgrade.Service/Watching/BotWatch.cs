using System.Globalization;
using System.Text.Json;

namespace MailUpgrade.Service.Watching;

/// <summary>
/// Watches the bot from outside, by its health address alone: a stopped, hung, dead or cut-off bot is the same silence. Calls people
/// after it, again while it lasts, and says when it is over. A bot that has nothing under way may be silent.
/// </summary>
public sealed class BotWatch(HttpClient http, Uri health, Func<string, CancellationToken, Task> call, TimeProvider wire, WatchTimings timings)
{
    private static readonly HashSet<string> UnderWay = ["waiting", "running", "paused", "rolling-back"];
    private double speed = 1;
    private string run = "";
    private string state = "";

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var last = wire.GetTimestamp();
        TimeSpan? called = null;
        var times = 0;
        while (true)
        {
            var asked = wire.GetTimestamp();
            if (await AnswersAsync(ct))
            {
                if (called is not null)
                {
                    await call($"✔ MailUpgrade answers again after {Minutes(RunTime(last))} min, {Word()}. / Bot menjawab lagi setelah {Minutes(RunTime(last))} menit.", ct);
                }
                (last, called, times) = (wire.GetTimestamp(), null, 0);
            }
            else if (IsNeeded && RunTime(last) is var silent && silent >= (called is { } before ? before + timings.Again : timings.Silence))
            {
                times++;
                called = silent;
                await call(
                    $"✖ MailUpgrade is silent for {Minutes(silent)} min, {Word()}. What runs on the hosts goes on. Look at the bot's machine; the paper runbook says how to go on by hand."
                    + $" / Bot diam {Minutes(silent)} menit. Yang berjalan di host tetap berjalan. Cek mesin bot; runbook kertas berisi cara lanjut manual."
                    + (times > 1 ? string.Create(CultureInfo.InvariantCulture, $" (call {times})") : ""), ct);
            }
            var rest = RealLook - wire.GetElapsedTime(asked);
            await Task.Delay(rest > timings.LeastLook ? rest : timings.LeastLook, wire, ct);
        }
    }

    /// <summary>Before the first answer nobody knows what is under way, so silence counts.</summary>
    private bool IsNeeded => state.Length == 0 || UnderWay.Contains(state);

    private TimeSpan RealLook => timings.Look / speed > timings.LeastLook ? timings.Look / speed : timings.LeastLook;

    private TimeSpan RunTime(long since) => wire.GetElapsedTime(since) * speed;

    private string Word() => run.Length == 0 ? "it has never answered" : $"run {run} was {state}";

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(RealLook);
        try
        {
            using var answer = await http.GetAsync(health, limit.Token);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(limit.Token));
            if (!answer.IsSuccessStatusCode || !body.RootElement.TryGetProperty("parts", out var parts))
            {
                return false;
            }
            run = Part(parts, "run");
            state = Part(parts, "state");
            speed = double.TryParse(Part(parts, "speed"), NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && read >= 1 ? read : 1;
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    private static string Part(JsonElement parts, string name) => parts.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static string Minutes(TimeSpan length) => Math.Floor(length.TotalMinutes).ToString(CultureInfo.InvariantCulture);
}
