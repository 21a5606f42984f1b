using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>Carries into the book what outlives the run. Derived from the run's journal, so a crash loses nothing of it.</summary>
public sealed class BookKeeper(RunCoordinator run, Book book, TimeProvider wire, ILogger<BookKeeper> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = run.State;
            try
            {
                if (seen.Id.Length > 0)
                {
                    await book.RecordAsync(known => Outliving.Of(seen, run.Scene, known), stoppingToken);
                }
            }
            catch (JournalWriteException e)
            {
                HostingLog.BookFailed(log, e);
                await Task.Delay(AfterFault, wire, stoppingToken);
                continue;
            }
            await run.ChangedAsync(seen.Seq, stoppingToken);
        }
    }
}
