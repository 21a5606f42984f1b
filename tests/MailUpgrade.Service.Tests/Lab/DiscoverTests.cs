using System.Diagnostics;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>A fleet file that the cluster itself has told.</summary>
[Collection("lab")]
public sealed class DiscoverTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailupgrade-discover-").FullName;

    [LabFact]
    public async Task What_the_lab_says_of_itself_is_the_hand_written_file_but_for_comments()
    {
        await ResetAsync("lab");
        var file = Path.Combine(folder, "lab.yaml");
        var exit = await RunAsync("discover", "ssh://10.77.1.1", "--state", folder, "--out", file);
        Assert.Equal(0, exit);
        Assert.Equal(Bare(Path.Combine(RepositoryRoot.Path, "config", "fleets", "lab.yaml")), Bare(file));
        Assert.Empty(FleetLoader.Load(file).Faults);
        Assert.Contains("# look: mbs4: far-hsm at /mnt/far-hsm lies elsewhere (nfs4): outside every snapshot", await File.ReadAllLinesAsync(file));
    }

    [LabFact]
    public async Task A_file_that_is_there_is_not_written_over()
    {
        var file = Path.Combine(folder, "mine.yaml");
        await File.WriteAllTextAsync(file, "mine");
        Assert.Equal(2, await RunAsync("discover", "ssh://10.77.1.1", "--state", folder, "--out", file));
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IReadOnlyList<string> Bare(string file) =>
        [.. File.ReadLines(file).Select(l => l.Split(" #")[0].TrimEnd()).Where(l => l.Length > 0 && l[0] != '#')];

    /// <summary>A night before may have left the hosts of a smaller fleet.</summary>
    private static async Task ResetAsync(string fleet) =>
        Assert.Equal(0, await StartAsync("sh", Path.Combine("tests", "lab", "reset"), Path.Combine("config", "fleets", fleet + ".yaml")));

    private static Task<int> RunAsync(params string[] words) => StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"), .. words]);

    private static async Task<int> StartAsync(string program, params string[] words)
    {
        var info = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
