using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>
/// The folder of <c>--config</c>: <c>plans/NAME.yaml</c>, <c>fleets/NAME.yaml</c>, <c>team.yaml</c>, <c>calendar.yaml</c>,
/// <c>packs/NAME/</c>, <c>providers/NAME/</c>. Every read goes to the disk: an edited file is seen at the next call.
/// </summary>
/// <param name="root">The folder, absolute or from the caller's own.</param>
public sealed class ConfigFolder(string root)
{
    /// <summary>The folder.</summary>
    public string Root { get; } = root;

    /// <summary>File of a plan: a name of <c>plans/</c>, or a path where it has a slash or ends in .yaml.</summary>
    public string PlanPath(string nameOrPath) => Resolve("plans", nameOrPath);

    /// <summary>File of a fleet, by name or path.</summary>
    public string FleetPath(string nameOrPath) => Resolve("fleets", nameOrPath);

    /// <summary>Folder of the fleets' files, and of what they name by relative paths.</summary>
    public string FleetsPath => Path.Combine(Root, "fleets");

    /// <summary>File of the team.</summary>
    public string TeamPath => Path.Combine(Root, "team.yaml");

    /// <summary>File of the freeze calendar.</summary>
    public string CalendarPath => Path.Combine(Root, "calendar.yaml");

    /// <summary>Folder of a pack.</summary>
    public string PackFolder(string pack) => Path.Combine(Root, "packs", OneName(pack));

    /// <summary>Folder of a snapshot or backup provider.</summary>
    public string ProviderFolder(string provider) => Path.Combine(Root, "providers", OneName(provider));

    /// <summary>Reads a plan. Its key <c>plan</c> must be the file's name.</summary>
    public Loaded<Plan> Plan(string nameOrPath) =>
        Named(PlanLoader.Load(PlanPath(nameOrPath)), "plan", p => p.Id, Path.GetFileNameWithoutExtension(PlanPath(nameOrPath)));

    /// <summary>Reads a fleet. Its key <c>fleet</c> must be the file's name.</summary>
    public Loaded<Fleet> Fleet(string nameOrPath) =>
        Named(FleetLoader.Load(FleetPath(nameOrPath)), "fleet", f => f.Id, Path.GetFileNameWithoutExtension(FleetPath(nameOrPath)));

    /// <summary>Reads the team.</summary>
    public Loaded<Team> Team() => TeamLoader.Load(TeamPath);

    /// <summary>Reads the calendar.</summary>
    public Loaded<FreezeCalendar> Calendar() => CalendarLoader.Load(CalendarPath);

    /// <summary>Reads a pack's pack.yaml. Its key <c>pack</c> must be the folder's name.</summary>
    public Loaded<Pack> Pack(string name) =>
        Named(PackLoader.Load(Path.Combine(PackFolder(name), "pack.yaml")), "pack", p => p.Id, name);

    /// <summary>Names of the plans that there are, sorted.</summary>
    public IReadOnlyList<string> PlanNames() => Names("plans");

    /// <summary>Names of the fleets that there are, sorted.</summary>
    public IReadOnlyList<string> FleetNames() => Names("fleets");

    /// <summary>Whether a script is there.</summary>
    public bool Has(ScriptRef script) => File.Exists(PathOf(script));

    /// <summary>A script's own text, or null where there is none.</summary>
    public string? TextOf(ScriptRef script) => File.Exists(PathOf(script)) ? File.ReadAllText(PathOf(script), Encoding.UTF8) : null;

    /// <summary>What a host runs after the assignments: the pack's library, the provider's own where it has one, then the script.</summary>
    /// <exception cref="FileNotFoundException">The script or the pack's <c>lib.sh</c> is missing: mend the pack and start again.</exception>
    public string ProgramOf(string pack, ScriptRef script)
    {
        var library = File.ReadAllText(Path.Combine(PackFolder(pack), Core.Plans.Pack.Library), Encoding.UTF8);
        var shared = script.Place == ScriptPlace.Provider ? Path.Combine(ProviderFolder(script.Owner), Core.Plans.Pack.Library) : null;
        if (File.Exists(shared))
        {
            library = $"{library.TrimEnd('\n')}\n{File.ReadAllText(shared, Encoding.UTF8)}";
        }
        return $"{library.TrimEnd('\n')}\n{File.ReadAllText(PathOf(script), Encoding.UTF8)}";
    }

    /// <summary>One digest over every file of a pack and of the fleet's providers, by name and bytes: changed when any of them is.</summary>
    public string ScriptsHash(string pack, Fleet fleet)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var folders = new[] { PackFolder(pack), ProviderFolder(fleet.SnapshotProvider), ProviderFolder(fleet.BackupProvider) };
        foreach (var folder in folders.Distinct().Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var bytes = File.ReadAllBytes(file);
                hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(Root, file)}\n{bytes.Length}\n"));
                hash.AppendData(bytes);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string PathOf(ScriptRef script)
    {
        if (script.Path.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new ArgumentException($"'{script.Path}' leads out of its folder", nameof(script));
        }
        return Path.Combine(script.Place == ScriptPlace.Pack ? PackFolder(script.Owner) : ProviderFolder(script.Owner), script.Path);
    }

    private string Resolve(string folder, string nameOrPath) =>
        nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.EndsWith(".yaml", StringComparison.Ordinal)
            ? nameOrPath : Path.Combine(Root, folder, nameOrPath + ".yaml");

    private IReadOnlyList<string> Names(string folder) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? [.. Directory.GetFiles(Path.Combine(Root, folder), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)]
            : [];

    private static string OneName(string name) =>
        FileNames.IsFileWord(name) ? name : throw new ArgumentException($"'{FileNames.Shown(name)}' is no name of a folder", nameof(name));

    private static Loaded<T> Named<T>(Loaded<T> loaded, string key, Func<T, string> idOf, string name)
        where T : class
    {
        if (loaded.Draft is null || idOf(loaded.Draft) is "" || idOf(loaded.Draft) == name)
        {
            return loaded;
        }
        var fault = new FileFault(loaded.File, loaded.Lines.LineOf(key), key, "other-name",
            $"'{key}' says {idOf(loaded.Draft)} and the file is called {name}: write {key}: {name}, or rename the file");
        return loaded with { Faults = [.. loaded.Faults.Append(fault).OrderBy(f => f.Line)] };
    }
}
