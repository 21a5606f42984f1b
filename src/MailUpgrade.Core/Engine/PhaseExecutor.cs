using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Carries the run forward: submits what comes next, and keeps one runner for each step that the journal says is in flight. After a
/// restart nothing is special: steps in flight have no runner yet, so they get one.
/// </summary>
public sealed class PhaseExecutor(
    RunCoordinator run, StepRunner runner, IHosts hosts, TimeProvider wire, ILogger<PhaseExecutor> log)
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(string Step, int Attempt), Runner> runners = [];
    private readonly HashSet<(string Step, int Attempt)> fresh = [];

    /// <summary>Works until the run has ended or the service stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            var seen = run.State;
            try
            {
                await AdvanceAsync(ct);
                KeepRunners(run.State, ct);
            }
            catch (JournalWriteException e)
            {
                Log.JournalFailed(log, e);
                await Task.Delay(AfterFault, wire, ct);
                continue;
            }
            if (run.State.HasEnded)
            {
                await StopRunnersAsync(ct);
            }
            if (run.State.Seq == seen.Seq)
            {
                await run.ChangedAsync(seen.Seq, ct);
            }
        }
    }

    /// <summary>True while a step of the run touches the world.</summary>
    public bool Works
    {
        get
        {
            lock (runners)
            {
                return runners.Values.Any(r => !r.Task.IsCompleted);
            }
        }
    }

    private async Task AdvanceAsync(CancellationToken ct)
    {
        foreach (var work in NextWork.Of(run.State, run.Scene))
        {
            var decision = await run.SubmitAsync(new Advance($"next:{run.State.Seq}:{work}", work), ct);
            if (decision is Decision.Accepted && work is Work.StartStep start)
            {
                fresh.Add((start.Step, start.Attempt));
            }
        }
    }

    private void KeepRunners(RunState state, CancellationToken ct)
    {
        lock (runners)
        {
            foreach (var (key, taken) in runners.Where(r => !r.Value.Task.IsCompleted && IsTaken(state, r.Key.Step)).ToList())
            {
                taken.Stop.Cancel();
                runners.Remove(key);
            }
            foreach (var step in state.Steps.Values.Where(x => NeedsRunner(x) && !IsTaken(state, x.Name)))
            {
                var key = (step.Name, step.Attempt);
                if (!runners.TryGetValue(key, out var current))
                {
                    runners[key] = current = Start(step, ct);
                }
                if (step.Flags.HasFlag(StepFlags.TimedOut))
                {
                    current.TimedOut.Cancel();
                }
            }
            foreach (var (key, old) in runners.Where(r => state.StepOf(r.Key.Step).Attempt > r.Key.Attempt))
            {
                old.Stop.Cancel();
            }
        }
    }

    /// <summary>On a host that is in a person's hands nothing is asked; what runs there goes on and is found again by its ticket.</summary>
    private static bool IsTaken(RunState state, string step) => state.StepOf(step).Host is { } host && state.TakenOver.ContainsKey(host);

    private static bool NeedsRunner(StepState step) => step.Status is StepStatus.Running or StepStatus.Unknown;

    private Runner Start(StepState step, CancellationToken ct)
    {
        var timedOut = new CancellationTokenSource();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        return new Runner(GuardAsync(step, fresh.Remove((step.Name, step.Attempt)), timedOut.Token, stop.Token), timedOut, stop);
    }

    /// <summary>A fault of our own in a runner is told and tried again: the host decides by ticket what that means.</summary>
    private async Task GuardAsync(StepState step, bool isFresh, CancellationToken timedOut, CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await runner.RunAsync(step, isFresh, timedOut, ct);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever went wrong, the step is in flight and somebody must go on asking
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.RunnerFault(log, step.Name, e);
                isFresh = false;
                try
                {
                    await Task.Delay(AfterFault, wire, ct);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    /// <summary>The run is over: what may be ended is ended.</summary>
    private async Task StopRunnersAsync(CancellationToken ct)
    {
        foreach (var step in run.State.InFlight.Where(s => s.Host is not null))
        {
            var planned = Facts.StepOf(run.Files.Plan, step.Name);
            lock (runners)
            {
                runners.GetValueOrDefault((step.Name, step.Attempt))?.Stop.Cancel();
            }
            if (!ShadowRules.Is(run.State) && planned is { Kind: StepKind.Run or StepKind.Install or StepKind.Snapshot or StepKind.Backup }
                && !Facts.IsLocked(step, planned))
            {
                try
                {
                    var ticket = TicketWork.TicketOf(run.State.Id, step.Name, step.Attempt);
                    await hosts.CancelAsync(run.Files.Fleet.HostOf(step.Host!), ticket, ct);
                }
                catch (Exception e) when (e is HostUnreachableException or HostBarredException)
                {
                    Log.CancelUnreachable(log, step.Name, e);
                }
            }
        }
    }

    private sealed record Runner(Task Task, CancellationTokenSource TimedOut, CancellationTokenSource Stop);
}
