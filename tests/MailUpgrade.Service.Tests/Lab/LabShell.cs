using System.Diagnostics;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>The lab as its own commands and a login over ssh reach it.</summary>
internal static class LabShell
{
    private const string Lab = "/var/lib/mailupgrade-lab";
    private const string JumpHost = "10.77.0.2";

    /// <summary>Folder of the lab's cluster.</summary>
    public const string Cluster = Lab + "/pool/cluster";

    private static readonly string[] Login =
        ["-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + Lab + "/known_hosts", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-i", Lab + "/key"];

    /// <summary>Hosts that were never used.</summary>
    public static void Reset()
    {
        var (code, said) = Run(Lab + "/reset");
        Assert.True(code == 0, said);
    }

    /// <summary>What a command says on a host, as root over ssh.</summary>
    public static string Said(string host, string command) => Run("ssh", Words(host, command)).Said;

    /// <summary>Exit code and words of a program of the bot's own machine.</summary>
    public static (int Code, string Said) Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaints = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + complaints.Result);
    }

    /// <summary>A command on a host as root over ssh, whose input and output are the caller's.</summary>
    public static Process Start(string host, string command) =>
        Process.Start(new ProcessStartInfo("ssh", Words(host, command)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>The lab's daemon and the mail service look some times a second; a busy machine may take longer.</summary>
    public static async Task<bool> ComesAsync(Func<bool> holds)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var n = 0; n < 200; n++)
        {
            if (holds())
            {
                return true;
            }
            await look.WaitForNextTickAsync();
        }
        return false;
    }

    private static string[] Words(string host, string command)
    {
        var line = File.ReadLines(Lab + "/fleet.list").Select(l => l.Split(' ')).Single(l => l[0] == host);
        string[] jump = line[2] == "far" ? ["-o", $"ProxyCommand=ssh {string.Join(' ', Login)} -W %h:%p upgrade@{JumpHost}"] : [];
        return [.. Login, .. jump, "upgrade@" + line[1], "sudo sh -c '" + command.Replace("'", "'\\''", StringComparison.Ordinal) + "' 2>&1"];
    }
}
