using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Does one attempt of one step that the journal says has begun, and submits its outcome. Called again for the same attempt after a
/// crash it goes on where the host is, never from the start.
/// </summary>
public sealed class StepRunner(
    RunCoordinator run, IHosts hosts, SampleWork samples, IStepLogs logs, IRunFileSource source, RunClock clock,
    TimeProvider wire, EngineTimings timings)
{
    private readonly LastWords words = new(run, logs);

    /// <summary>Runs until the outcome is submitted. Steps that wait for people or time have none to submit.</summary>
    /// <param name="state">The attempt.</param>
    /// <param name="isFresh">This process has recorded its start, so the host cannot know its ticket yet.</param>
    /// <param name="timedOut">The attempt takes too long and is to be ended.</param>
    /// <param name="ct">The service stops; the step goes on where it runs.</param>
    public async Task RunAsync(StepState state, bool isFresh, CancellationToken timedOut, CancellationToken ct)
    {
        var step = Facts.StepOf(run.Files.Plan, state.Name)!;
        if (step.Kind == StepKind.Wait || (step.Kind == StepKind.Ask && state.How != ShadowRules.Watch))
        {
            return;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timedOut, ct);
        Outcome outcome;
        try
        {
            outcome = step.Kind switch
            {
                _ when state.How == ShadowRules.Watch => await new ShadowStep(run, Read, clock, timings).FollowAsync(step, state, () => samples.OfStepAsync(step, state, either.Token), either.Token),
                StepKind.Sample => await samples.OfStepAsync(step, state, either.Token),
                StepKind.Check => await CheckAsync(step, state, step.Script!, patient: true, either.Token),
                _ => await ActAsync(step, state, isFresh, either.Token),
            };
        }
        catch (OperationCanceledException) when (timedOut.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            outcome = await EndAtTimeOutAsync(step, state, ct);
        }
        await logs.CompleteAsync(run.State.Id, state.Name, state.Attempt, ct);
        var bar = await BarAsync(state, outcome, ct);
        if (step.Kind == StepKind.Install && outcome.Word != "succeeded" && run.Files.Pack.CollectScript is { } collect)
        {
            // before the end is told: nobody may try again over logs that only lie on the host
            await new LogCollector(run, hosts, logs, wire, timings).CollectAsync(
                HostOf(state), state, new HostScript(TextOf(step, state, HostOf(state), collect), state.Name + LogCollector.Suffix, false), ct);
        }
        await run.SubmitAsync(
            new EndStep(
                $"end:{state.Name}:{state.Attempt}:{run.State.Seq}",
                new StepEnded(state.Name, state.Attempt, outcome.Word, outcome.Verdict, outcome.Exit, outcome.Reason, bar is not null, bar),
                outcome.With), ct);
        await logs.CompressAsync(run.State.Id, state.Name, state.Attempt, ct);
    }

    private async Task<Outcome> ActAsync(Step step, StepState state, bool isFresh, CancellationToken ct)
    {
        var host = HostOf(state);
        var reach = new Reach(run, clock, timings);
        var work = new TicketWork(run, hosts, logs, reach, clock, wire, timings);
        if (state.How == BackupAbort.How)
        {
            return await new BackupEnding(run, hosts, words, reach, work, timings).RunAsync(step, state, isFresh, host, AbortTextOf(step, state, host), ct);
        }
        var (wasDone, mayRun) = (false, false);
        if (state.How == "start")
        {
            TicketEnd? end;
            try
            {
                var started = StartedAsync(step, state, isFresh, host, reach, work, ct);
                end = step.Kind == StepKind.Install && run.Files.Pack.ProgressScript is { } progress
                    ? await new ProgressWatch(run, hosts, clock, wire, timings).WhileAsync(
                        started, host, state.Name, new HostScript(TextOf(step, state, host, progress), state.Name, false), ct)
                    : await started;
            }
            catch (NotStartedException forbidden)
            {
                return Outcome.Failed(null, forbidden.Message);
            }
            wasDone = end is null;
            mayRun = step.Kind == StepKind.Backup && end is not (null or { Kind: EndKind.Exited, ExitStatus: 0 or 2 });
            if (end is { Kind: EndKind.Lost })
            {
                return Outcome.Unknown("the program is gone and left no exit status");
            }
            if (end is not null && step.VerifyScript is null && end is not { Kind: EndKind.Exited, ExitStatus: 0 })
            {
                return Judged(Outcome.Failed(end.ExitStatus, await words.WhyAsync(step, state, end, ct)));
            }
        }
        if (state.How == "verify")
        {
            return await MendedAsync(step, state, ct);
        }
        if (step.VerifyScript is null)
        {
            return Outcome.Succeeded("pass", 0, wasDone ? "was done already, nothing was started" : await words.OfAsync(state, "done", ct));
        }
        var outcome = await CheckAsync(step, state, step.VerifyScript, patient: state.Attempt > 1, ct);
        return wasDone ? outcome with { Reason = "was done already, nothing was started: " + outcome.Reason } : Judged(outcome);

        // only exit status 2 of a backup says that it has ended and failed
        Outcome Judged(Outcome o) => mayRun && o.Word == "failed" ? o with { Verdict = "inconclusive" } : o;
    }

    /// <summary>Somebody says that it is mended: what looks at it decides, and where nothing does, their word stands as a word.</summary>
    private async Task<Outcome> MendedAsync(Step step, StepState state, CancellationToken ct)
    {
        var isSet = step.Kind is StepKind.Snapshot or StepKind.Backup;
        var look = step.VerifyScript ?? (!isSet ? null : step.Script switch { "create" => "verify", "restore" or "delete" => null, var reads => reads });
        if (look is null)
        {
            return Outcome.Succeeded("inconclusive", null, "nothing looks at this step: the word of who mended it counts");
        }
        var outcome = await CheckAsync(step, state, look, patient: true, ct);
        // that a backup is not whole proves no end of it
        return step.Kind == StepKind.Backup && outcome.Word == "failed" ? outcome with { Verdict = "inconclusive" } : outcome;
    }

    /// <summary>Null: it was already done, so nothing was started.</summary>
    private async Task<TicketEnd?> StartedAsync(
        Step step, StepState state, bool isFresh, FleetHost host, Reach reach, TicketWork work, CancellationToken ct)
    {
        var own = TicketWork.TicketOf(run.State.Id, state.Name, state.Attempt);
        if (!isFresh && (await StatusAsync(own)).Known)
        {
            return await work.FollowAsync(host, own, step, state, ct);
        }
        if (state.Attempt > 1)
        {
            var before = TicketWork.TicketOf(run.State.Id, state.Name, state.Attempt - 1);
            if ((await StatusAsync(before)).Running)
            {
                return await work.FollowAsync(host, before, step, state, ct);
            }
        }
        if (step.DoneScript is { } done && await IsDoneAsync(done))
        {
            return null;
        }
        var script = new HostScript(TextOf(step, state, host, step.Script!), state.Name, step.Uninterruptible.Always)
        {
            Terminal = step.Terminal || step.Kind == StepKind.Install,
            Never = step.Kind == StepKind.Install ? [.. run.Files.Pack.Never.Where(n => n.IsFor(host.Roles)).Select(n => n.ToHostRow())] : [],
        };
        return await work.RunAsync(host, step, state, script, ct);

        Task<TicketStatus> StatusAsync(Ticket ticket) =>
            reach.AskAsync(state.Name, state.Attempt, timings.ExpectedCall, () => hosts.StatusAsync(host, ticket, ct), ct);

        async Task<bool> IsDoneAsync(string path)
        {
            var text = new HostScript(TextOf(step, state, host, path), state.Name, false);
            var answer = await ReadAsync(state, host, text, timings.ReadLimit, timings.ReadTries, ct);
            return answer is { Kind: EndKind.Exited, ExitStatus: 0 };
        }
    }

    /// <summary>A read by the Nagios convention. Patient: asked again by the step's retry rule while it does not pass.</summary>
    private async Task<Outcome> CheckAsync(Step step, StepState state, string script, bool patient, CancellationToken ct)
    {
        var host = HostOf(state);
        var text = new HostScript(await new CoveredMounts(hosts, source).BeforeAsync(run.State, run.Files, step, state, host, ct) + TextOf(step, state, host, script), state.Name, false);
        var isAction = step.Kind == StepKind.Check;
        for (var n = 0; ; n++)
        {
            var answer = isAction
                ? await ReadAsync(state, host, text, step.TimeOut ?? timings.ReadLimit, 1, ct)
                : await ReadAsync(state, host, text, timings.ReadLimit, timings.ReadTries, ct);
            var at = await logs.LengthAsync(run.State.Id, state.Name, state.Attempt, ct);
            await logs.AppendAsync(
                run.State.Id, state.Name, state.Attempt, at, System.Text.Encoding.UTF8.GetBytes(MailCount.Shown(step, answer.Output)), ct);
            var outcome = MailCount.With(Outcome.OfCheck(answer), step, host, answer);
            if (outcome.Word == "succeeded" || !patient || n >= step.Retry.Times)
            {
                return outcome;
            }
            await Task.Delay(step.Retry.Every, clock, ct);
        }
    }

    /// <summary>A script of a step as a read, for who only looks.</summary>
    private Task<AskResult> Read(StepState state, Step step, string script, CancellationToken ct)
    {
        var host = HostOf(state);
        return ReadAsync(state, host, new HostScript(TextOf(step, state, host, script), state.Name, false), timings.ReadLimit, timings.ReadTries, ct);
    }

    /// <summary>One read. What does not end is ended and asked anew: a command that hangs must not hold up its host.</summary>
    private async Task<AskResult> ReadAsync(
        StepState state, FleetHost host, HostScript text, TimeSpan limit, int tries, CancellationToken ct)
    {
        var reach = new Reach(run, clock, timings);
        for (var n = 1; ; n++)
        {
            var answer = await reach.AskAsync(
                state.Name, state.Attempt, timings.ExpectedRead, () => hosts.AskAsync(host, text, limit, ct), ct);
            if (answer.Kind != EndKind.Lost || n >= tries)
            {
                return answer;
            }
        }
    }

    private async Task<Outcome> EndAtTimeOutAsync(Step step, StepState state, CancellationToken ct)
    {
        if (step.Kind is not (StepKind.Check or StepKind.Sample) && state.How is "start" or BackupAbort.How)
        {
            var ticket = TicketWork.TicketOf(run.State.Id, state.Name, state.Attempt);
            await new Reach(run, clock, timings).AskAsync(
                state.Name, state.Attempt, timings.ExpectedCall, () => hosts.CancelAsync(HostOf(state), ticket, ct), ct);
        }
        var why = step.Kind == StepKind.Backup && step.Script == "create" && state.How == "start"
            ? "its deadline has passed and it is not waited for any more; the backup may still run" : "took longer than its time-out and was ended";
        return Outcome.Failed(null, why) with { Verdict = "inconclusive" };
    }

    /// <summary>What says that starting it again would do harm, or null.</summary>
    private async Task<string?> BarAsync(StepState state, Outcome outcome, CancellationToken ct)
    {
        if (outcome.Word == "succeeded")
        {
            return null;
        }
        var tail = await logs.TailAsync(run.State.Id, state.Name, 200, 400, ct);
        return run.Files.Pack.BarOf(string.Join('\n', tail));
    }

    private FleetHost HostOf(StepState state) =>
        state.Host is null ? FleetHost.BotItself : run.Files.Fleet.HostOf(state.Host);

    private string TextOf(Step step, StepState state, FleetHost host, string script) =>
        ScriptText.For(run.State, run.Files, step, state, host,
            script == Present.AddedScript ? step.With[Present.CommandKey] : source.ScriptOf(run.State.Id, run.Files, step, script));

    /// <summary>Null: the provider cannot end a backup.</summary>
    private string? AbortTextOf(Step step, StepState state, FleetHost host)
    {
        try
        {
            return TextOf(step, state, host, BackupAbort.Script);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
