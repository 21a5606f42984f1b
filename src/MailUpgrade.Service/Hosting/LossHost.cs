using MailUpgrade.Core.Engine;

namespace MailUpgrade.Service.Hosting;

/// <summary>Keeps the counters of what a late rollback would lose and of what a left-out host means at work as long as the service lives.</summary>
public sealed class LossHost(LossCounter counter, LeaveOutCounter leftOut) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(counter.RunAsync(stoppingToken), leftOut.RunAsync(stoppingToken));
}
