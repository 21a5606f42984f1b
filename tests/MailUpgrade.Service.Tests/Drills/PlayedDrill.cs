using System.Diagnostics;
using MailUpgrade.Testing;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>Plays a drill of the repository with the real program, as a person would from its root.</summary>
internal static class PlayedDrill
{
    /// <summary>Exit status and all that was printed.</summary>
    /// <param name="drill">Path from the root.</param>
    /// <param name="state">Folder that it leaves.</param>
    /// <param name="more">Further words of the command line.</param>
    public static async Task<(int Exit, string Output)> PlayAsync(string drill, string state, params IEnumerable<string> more)
    {
        var info = new ProcessStartInfo("dotnet") { WorkingDirectory = RepositoryRoot.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[] { Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"), "drill", drill, "--keep", state }.Concat(more))
        {
            info.ArgumentList.Add(word);
        }
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
