using System.Diagnostics;
using System.Text.RegularExpressions;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>A folder with an installer of others, and a night in which every host of the small lab has it. All of it goes with this.</summary>
internal sealed class ForeignInstaller : IDisposable
{
    private const string Fleet = "lab-small";

    private readonly string _place = Directory.CreateTempSubdirectory("mailupgrade-installer-").FullName;

    private ForeignInstaller()
    {
    }

    /// <summary>State folder of the night.</summary>
    public string State => Path.Combine(_place, "state");

    /// <summary>The installer's folder.</summary>
    public string Folder => Path.Combine(_place, "installer");

    private string Config => Path.Combine(_place, "config");

    private ClusterFolder Cluster => ClusterPlace.Of(State, new ConfigFolder(Config).Fleet(Fleet).Required());

    /// <summary>Made by a program of <c>tests/lab</c>, whose last word is the folder.</summary>
    public static async Task<ForeignInstaller> MakeAsync(string program, params string[] words)
    {
        var made = new ForeignInstaller();
        await RunAsync(Path.Combine(RepositoryRoot.Path, "tests", "lab", program), [.. words, made.Folder]);
        return made;
    }

    /// <summary>Plays a drill with the installer as it is now; it must end as written.</summary>
    /// <param name="drill">Path from the root of the repository.</param>
    public async Task PlayAsync(string drill)
    {
        await RunAsync("cp", "-a", "config", Config);
        var fleet = Path.Combine(Config, "fleets", Fleet + ".yaml");
        await File.WriteAllTextAsync(fleet, Regex.Replace(await File.ReadAllTextAsync(fleet), "(?m)^(- { name: .*roles: .*]) }$", $"$1, installer: {Folder} }}"));
        var (exit, output) = await PlayedDrill.PlayAsync(drill, State, "--config", Config);
        Assert.True(exit == 0, output[Math.Max(0, output.Length - 12_000)..]);
    }

    /// <summary>A drill that is not among the shipped ones.</summary>
    public async Task PlayTextAsync(string drill)
    {
        var file = Path.Combine(_place, "drill.yaml");
        await File.WriteAllTextAsync(file, drill);
        await PlayAsync(file);
    }

    /// <summary>A file of a host as the night left it.</summary>
    public string FileOf(string host, string path) => File.ReadAllText(Path.Combine(Cluster.RootOf(host), path));

    /// <summary>The package database of every host, which its own dpkg keeps, has the new version; returned by host.</summary>
    public IReadOnlyDictionary<string, string> UpgradedPackages()
    {
        var found = Cluster.HostNames().ToDictionary(h => h, h => FileOf(h, "var/lib/dpkg/status"));
        Assert.All(found.Values, status => Assert.Matches("Package: zimbra-core\nStatus: install ok installed\n(.+\n)*Version: 8\\.8\\.10", status));
        return found;
    }

    /// <summary>What a program printed that ended well.</summary>
    public static async Task<string> RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = RepositoryRoot.Path, RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return said;
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);
}
