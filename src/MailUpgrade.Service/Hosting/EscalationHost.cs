using System.Diagnostics;
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
    // Wire clock: between two looks; how long a channel may be silent before the others hear of it; how long the ring command may take.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RingLimit = TimeSpan.FromMinutes(2);

    private readonly Escalation escalation = new(options.After);
    private readonly Dictionary<string, DateTimeOffset> troubled = [];
    private readonly HashSet<string> told = [];

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
                _ = RingAsync(call.Message);
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
        foreach (var channel in channels)
        {
            if (channel.Trouble is not { } why)
            {
                troubled.Remove(channel.Name);
                if (told.Remove(channel.Name))
                {
                    await SayAsync(channel, s => s.Say($"✔ {channel.Name} reaches people again", $"✔ {channel.Name} sudah sampai lagi"), [], ct);
                }
                continue;
            }
            troubled.TryAdd(channel.Name, wire.GetUtcNow());
            if (wire.GetUtcNow() - troubled[channel.Name] >= Silent && told.Add(channel.Name))
            {
                await SayAsync(
                    channel, s => s.Say($"✖ {channel.Name} failed: people there hear nothing", $"✖ {channel.Name} gagal: orang di sana tidak mendengar"),
                    [why, Way(run.State.Language)], ct);
            }
        }
    }

    private static string Way(string language) => new Speech(language, TimeZoneInfo.Utc).Say(
        "Nothing is lost: it is told there later. Decide here, or on the bot's host: mailupgrade chat --as PERSON.",
        "Tidak ada yang hilang: di sana disampaikan nanti. Putuskan di sini, atau di mesin bot: mailupgrade chat --as ORANG.");

    private async Task SayAsync(IChatChannel about, Func<Speech, string> first, IReadOnlyList<string> rest, CancellationToken ct)
    {
        var say = new Speech(run.State.Language, TimeZoneInfo.Utc);
        var key = $"{run.State.Id}:channel:{about.Name}:{wire.GetUtcNow().ToUnixTimeSeconds()}";
        foreach (var channel in channels.Where(c => c != about))
        {
            await TryAsync(channel, new OutboundMessage(key, MessageKind.Notice, false, null, [first(say), .. rest], OutboundMessage.NoButtons, null), ct);
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

    /// <summary>What it is told stands in its environment: a command line can be read by everybody on the machine.</summary>
    private async Task RingAsync(OutboundMessage message)
    {
        if (options.Ring.Length == 0)
        {
            return;
        }
        try
        {
            var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
            info.ArgumentList.Add("-c");
            info.ArgumentList.Add(options.Ring);
            info.Environment["MAILUPGRADE_WHO"] = message.For ?? "";
            info.Environment["MAILUPGRADE_WHAT"] = message.Lines[0];
            info.Environment["MAILUPGRADE_RUN"] = run.State.Id;
            using var process = Process.Start(info)!;
            using var patience = new CancellationTokenSource(RingLimit, wire);
            await process.WaitForExitAsync(patience.Token);
            HostingLog.Rung(log, message.Lines[0], process.ExitCode);
        }
        catch (Exception fault) when (fault is OperationCanceledException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            HostingLog.NotCalled(log, fault);
        }
    }
}
