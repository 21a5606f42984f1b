using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Asks a host now and then how far its installer is, while it runs. It is shown and never recorded: no decision hangs on it, and an
/// answer that does not come is left out.
/// </summary>
internal sealed class ProgressWatch(RunCoordinator run, IHosts hosts, RunClock clock, TimeProvider wire, EngineTimings timings)
{
    private const int Longest = 60;

    /// <summary>Asks until the work is over, and returns what it returned.</summary>
    public async Task<T> WhileAsync<T>(Task<T> work, FleetHost host, string step, HostScript script, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var asking = AskAsync(host, step, script, over.Token);
        try
        {
            return await work;
        }
        finally
        {
            await over.CancelAsync();
            await asking;
            run.Stages.TryRemove(step, out _);
        }
    }

    private async Task AskAsync(FleetHost host, string step, HostScript script, CancellationToken ct)
    {
        var asked = clock.GetUtcNow();
        try
        {
            while (true)
            {
                await Task.Delay(timings.ProgressPause, wire, ct);
                if (clock.GetUtcNow() - asked < timings.ProgressEvery)
                {
                    continue;
                }
                asked = clock.GetUtcNow();
                try
                {
                    var answer = await hosts.AskAsync(host, script, timings.ReadLimit, ct);
                    var line = answer.Output.AsSpan().Trim();
                    line = line[(line.LastIndexOf('\n') + 1)..].Trim();
                    if (answer is { Kind: EndKind.Exited, ExitStatus: 0 } && line.Length is > 0 and < Longest)
                    {
                        run.Stages[step] = line.ToString();
                    }
                }
                catch (Exception e) when (e is HostUnreachableException or HostBarredException)
                {
                    // the step itself tells that its host cannot be seen
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the installer has ended, or the service stops
        }
    }
}
