using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// After a run that ended well takes away what it left on its hosts: programs, outputs and answers of its tickets. Each host is told in
/// the log. Of a run that ended otherwise everything stays for whoever looks into it.
/// </summary>
public sealed class HostCleaning(RunCoordinator run, IHosts hosts, RunClock clock, EngineTimings timings, ILogger<HostCleaning> log)
{
    /// <summary>Returns when the notes of an ended run are needed no more: something of its aftercare may still read them. Default: at once.</summary>
    public Func<string, CancellationToken, Task> NotesNeeded { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Waits for the end of the run, cleans, and returns. Hosts that do not answer are asked again until they do.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!run.State.HasEnded)
        {
            await run.ChangedAsync(run.State.Seq, ct);
        }
        if (run.State.Status is not (RunStatus.SignedOff or RunStatus.Completed or RunStatus.RolledBack))
        {
            return;
        }
        await NotesNeeded(run.State.Id, ct);
        var touched = run.State.Steps.Values.Select(s => s.Host).OfType<string>().Distinct(StringComparer.Ordinal);
        await Task.WhenAll(touched.Order(StringComparer.Ordinal).Select(h => CleanAsync(run.Files.Fleet.HostOf(h), ct)));
    }

    private async Task CleanAsync(FleetHost host, CancellationToken ct)
    {
        while (true)
        {
            var again = timings.AskBarredEvery;
            try
            {
                if (await hosts.CleanAsync(host, run.State.Id, ct))
                {
                    Log.Cleaned(log, host.Name, run.State.Id);
                    return;
                }
                Log.NotCleaned(log, host.Name, run.State.Id, "a program of the run is still at work there", null);
            }
            catch (Exception e) when (e is HostUnreachableException or HostBarredException)
            {
                again = e is HostUnreachableException ? timings.AskAgainEvery : again;
                Log.NotCleaned(log, host.Name, run.State.Id, "it does not answer", e);
            }
            await Task.Delay(again, clock, ct);
        }
    }
}
