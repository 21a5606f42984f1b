using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Service.Hosting;

/// <summary>
/// Copies the run away at each phase, step and answer and each change of the run's state. A copy that fails is told once, tried again every minute, and never
/// holds up the night.
/// </summary>
public sealed class AwayKeeper(RunCoordinator run, AwayCopy away, TimeProvider wire, ILogger<AwayKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (away.IsNone)
        {
            return;
        }
        var kept = "";
        while (true)
        {
            var seen = run.State;
            var mark = MarkOf(seen);
            if (seen.Id.Length > 0 && mark != kept)
            {
                if (await CopiedAsync(seen, stoppingToken))
                {
                    kept = mark;
                }
                else
                {
                    await Task.Delay(Again, wire, stoppingToken);
                    continue;
                }
            }
            await run.ChangedAsync(seen.Seq, stoppingToken);
        }
    }

    private async Task<bool> CopiedAsync(RunState seen, CancellationToken ct)
    {
        try
        {
            await away.CopyAsync(seen.Id, ct);
        }
        catch (Exception e) when (e is IOException or Microsoft.Data.Sqlite.SqliteException or System.ComponentModel.Win32Exception)
        {
            HostingLog.AwayFailed(log, e);
            await run.SubmitAsync(new Observe($"away:{run.State.Seq}", [new AwayFailed(e.Message)]), ct);
            return false;
        }
        await run.SubmitAsync(new Observe($"away:{run.State.Seq}", [new AwayKept()]), ct);
        return true;
    }

    /// <summary>
    /// A new one with each phase and step that begins or ends, each answer to an installer and each state of the run: an installer that is
    /// found again is asked by the number of its answers, so those must not be missing.
    /// </summary>
    private static string MarkOf(RunState s) => string.Join(
        ' ',
        s.Phases.Values.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => $"{p.Id}={p.Status}")
            .Concat(s.Steps.Values.OrderBy(x => x.Name, StringComparer.Ordinal).Select(x => $"{x.Name}={x.Status}.{x.Attempt}.{x.Answers.Count}"))
            .Append(s.Status.ToString()).Append(s.Id));
}
