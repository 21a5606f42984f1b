using System.Diagnostics;
using System.Globalization;

namespace MailUpgrade.Benchmarks.Sampling;

/// <summary>Python's imaplib with 50 threads, in a process of its own that measures itself.</summary>
internal static class Peer
{
    public static async Task<double> RunAsync(string script, string users, int port)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", [script, users, port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var said = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? double.Parse(said, CultureInfo.InvariantCulture) : throw new InvalidOperationException("imaplib failed");
    }
}
