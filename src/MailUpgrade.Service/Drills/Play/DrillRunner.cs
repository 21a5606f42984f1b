using System.Globalization;
using System.Security.Cryptography;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Commands;
using MailUpgrade.Service.Drills.Play.Peers;
using MailUpgrade.Service.Drills.Script;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>Plays one drill from its file to its verdict, and ends whatever it started.</summary>
public sealed class DrillRunner(DrillTools tools, TextWriter output, TextWriter complaints)
{
    /// <summary>Plays it.</summary>
    /// <returns>0 passed; 1 the night did not go as written; 2 the drill cannot be played.</returns>
    public async Task<int> RunAsync(DrillRequest request, CancellationToken ct)
    {
        var (prepared, faults) = PreparedDrill.Of(request, tools);
        if (prepared is null)
        {
            foreach (var fault in faults)
            {
                await complaints.WriteLineAsync(fault);
            }
            return CommonOptions.Unusable;
        }
        try
        {
            using var folder = DrillFolder.Open(request.Keep);
            using var file = request.Transcript is { } path ? new StreamWriter(path) : null;
            var zone = TimeZoneInfo.FindSystemTimeZoneById(prepared.Plan.Zone);
            var transcript = new Transcript(zone, file is null ? [output] : [output, file]);
            return await PlayAsync(request, prepared, folder, transcript, zone, ct) ? CommonOptions.Done : CommonOptions.Bad;
        }
        catch (Exception unusable) when (unusable is Adapters.Storage.StateFolderInUseException or IOException or UnauthorizedAccessException)
        {
            await complaints.WriteLineAsync(unusable.Message);
            return CommonOptions.Unusable;
        }
    }

    private async Task<bool> PlayAsync(
        DrillRequest request, PreparedDrill prepared, DrillFolder own, Transcript transcript, TimeZoneInfo zone, CancellationToken ct)
    {
        var folder = own.FullPath;
        var drill = prepared.Drill;
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var url = new Uri($"http://127.0.0.1:{DrillService.FreePort()}");
        var world = tools.WorldOf(folder, prepared.Fleet);
        using var watcher = DrillChat.NewClient(url, key);
        using var chat = new DrillChat(url, key, watcher);
        using var journal = new DrillJournal(folder);
        var history = new NightHistory();
        IReadOnlyList<string> program = [.. tools.Program, "serve", "--state", folder, "--config", Path.GetFullPath(request.Config)];
        var begun = TimeProvider.System.GetTimestamp();
        transcript.Write($"drill: {drill.Title}");
        transcript.Write($"plan {prepared.Plan.Id}, fleet {prepared.Fleet.Id}, mode {drill.Mode}, speed {drill.Speed}, state {folder}");
        var peers = await DrillPeers.ConnectAsync(drill.Channels.Values, url, prepared.Team, world.IsDown, ct);
        var settings = EnvironmentOf(prepared, folder, url, key, peers.Values);
        if (drill.Script.Any(l => l is DrillLine.Lose))
        {
            settings["Away__Folder"] = own.Away;
        }
        var service = new DrillService(program, folder, settings, watcher);
        var night = new Night(service, chat, journal, history, transcript, folder)
        {
            Adopt = (run, c) => AdoptAsync(own, run, request.Config, c),
            PeerOf = person => drill.Channels.GetValueOrDefault(person) is { } channel ? peers.GetValueOrDefault(channel) : null,
        };
        var player = new LinePlayer(night, world, prepared.Fleet, zone);
        try
        {
            await world.PrepareAsync(prepared.FleetPath, ct);
            await service.StartAsync(ct);
            foreach (var peer in peers.Values)
            {
                await peer.MeetAsync(ct);
            }
            await player.PlayAsync(drill.Script, ct);
            await night.LookAsync(ct);
            var check = new ExpectationCheck(
                history, world, c => tools.VerifyJournal(folder, journal.Run!, c), c => tools.ReportOf(folder, journal.Run!, c));
            var missed = await ExpectAsync(prepared, check, transcript, ct);
            Sum(transcript, night, begun, missed == 0 ? "passed" : $"failed: {missed} of {drill.Expect.Count} expectations do not hold");
            return missed == 0;
        }
        catch (Exception failed) when (failed is DrillFailedException or OperationCanceledException or HttpRequestException)
        {
            var why = failed is OperationCanceledException && ct.IsCancellationRequested ? "stopped from outside" : failed.Message;
            Sum(transcript, night, begun, $"failed at {request.File}:{player.Line}: {why}");
            return false;
        }
        finally
        {
            if (ct.IsCancellationRequested)
            {
                await service.EndNowAsync();
            }
            await service.DisposeAsync();
            foreach (var peer in peers.Values)
            {
                await peer.DisposeAsync();
            }
            await world.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>As a stranger does it: the folder is lost, and what was kept away is all there is.</summary>
    private static async Task<IReadOnlyList<string>> AdoptAsync(DrillFolder own, string run, string config, CancellationToken ct)
    {
        own.Lose();
        try
        {
            return await Hosting.Adoption.OfAsync(
                Path.Combine(own.Away, run + ".jsonl"), new Adapters.Storage.StateFolder(own.FullPath), new Adapters.Files.ConfigFolder(config), ct);
        }
        catch (Exception e) when (e is Hosting.AdoptionException or IOException)
        {
            throw new DrillFailedException($"the journal that was kept away cannot be adopted: {e.Message}");
        }
    }

    private static async Task<int> ExpectAsync(PreparedDrill prepared, ExpectationCheck check, Transcript transcript, CancellationToken ct)
    {
        var missed = 0;
        transcript.Write("");
        foreach (var expectation in prepared.Drill.Expect)
        {
            var (what, fault) = await check.LookAsync(expectation, ct);
            missed += fault is null ? 0 : 1;
            transcript.Write(fault is null ? $"  ✔ {what}" : $"  ✖ {what}: {fault} (line {expectation.Line})");
        }
        return missed;
    }

    private static void Sum(Transcript transcript, Night night, long begun, string verdict)
    {
        var real = TimeProvider.System.GetElapsedTime(begun);
        var state = night.History.State;
        transcript.Write("");
        transcript.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{(state.Id.Length == 0 ? "no run" : $"run {state.Id} {night.History.WordOf(new Condition.Run(""))}")}, {state.Seq} events, {night.History.Decisions} decisions, {real.TotalSeconds:0.0} s real"));
        transcript.Write(verdict);
    }

    private static Dictionary<string, string> EnvironmentOf(
        PreparedDrill prepared, string folder, Uri url, string key, IEnumerable<IDrillPeer> peers)
    {
        var drill = prepared.Drill;
        var settings = new Dictionary<string, string>
        {
            ["Run__Plan"] = drill.Plan,
            ["Run__Fleet"] = drill.Fleet,
            ["Run__Mode"] = drill.Mode,
            ["Run__Starts"] = drill.Starts.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["Run__Speed"] = drill.Speed.ToString(CultureInfo.InvariantCulture),
            ["Drill__Key"] = key,
            ["Web__Url"] = url.GetLeftPart(UriPartial.Authority),
            ["MAILUPGRADE_STATE"] = folder,
        };
        if (drill.Language is { } language)
        {
            settings["Run__Language"] = language;
        }
        if (drill.Given.Rehearsal)
        {
            settings["Run__GivenRehearsal"] = "passed";
        }
        if (drill.Given.Marks)
        {
            settings["Run__GivenMarks"] = "taken";
        }
        if (drill.Given.Lengths is { } lengths)
        {
            settings["Run__GivenLengths"] = lengths;
            settings["Run__GivenRehearsals"] = drill.Given.Rehearsals.ToString(CultureInfo.InvariantCulture);
        }
        foreach (var (name, value) in peers.SelectMany(p => p.Settings))
        {
            settings[name] = value;
        }
        return settings;
    }
}
