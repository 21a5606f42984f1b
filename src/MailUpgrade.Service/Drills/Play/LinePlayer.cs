using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Drills.Script;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>Plays a script, line by line.</summary>
internal sealed class LinePlayer(Night night, DrillWorld world, Fleet fleet, TimeZoneInfo zone)
{
    /// <summary>A time of day that has just passed counts as now.</summary>
    private static readonly TimeSpan JustPassed = TimeSpan.FromMinutes(10);

    private readonly Speaking speaking = new(night);
    private Mark previous;
    private Mark current;

    /// <summary>The line that is being played, or was played last.</summary>
    public int Line { get; private set; }

    /// <exception cref="DrillFailedException">A line did not go as written.</exception>
    public async Task PlayAsync(IReadOnlyList<DrillLine> script, CancellationToken ct)
    {
        foreach (var line in script)
        {
            Line = line.Line;
            await night.LookAsync(ct);
            (previous, current) = (current, night.History.Now);
            await PlayAsync(line, ct);
        }
    }

    /// <summary>The instant that <c>at</c> means: the next such time, or the last where that has just passed.</summary>
    internal static DateTimeOffset Instant(DateTimeOffset now, TimeOnly time, TimeZoneInfo zone)
    {
        var next = WindowClock.Next(now - JustPassed, time, zone);
        return next > now ? next : now;
    }

    private Task PlayAsync(DrillLine line, CancellationToken ct) => line switch
    {
        DrillLine.Say say => speaking.SayAsync(say, ct),
        DrillLine.Press press => speaking.PressAsync(press, ct),
        DrillLine.At at => AtAsync(at, ct),
        DrillLine.Wait wait => WaitAsync(wait, ct),
        DrillLine.Crash crash => CrashAsync(crash, ct),
        DrillLine.Pause pause => PauseAsync(pause, ct),
        DrillLine.Lose lose => LoseAsync(lose, ct),
        DrillLine.Cut cut => CutAsync(cut, ct),
        DrillLine.Hands hands => HandsAsync(hands, ct),
        DrillLine.Fault { Name: "second-process" } => SecondAsync(ct),
        DrillLine.Clear { Name: "second-process" } => Task.CompletedTask, // it has ended by itself
        DrillLine.Fault fault => Done(
            () => world.SetFault(fault.Name, fault.Host, fault.Values),
            $"fault {fault.Name}{On(fault.Host)}{string.Concat(fault.Values.Select(v => $" {v.Key}={v.Value}"))}"),
        DrillLine.Clear clear => Done(() => world.ClearFault(clear.Name, clear.Host), $"clear {clear.Name}{On(clear.Host)}"),
        _ => throw new InvalidOperationException($"no way to play {line}"),
    };

    private static string On(string? host) => host is null ? "" : $" on {host}";

    private Task Done(Action action, string note)
    {
        night.Note("drill", note);
        action();
        return Task.CompletedTask;
    }

    private async Task AtAsync(DrillLine.At line, CancellationToken ct)
    {
        var instant = Instant(await night.Chat.NowAsync(ct), line.Time, zone);
        await night.UntilAsync(() => false, instant, ct);
        night.Note("drill", $"it is {TimeZoneInfo.ConvertTime(instant, zone):HH:mm:ss}");
    }

    private async Task WaitAsync(DrillLine.Wait line, CancellationToken ct)
    {
        var deadline = await night.Chat.NowAsync(ct) + line.Within;
        if (!await night.UntilAsync(() => night.History.Holds(line.Condition, previous), deadline, ct))
        {
            var pause = night.History.State.Pause is { } why ? $"; paused since {TimeZoneInfo.ConvertTime(why.At, zone):HH:mm:ss}: {why.Reason}" : "";
            throw new DrillFailedException(
                $"waited {DurationText.Of(line.Within)} for {line.Condition}; it is {night.History.WordOf(line.Condition)}, "
                + $"the run is {night.History.WordOf(new Condition.Run(""))}{pause}");
        }
        night.Note("drill", $"holds: {line.Condition}");
    }

    private async Task CutAsync(DrillLine.Cut line, CancellationToken ct)
    {
        var until = await night.Chat.NowAsync(ct) + line.For;
        foreach (var host in line.Host == DrillLine.Everywhere ? fleet.Hosts.Select(h => h.Name) : [line.Host])
        {
            world.Cut(host, until);
        }
        night.WakeAt(until);
        night.Note("drill", $"cut {line.Host} for {DurationText.Of(line.For)}");
    }

    /// <summary>The bot knows nothing of it, as with any hands at a console.</summary>
    private async Task HandsAsync(DrillLine.Hands line, CancellationToken ct)
    {
        night.Note("hands", $"at {line.Host}: {line.Command}");
        var (status, said) = await world.HandsAsync(line.Host, line.Command, ct);
        night.Note("hands", $"ended with status {status}{(said.Length == 0 ? "" : $": {said}")}");
        if (status != 0)
        {
            throw new DrillFailedException($"'{line.Command}' at {line.Host} ended with status {status}: {said}");
        }
    }

    private async Task CrashAsync(DrillLine.Crash line, CancellationToken ct)
    {
        night.Note("drill", $"kill -9 service, back after {DurationText.Of(line.For)}");
        await night.Service.KillAsync(ct);
        await night.PassAsync(line.For, ct);
        night.Chat.Forget();
        await night.Service.StartAsync(ct);
        night.Note("drill", "service answers again");
    }

    /// <summary>What was kept away is all that a new service has, beside what the hosts themselves know.</summary>
    private async Task LoseAsync(DrillLine.Lose line, CancellationToken ct)
    {
        night.Note("drill", $"kill -9 service, its state folder is gone; somebody adopts the journal after {DurationText.Of(line.For)}");
        await night.Service.KillAsync(ct);
        foreach (var told in await night.LoseAsync(line.For, ct))
        {
            night.Note("adopt", told);
        }
        await night.Service.StartAsync(ct);
        night.Note("drill", "a new service answers");
    }

    /// <summary>A second service on the same state folder: it must end by itself, say why, and change nothing.</summary>
    private async Task SecondAsync(CancellationToken ct)
    {
        night.Note("drill", "start a second service on the same state folder");
        var (status, said) = await night.Service.SecondAsync(ct);
        night.Note("drill", $"it ended with status {status}: {said}");
        if (status == 0)
        {
            throw new DrillFailedException($"a second service on the same state folder ended with status 0: {said}");
        }
    }

    private async Task PauseAsync(DrillLine.Pause line, CancellationToken ct)
    {
        night.Note("drill", $"stop service for {DurationText.Of(line.For)}");
        night.Service.Stop();
        try
        {
            await night.PassAsync(line.For, ct);
        }
        finally
        {
            night.Service.Continue();
        }
        await night.Service.HealthyAsync(ct);
        night.Note("drill", "service answers again");
    }
}
