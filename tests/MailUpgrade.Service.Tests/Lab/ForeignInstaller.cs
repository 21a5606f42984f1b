using System.Diagnostics;
using System.Text.RegularExpressions;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Installer folders of others for the hosts of the lab.</summary>
internal static class ForeignInstaller
{
    /// <summary>A copy of the configuration, below <paramref name="folder"/>, whose small lab has the installer on every host.</summary>
    public static async Task<string> ConfigAsync(string folder, string installer)
    {
        var config = Path.Combine(folder, "config");
        await RunAsync("cp", "-a", "config", config);
        var fleet = Path.Combine(config, "fleets", "lab-small.yaml");
        await File.WriteAllTextAsync(fleet, Regex.Replace(await File.ReadAllTextAsync(fleet), "(?m)^(- { name: .*roles: .*]) }$", $"$1, installer: {installer} }}"));
        return config;
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
}
