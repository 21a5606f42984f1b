using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Hosting;

/// <summary>Calls people who do not answer, and says on the other channels when one does not reach people.</summary>
public sealed class EscalationHost(
    RunCoordinator run, Notifier notifier, IReadOnlyList<IChatChannel> channels, RunClock clock, TimeProvider wire, EscalationOptions options,
    ILogger<EscalationHost> log) : BackgroundService
{
    // Wire clock: between two looks.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Escalation escalation = new(options.After);
    private readonly ChannelTroubles troubles = new();
    private readonly RingCommand ring = new(options.Ring, wire, log);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, wire);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CallAsync(stoppingToken);
                await LookAtChannelsAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                HostingLog.NotCalled(log, fault);
            }
        }
    }

    private async Task CallAsync(CancellationToken ct)
    {
        if (run.State.Id.Length == 0)
        {
            return;
        }
        var scene = run.Scene;
        var say = new Speech(run.State.Language, scene.Zone);
        foreach (var call in escalation.Due(notifier.Open, scene.Team, say, clock.GetUtcNow()))
        {
            if (call.Rings)
            {
                _ = ring.RingAsync(run.State.Id, call.Message);
                continue;
            }
            foreach (var channel in channels)
            {
                await TryAsync(channel, call.Message, ct);
            }
        }
    }

    /// <summary>A channel that does not reach people is said on those that do, and so is its return.</summary>
    private async Task LookAtChannelsAsync(CancellationToken ct)
    {
        var say = new Speech(run.State.Language, TimeZoneInfo.Utc);
        foreach (var news in troubles.Look(channels.Select(c => (c.Name, c.Trouble)), run.State.Id, say, wire.GetUtcNow()))
        {
            foreach (var channel in channels.Where(c => c.Name != news.About))
            {
                await TryAsync(channel, news.Message, ct);
            }
        }
    }

    private async Task TryAsync(IChatChannel channel, OutboundMessage message, CancellationToken ct)
    {
        try
        {
            await channel.SendAsync(message, ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            HostingLog.NotCalled(log, fault);
        }
    }
}
