using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>Keeps people's sessions on hosts that were taken over recorded, as long as the service lives.</summary>
public sealed class SessionHost(TakeoverSessions sessions, TimeProvider wire, ILogger<SessionHost> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await sessions.RunAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is JournalWriteException or IOException)
            {
                HostingLog.Unrecorded(log, fault);
                await Task.Delay(AfterFault, wire, stoppingToken);
            }
        }
    }
}
