using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Service.Hosting;

/// <summary>Asks the three questions a day after a night. Derived from run and book, so that a restart in between neither forgets nor repeats it.</summary>
internal sealed class ReviewKeeper(
    RunCoordinator run, Book book, IReadOnlyList<IChatChannel> channels, RunClock clock, TimeProvider wire, ILogger<ReviewKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = run.State;
            if (NightReview.Due(seen, book.State) is not { } due)
            {
                await run.ChangedAsync(seen.Seq, stoppingToken);
                continue;
            }
            var left = due - clock.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, clock, stoppingToken);
            }
            else if (!await AskedAsync(stoppingToken))
            {
                await Task.Delay(Again, wire, stoppingToken);
            }
        }
    }

    private async Task<bool> AskedAsync(CancellationToken ct)
    {
        var seen = run.State;
        try
        {
            var message = NightReview.Ask(seen, new Speech(seen.Language, run.Scene.Zone));
            foreach (var channel in channels)
            {
                await channel.SendAsync(message, ct);
            }
            await book.RecordAsync(known => known.Reviews.Contains(seen.Id) ? [] : [new ReviewAsked(seen.Id)], ct);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            HostingLog.ReviewWaits(log, Again, fault);
            return false;
        }
    }
}
