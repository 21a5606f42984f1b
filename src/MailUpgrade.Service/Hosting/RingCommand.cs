using System.Diagnostics;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Service.Hosting;

/// <summary>The site's own way to wake somebody: a command of its settings, run by <c>sh -c</c>.</summary>
/// <param name="command">Shell text; empty: there is none.</param>
/// <param name="wire">How long it may take is real time.</param>
/// <param name="log">Diagnostics.</param>
internal sealed class RingCommand(string command, TimeProvider wire, ILogger log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs it once. What it is told stands in its environment: a command line can be read by everybody on the machine. Never throws.</summary>
    /// <returns>Exit code; null where it was not run, or was ended because it took too long.</returns>
    public async Task<int?> RingAsync(string run, OutboundMessage message)
    {
        if (command.Length == 0)
        {
            return null;
        }
        try
        {
            var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
            info.ArgumentList.Add("-c");
            info.ArgumentList.Add(command);
            info.Environment["MAILUPGRADE_WHO"] = message.For ?? "";
            info.Environment["MAILUPGRADE_WHAT"] = message.Lines[0];
            info.Environment["MAILUPGRADE_RUN"] = run;
            using var process = Process.Start(info)!;
            using var patience = new CancellationTokenSource(Limit, wire);
            using var end = patience.Token.Register(() => process.Kill(entireProcessTree: true));
            await process.WaitForExitAsync(CancellationToken.None);
            HostingLog.Rung(log, message.Lines[0], process.ExitCode);
            return patience.IsCancellationRequested ? null : process.ExitCode;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            HostingLog.NotCalled(log, fault);
            return null;
        }
    }
}
