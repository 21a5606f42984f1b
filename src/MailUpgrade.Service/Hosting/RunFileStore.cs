using System.Security.Cryptography;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Service.Hosting;

/// <summary>
/// The files behind a run: those of the configuration folder until kick-off, and the run's own copies, scripts included, in
/// <c>runs/ID/config</c> of the state folder. A copy is complete or not there.
/// </summary>
public sealed class RunFileStore(ConfigFolder config, string stateFolder, string plan, string fleet, string? language, bool givenRehearsal, Func<BookState> book)
    : IRunFileSource
{
    private readonly Dictionary<string, string> programs = [];
    private FreezeCalendar calendar = new([]);
    private byte[] calendarBytes = [];

    /// <inheritdoc/>
    public RunFiles Copies(string runId)
    {
        var own = new ConfigFolder(OwnFolder(runId));
        return Read(own, own.PlanNames()[0], own.FleetNames()[0]);
    }

    /// <inheritdoc/>
    public RunFiles TakeCopies(string runId)
    {
        var check = PlanCheck.Of(config, plan, fleet);
        if (check.Faults.Count > 0)
        {
            throw new FilesUnusableException(string.Join('\n', check.Faults));
        }
        var copied = check.Fleet.Required();
        var part = OwnFolder(runId) + ".part";
        Delete(part);
        Write(Path.Combine(part, "plans", check.Plan.Required().Id + ".yaml"), check.Plan.Bytes);
        Write(Path.Combine(part, "fleets", copied.Id + ".yaml"), check.Fleet.Bytes);
        Write(Path.Combine(part, "team.yaml"), check.Team.Bytes);
        CopyFolder(config.PackFolder(check.Plan.Required().Pack), Path.Combine(part, "packs", check.Plan.Required().Pack));
        foreach (var provider in new[] { copied.SnapshotProvider, copied.BackupProvider }.Distinct())
        {
            CopyFolder(config.ProviderFolder(provider), Path.Combine(part, "providers", provider));
        }
        Delete(OwnFolder(runId));
        Directory.Move(part, OwnFolder(runId));
        lock (programs)
        {
            programs.Clear();
        }
        return Copies(runId);
    }

    /// <inheritdoc/>
    public FileHashes OnDisk() =>
        new(HashOf(config.PlanPath(plan)), HashOf(config.FleetPath(fleet)), HashOf(config.TeamPath));

    /// <inheritdoc/>
    public FreezeCalendar Calendar() => book().With(FileCalendar());

    /// <inheritdoc/>
    public string? PackScript(string runId, RunFiles files, string path)
    {
        var own = new ConfigFolder(OwnFolder(runId));
        return File.Exists(Path.Combine(own.PackFolder(files.Plan.Pack), path))
            ? own.ProgramOf(files.Plan.Pack, new ScriptRef(ScriptPlace.Pack, files.Plan.Pack, path)) : null;
    }

    /// <inheritdoc/>
    public Fleet? FleetNamed(string name)
    {
        var read = config.Fleet(name);
        return read.Faults.Count == 0 ? read.Value : null;
    }

    /// <inheritdoc/>
    public BookState Book() => book();

    /// <inheritdoc/>
    public bool RehearsalPassed(string planHash) => givenRehearsal || book().RehearsalsOf(planHash).Count > 0;

    private FreezeCalendar FileCalendar()
    {
        // Asked with every look at the run, several times a second: it is parsed again only where its bytes have changed.
        var bytes = BytesOf(config.CalendarPath);
        lock (programs)
        {
            if (!bytes.AsSpan().SequenceEqual(calendarBytes))
            {
                // One that cannot be read now must not forget its freezes: the last good one counts on.
                calendar = CalendarLoader.LoadBytes(config.CalendarPath, bytes).Value ?? calendar;
                calendarBytes = bytes;
            }
            return calendar;
        }
    }

    /// <inheritdoc/>
    public string ScriptOf(string runId, RunFiles files, Step step, string script)
    {
        var path = StepScripts.All(files.Plan, files.Fleet, step with { Script = script, DoneScript = null, VerifyScript = null }).Single();
        lock (programs)
        {
            if (!programs.TryGetValue($"{runId} {path}", out var text))
            {
                text = new ConfigFolder(OwnFolder(runId)).ProgramOf(files.Plan.Pack, path);
                programs[$"{runId} {path}"] = text;
            }
            return text;
        }
    }

    private string OwnFolder(string runId) => Path.Combine(stateFolder, "runs", runId, "config");

    private RunFiles Read(ConfigFolder from, string plan, string fleet)
    {
        var readPlan = from.Plan(plan);
        var readFleet = from.Fleet(fleet);
        var team = from.Team();
        return new RunFiles(
            readPlan.Required(), readFleet.Required(), Speaking(team.Required()), from.Pack(readPlan.Required().Pack).Required(),
            new FileHashes(readPlan.Hash, readFleet.Hash, team.Hash));
    }

    /// <summary>Where the settings name a language everybody is answered in it.</summary>
    private Team Speaking(Team team) =>
        string.IsNullOrEmpty(language) ? team : team with { People = [.. team.People.Select(p => p with { Language = language })] };

    /// <summary>Empty for a file that is not there or cannot be read: it equals no hash that was sealed.</summary>
    private static string HashOf(string path) => BytesOf(path) is { Length: > 0 } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : "";

    private static byte[] BytesOf(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes.Span);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            Write(Path.Combine(to, Path.GetRelativePath(from, file)), File.ReadAllBytes(file));
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
