using MailUpgrade.Core.Engine;

namespace MailUpgrade.Service.Hosting;

/// <summary>Keeps the engine working as long as the service lives.</summary>
public sealed class EngineHost(PhaseExecutor executor, HostCleaning cleaning) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(executor.RunAsync(stoppingToken), cleaning.RunAsync(stoppingToken));
}
