using System.Diagnostics;
using System.Globalization;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Service.Drills.Play;
using MailUpgrade.Service.Drills.Script;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Testing;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>
/// One run of the real program over real ssh, with random faults while steps append to a file on each host. People do what people would:
/// they say <c>/retry</c> for what failed or is unknown. In the end the files on the hosts are held against the journal.
/// </summary>
internal sealed class FaultCampaign(int seed, int faults, string folder, TextWriter log)
{
    private static readonly string[] Kinds = ["kill -9 of the bot", "link cut", "all links cut", "sshd killed", "reboot", "disk full"];
    private static readonly string[] Hosts = ["ldap1", "mta1", "mbs1", "mbs2"];
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _played = Kinds.ToDictionary(k => k, _ => 0);
    private Night _night = null!;
    private DrillWorld _world = null!;
    private Practice.Cluster.ClusterFolder _cluster = null!;

    public IReadOnlyDictionary<string, int> Played => _played;

    public int Unknown { get; private set; }

    public int Failed { get; private set; }

    public int Succeeded { get; private set; }

    /// <summary>Plays it.</summary>
    /// <returns>What is wrong; empty: nothing.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        var config = Path.Combine(folder, "config");
        var state = Path.Combine(folder, "state");
        Directory.CreateDirectory(state);
        // A fault about every third second; each phase takes two when nothing happens.
        AppendsConfig.Write(config, faults * 3 / 2);
        var fleetFile = Path.Combine(config, "fleets/lab-small.yaml");
        var fleet = new ConfigFolder(config).Fleet("lab-small").Required();
        _cluster = ClusterPlace.Of(state, fleet);
        _world = PracticeWorld.Of(state, fleet);
        await _world.PrepareAsync(fleetFile, ct);
        var url = new Uri($"http://127.0.0.1:{DrillService.FreePort()}");
        using var watcher = DrillChat.NewClient(url, "campaign-key");
        using var chat = new DrillChat(url, "campaign-key", watcher);
        using var journal = new DrillJournal(state);
        var settings = new Dictionary<string, string>
        {
            ["Run__Plan"] = AppendsConfig.Plan,
            ["Run__Fleet"] = "lab-small",
            ["Run__Mode"] = "practice",
            ["Run__Starts"] = "2018-12-29T22:00:00+07:00",
            ["Run__Speed"] = "60",
            ["Drill__Key"] = "campaign-key",
            ["Web__Url"] = url.GetLeftPart(UriPartial.Authority),
            ["MAILUPGRADE_STATE"] = state,
        };
        IReadOnlyList<string> program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"), "serve", "--state", state, "--config", config];
        var history = new NightHistory();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
        await using var service = new DrillService(program, state, settings, watcher);
        _night = new Night(service, chat, journal, history, new Transcript(zone, [log]), state);
        try
        {
            await service.StartAsync(ct);
            await BeginAsync(ct);
            for (var n = 0; n < faults && _night.History.State.Status != RunStatus.Completed; n++)
            {
                await PassAsync(TimeSpan.FromMilliseconds(500 + _random.Next(3000)), ct);
                await DisturbAsync(ct);
            }

            await UntilCompletedAsync(ct);
            return Judge(journal);
        }
        finally
        {
            await service.DisposeAsync();
            await _world.StopAsync(CancellationToken.None);
        }
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        var speaking = new Speaking(_night);
        await speaking.SayAsync(new DrillLine.Say(0, "executor", "/precheck", null), ct);
        await WaitAsync(() => _night.History.State.PhaseOf("precheck").Status == PhaseStatus.Succeeded, ct);
        await speaking.SayAsync(new DrillLine.Say(0, "executor", "/ready", null), ct);
        await speaking.SayAsync(new DrillLine.Say(0, "supervisor", "/go", null), ct);
        await WaitAsync(() => _night.History.State.Status == RunStatus.Running, ct);
    }

    private async Task WaitAsync(Func<bool> holds, CancellationToken ct)
    {
        if (!await _night.UntilAsync(holds, _night.NowByFile() + TimeSpan.FromHours(2), ct))
        {
            throw new InvalidOperationException("the campaign's run did not come under way");
        }
    }

    private async Task DisturbAsync(CancellationToken ct)
    {
        var kind = Kinds[_random.Next(Kinds.Length)];
        var host = Hosts[_random.Next(Hosts.Length)];
        _played[kind]++;
        _night.Note("fault", $"{kind} {host}");
        switch (kind)
        {
            case "kill -9 of the bot":
                await _night.Service.KillAsync(ct);
                await _night.PassAsync(TimeSpan.FromSeconds(_random.Next(120)), ct);
                _night.Chat.Forget();
                await _night.Service.StartAsync(ct);
                break;
            case "link cut":
                _world.Cut(host, _night.NowByFile() + TimeSpan.FromSeconds(20 + _random.Next(580)));
                break;
            case "all links cut":
                var until = _night.NowByFile() + TimeSpan.FromSeconds(20 + _random.Next(300));
                Array.ForEach(Hosts, h => _world.Cut(h, until));
                break;
            case "sshd killed":
                KillSshd(host);
                break;
            case "reboot":
                _world.SetFault("reboot", host, new Dictionary<string, string>());
                break;
            default:
                _world.SetFault("disk-full", host, new Dictionary<string, string> { ["text"] = "all" });
                await PassAsync(TimeSpan.FromMilliseconds(200 + _random.Next(2500)), ct);
                _world.ClearFault("disk-full", host);
                break;
        }
    }

    /// <summary>Waits real time, and does meanwhile what people do.</summary>
    private async Task PassAsync(TimeSpan real, CancellationToken ct)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < real;)
        {
            await DecideAsync(ct);
            await _night.PassAsync(TimeSpan.FromSeconds(6), ct);
        }
    }

    private async Task DecideAsync(CancellationToken ct)
    {
        await _night.LookAsync(ct);
        var state = _night.History.State;
        if (state.Status != RunStatus.Paused)
        {
            return;
        }

        foreach (var step in state.Steps.Values.Where(s => s.Status is StepStatus.Failed or StepStatus.Unknown).Select(s => s.Name).ToList())
        {
            try
            {
                await new Speaking(_night).SayAsync(new DrillLine.Say(0, "executor", $"/retry {step}", null), ct);
            }
            catch (DrillFailedException)
            {
                // Refused: it has been found meanwhile, or its host still cannot be seen. People look again.
            }
        }
    }

    private async Task UntilCompletedAsync(CancellationToken ct)
    {
        for (var begun = Stopwatch.GetTimestamp(); _night.History.State.Status != RunStatus.Completed;)
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(6))
            {
                throw new InvalidOperationException($"seed {seed}: the run is {_night.History.State.Status.Word()} and does not end");
            }

            await PassAsync(TimeSpan.FromMilliseconds(300), ct);
        }
    }

    private static void KillSshd(string host)
    {
        using var list = Process.Start(new ProcessStartInfo("ip", ["netns", "pids", "mulab-" + host]) { RedirectStandardOutput = true })!;
        foreach (var line in list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(line, CultureInfo.InvariantCulture));
                if (process.ProcessName == "sshd")
                {
                    process.Kill();
                }
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended by itself.
            }
        }
    }

    /// <summary>Holds the files on the hosts against the journal.</summary>
    private List<string> Judge(DrillJournal journal)
    {
        var wrong = new List<string>();
        var events = journal.After(0).Select(r => r.Event).ToList();
        var started = events.OfType<StepStarted>().Select(s => (s.Step, s.Attempt)).ToHashSet();
        var ended = events.OfType<StepEnded>().Where(e => e.Step.StartsWith("append-", StringComparison.Ordinal)).ToList();
        Unknown = ended.Count(e => e.Outcome == "unknown");
        Failed = ended.Count(e => e.Outcome == "failed");
        Succeeded = ended.Count(e => e.Outcome == "succeeded");
        wrong.AddRange(ended.Where(e => e.Outcome == "unknown" && string.IsNullOrWhiteSpace(e.Reason)).Select(e => $"{e.Step} is unknown without a reason"));
        foreach (var host in Hosts)
        {
            var lines = File.ReadAllLines(Path.Combine(_cluster.Host(host), "appends")).Select(l => l.Split(' ')).ToList();
            var begun = lines.Where(l => l[0] == "begin").Select(l => (Step: l[1], Attempt: int.Parse(l[2], CultureInfo.InvariantCulture))).ToList();
            var done = lines.Where(l => l[0] == "end").Select(l => l[1]).ToList();
            wrong.AddRange(begun.GroupBy(b => b).Where(g => g.Count() > 1).Select(g => $"{g.Key.Step} attempt {g.Key.Attempt} ran {g.Count()} times on {host}"));
            wrong.AddRange(begun.Where(b => !started.Contains(b)).Select(b => $"{b.Step} attempt {b.Attempt} ran on {host} and the journal does not know it"));
            wrong.AddRange(done.GroupBy(d => d).Where(g => g.Count() > 1).Select(g => $"{g.Key} was done {g.Count()} times on {host}"));
            wrong.AddRange(ended.Where(e => e.Outcome == "succeeded" && e.Step.EndsWith("/" + host, StringComparison.Ordinal) && !done.Contains(e.Step))
                .Select(e => $"{e.Step} is called succeeded and its end is not on {host}"));
            wrong.AddRange(Enumerable.Range(1, faults * 3 / 2).Select(n => $"append-{n}/{host}").Where(s => !done.Contains(s)).Select(s => $"{s} is lost"));
        }

        return wrong;
    }
}
