using MailUpgrade.Core.Engine;

namespace MailUpgrade.Service.Hosting;

/// <summary>Runs the sample desk for as long as the service lives.</summary>
internal sealed class SampleHost(SampleDesk desk) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => desk.RunAsync(stoppingToken);
}
