using MailUpgrade.Core.Engine;

namespace MailUpgrade.Service.Hosting;

/// <summary>Keeps the counter of what a late rollback would lose at work as long as the service lives.</summary>
public sealed class LossHost(LossCounter counter) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => counter.RunAsync(stoppingToken);
}
