using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Service.Hosting;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>The practice cluster of a state folder as a drill's world. Everything is a file that the simulated hosts read.</summary>
internal static partial class PracticeWorld
{
    /// <summary>World of <c>STATE/practice/FLEET</c>, which need not exist yet.</summary>
    public static DrillWorld Of(string stateFolder, Fleet fleet)
    {
        var folder = ClusterPlace.Of(stateFolder, fleet);
        var catalogue = FaultCatalogue.Load();
        var faults = new PracticeFaults(folder, catalogue, new PracticeClock(folder));
        return new DrillWorld(
            [.. catalogue.Kinds.Keys],
            (name, host, values) => Told(() => faults.Set(name, host, values)),
            (name, host) => Told(() => faults.Clear(name, host)),
            (host, until) => Replace(folder.LinkOf(host), until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            (host, ct) => FactsAsync(folder, host, ct),
            step => StartsOf(folder, step),
            (file, ct) => fleet.Lab is { } lab ? ResetAsync(lab, file, ct) : Task.CompletedTask,
            ct => new PracticeCluster(folder, fleet, []).StopAsync(ct))
        {
            HandsAsync = async (host, command, ct) =>
            {
                var (status, said) = await OnAsync(folder, host, ["sh", "-c", command + " 2>&1"], ct);
                return (status, said.TrimEnd().Split('\n')[^1].Trim());
            },
            IsDown = channel => IsDown(Path.Combine(folder.BotFaults, "chat-down"), channel),
        };
    }

    /// <summary>The fault names a channel, or means all.</summary>
    private static bool IsDown(string fault, string channel)
    {
        try
        {
            return File.Exists(fault) && File.ReadAllLines(fault).FirstOrDefault(l => l.StartsWith("channel=", StringComparison.Ordinal)) is var named
                && (named is null || named == "channel=" + channel);
        }
        catch (IOException)
        {
            // It is being taken away.
            return false;
        }
    }

    /// <summary>Hosts of a lab live longer than a drill: each drill begins with hosts that were never used.</summary>
    private static async Task ResetAsync(string lab, string fleetFile, CancellationToken ct)
    {
        var program = Path.Combine(lab, "reset");
        if (!File.Exists(program))
        {
            throw new DrillFailedException($"there is no lab in {lab}: run tests/lab/up (as root) first");
        }
        using var process = Process.Start(new ProcessStartInfo(program, [Path.GetFullPath(fleetFile)]) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new DrillFailedException($"the lab could not be put back: {said.Trim()}");
        }
    }

    /// <summary>A fault that this cluster cannot have is the script's mistake.</summary>
    private static void Told(Action action)
    {
        try
        {
            action();
        }
        catch (FaultException wrong)
        {
            throw new DrillFailedException(wrong.Message);
        }
    }

    /// <summary>The host's programs read at any moment: they see the old file or the new one.</summary>
    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static int StartsOf(ClusterFolder folder, string step) => folder.HostNames()
        .Select(folder.LedgerOf).Append(Path.Combine(folder.Bot, "ledger")).Where(File.Exists)
        .SelectMany(File.ReadLines).Count(line => line.Split(' ')[0] == step);

    private static async Task<HostFacts> FactsAsync(ClusterFolder folder, string host, CancellationToken ct)
    {
        var version = VersionNumber().Match(await ToldAsync(folder, host, "zmcontrol -v", ct));
        var status = (await ToldAsync(folder, host, "zmcontrol status", ct)).Split('\n')
            .Select(line => ServiceLine().Match(line)).Where(m => m.Success).ToLookup(m => m.Groups[2].Value, m => m.Groups[1].Value);
        return new HostFacts(version.Success ? version.Value : null, [.. status["Running"]], [.. status["Stopped"]]);
    }

    private static async Task<string> ToldAsync(ClusterFolder folder, string host, string command, CancellationToken ct) =>
        (await OnAsync(folder, host, ["su", "-", "zimbra", "-c", command], ct)).Output;

    private static async Task<(int Status, string Output)> OnAsync(ClusterFolder folder, string host, string[] command, CancellationToken ct)
    {
        var info = new ProcessStartInfo(folder.On) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in command.Prepend(host))
        {
            info.ArgumentList.Add(word);
        }
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var complaints = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await complaints;
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"^\t(\S.*?)\s+(Running|Stopped)\s*$")]
    private static partial Regex ServiceLine();
}
