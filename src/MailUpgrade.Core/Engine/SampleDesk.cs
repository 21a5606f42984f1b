using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Sampling;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Engine;

/// <summary>Looks at what people ask to have looked at, one after another, beside the plan. What it saw goes into the journal.</summary>
public sealed class SampleDesk(RunCoordinator run, SampleWork work, ILogger<SampleDesk> log)
{
    /// <summary>Works until cancelled. What was asked before a crash and not answered is looked at again.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            var state = run.State;
            if (state.AskedSamples.IsEmpty)
            {
                await run.ChangedAsync(state.Seq, ct);
                continue;
            }
            var (seq, asked) = state.AskedSamples.First();
            await run.SubmitAsync(new Observe($"looked:{seq}", [await LookAsync(new SampleScope(asked.Account, asked.Host), ct)]), ct);
            if (run.State.AskedSamples.ContainsKey(seq))
            {
                // Nothing more is written to a run that has ended.
                await run.ChangedAsync(run.State.Seq, ct);
            }
        }
    }

    private async Task<RunEvent> LookAsync(SampleScope scope, CancellationToken ct)
    {
        try
        {
            return await work.LookAsync(scope, ct);
        }
#pragma warning disable CA1031 // whatever a mail service answers, the person who asked gets a word and the next one his turn
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotLooked(log, scope.Host ?? "account", e);
            return new SampleNotTaken(scope.Name, e is HostUnreachableException or InvalidOperationException or KeyNotFoundException ? e.Message : e.GetType().Name);
        }
    }
}
