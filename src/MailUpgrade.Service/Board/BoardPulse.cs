using MailUpgrade.Core.Engine;

namespace MailUpgrade.Service.Board;

/// <summary>Says that the board looks different: at each event, and each second for clock and last lines.</summary>
public sealed class BoardPulse(RunCoordinator run, BoardFeed feed, TimeProvider wire) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = run.State.Seq;
            feed.Changed.Raise();
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(run.ChangedAsync(seen, over.Token), Task.Delay(Beat, wire, over.Token));
            await over.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }
}
