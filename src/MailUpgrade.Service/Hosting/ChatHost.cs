using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>Keeps the bot hearing and telling as long as the service lives: each channel by itself, whatever happens to another.</summary>
public sealed class ChatHost(
    InboundQueue inbound, Notifier notifier, JournalAlarm alarm, IReadOnlyList<IChatChannel> channels, TimeProvider wire, ILogger<ChatHost> log) : BackgroundService
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [inbound.RunAsync(stoppingToken), notifier.RunAsync(stoppingToken), alarm.RunAsync(stoppingToken), .. channels.Select(c => HearAsync(c, stoppingToken))]);

    private async Task HearAsync(IChatChannel channel, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await channel.ListenAsync(message => inbound.TryAdd(message, () => { }), ct);
                return;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                HostingLog.Deaf(log, channel.Name, Breath, fault);
                await Task.Delay(Breath, wire, ct);
            }
        }
    }
}
