using System.Diagnostics;
using System.Globalization;
using MailUpgrade.Testing;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>
/// Plays a drill of the repository with the real program, as a person would from its root. A night is written for a speed that two idle
/// cores keep up with; where the machine has more to do than that, the night is played slower by as much, so that its limits mean the same.
/// </summary>
internal static class PlayedDrill
{
    private const double EveryCoreKeepsUpWith = 5;

    /// <summary>Exit status and all that was printed.</summary>
    /// <param name="drill">Path from the root.</param>
    /// <param name="state">Folder that it leaves.</param>
    /// <param name="more">Further words of the command line.</param>
    public static async Task<(int Exit, string Output)> PlayAsync(string drill, string state, params IEnumerable<string> more)
    {
        var info = new ProcessStartInfo("dotnet") { WorkingDirectory = RepositoryRoot.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        List<string> words = [Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"), "drill", drill, "--keep", state, .. more];
        if (!words.Contains("--speed"))
        {
            words.AddRange(["--speed", SpeedOf(drill).ToString(CultureInfo.InvariantCulture)]);
        }
        foreach (var word in words)
        {
            info.ArgumentList.Add(word);
        }
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static int SpeedOf(string drill)
    {
        var written = File.ReadLines(Path.Combine(RepositoryRoot.Path, drill)).First(l => l.StartsWith("speed:", StringComparison.Ordinal));
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) / Environment.ProcessorCount;
        return (int)(int.Parse(written.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / Math.Clamp(load / EveryCoreKeepsUpWith, 1, 5));
    }
}
