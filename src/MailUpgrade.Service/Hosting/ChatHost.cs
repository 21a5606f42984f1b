using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Engine;

namespace MailUpgrade.Service.Hosting;

/// <summary>Keeps the bot hearing and telling as long as the service lives.</summary>
public sealed class ChatHost(InboundQueue inbound, Notifier notifier) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(inbound.RunAsync(stoppingToken), notifier.RunAsync(stoppingToken));
}
