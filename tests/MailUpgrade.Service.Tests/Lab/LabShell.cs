using System.Diagnostics;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>The lab as its own commands and a login over ssh reach it.</summary>
internal static class LabShell
{
    private const string Lab = "/var/lib/mailupgrade-lab";

    /// <summary>Folder of the lab's cluster.</summary>
    public const string Cluster = Lab + "/pool/cluster";

    /// <summary>Hosts that were never used.</summary>
    public static void Reset() => Assert.Equal(0, Run(Lab + "/reset").Code);

    /// <summary>What a command says on a host, as root over ssh.</summary>
    public static string Said(string host, string command)
    {
        var address = File.ReadLines(Lab + "/fleet.list").Select(l => l.Split(' ')).Single(l => l[0] == host)[1];
        return Run(
            "ssh", "-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + Lab + "/known_hosts", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-i", Lab + "/key",
            "upgrade@" + address, "sudo sh -c '" + command.Replace("'", "'\\''", StringComparison.Ordinal) + "' 2>&1").Said;
    }

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

    private static (int Code, string Said) Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaints = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + complaints.Result);
    }
}
