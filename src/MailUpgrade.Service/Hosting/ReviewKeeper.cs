using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Service.Hosting;

/// <summary>Asks the three questions a day after a night. Derived from the book, so that a restart in between neither forgets nor repeats it.</summary>
internal sealed class ReviewKeeper(
    Book book, IReadOnlyList<IChatChannel> channels, RunClock clock, TimeProvider wire, ILogger<ReviewKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var known = book.State;
            if (NightReview.Waiting(known) is not { } night)
            {
                await book.ChangedAsync(known.Seq, stoppingToken);
                continue;
            }
            var left = night.EndedAt + NightReview.After - clock.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, clock, stoppingToken);
            }
            else if (!await AskedAsync(night, stoppingToken))
            {
                await Task.Delay(Again, wire, stoppingToken);
            }
        }
    }

    private async Task<bool> AskedAsync(AftercareListed night, CancellationToken ct)
    {
        try
        {
            var message = NightReview.Ask(night.Run, new Speech(night.Language, TimeZoneInfo.FindSystemTimeZoneById(night.Zone)));
            foreach (var channel in channels)
            {
                await channel.SendAsync(message, ct);
            }
            await book.RecordAsync(known => known.Reviews.Contains(night.Run) ? [] : [new ReviewAsked(night.Run)], ct);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            HostingLog.ReviewWaits(log, Again, fault);
            return false;
        }
    }
}
