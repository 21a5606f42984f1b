using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Service.Hosting;

/// <summary>Carries into the book what outlives the run: a rehearsal that has passed.</summary>
public sealed class BookKeeper(RunCoordinator run, Book book) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = run.State;
            if (seen is { Mode: "rehearsal", Status: RunStatus.Completed, EndedAt: { } ended })
            {
                await book.RehearsedAsync(seen.Id, seen.PlanHash, Lengths(seen), ended, stoppingToken);
            }
            await run.ChangedAsync(seen.Seq, stoppingToken);
        }
    }

    private static Dictionary<string, double> Lengths(RunState run) => run.Phases.Values
        .Where(p => p is { StartedAt: not null, EndedAt: not null })
        .ToDictionary(p => p.Id, p => Math.Round((p.EndedAt!.Value - p.StartedAt!.Value).TotalMinutes, 1));
}
