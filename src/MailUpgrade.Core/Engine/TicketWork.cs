using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Follows one remote program from its start to its end by ticket: output into the log, prompts into the journal, answers typed only
/// when they are recorded. After a crash the same code finds the program again.
/// </summary>
public sealed class TicketWork(
    RunCoordinator run, IHosts hosts, IStepLogs logs, Reach reach, RunClock clock, TimeProvider wire, EngineTimings timings)
{
    /// <summary>Name of the ticket of a step's attempt.</summary>
    public static Ticket TicketOf(string runId, string step, int attempt) =>
        new(runId, $"{step.Replace('/', '.')}.{attempt}");

    /// <summary>Starts it where that has not happened yet, and returns its end.</summary>
    public async Task<TicketEnd> RunAsync(FleetHost host, Step step, StepState state, HostScript script, CancellationToken ct)
    {
        var ticket = TicketOf(run.State.Id, state.Name, state.Attempt);
        await reach.AskAsync(state.Name, state.Attempt, timings.ExpectedCall, () => StartAsync(host, ticket, script, ct), ct);
        return await FollowAsync(host, ticket, step, state, ct);
    }

    /// <summary>Follows a program that was started.</summary>
    public async Task<TicketEnd> FollowAsync(FleetHost host, Ticket ticket, Step step, StepState state, CancellationToken ct)
    {
        // the state as it is now: an attempt that was found again has asked and shown things since it began
        var watch = new OutputWatch(run.Files.Pack, step.Uninterruptible.FromMarker, run.State.StepOf(state.Name).PromptOffset);
        using var talk = new InstallerTalk(run, host, state, step, watch, clock, wire, timings);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var typing = TypeAnswersAsync(host, ticket, state, over.Token);
        var silence = step.Kind == StepKind.Install ? talk.WatchSilenceAsync(over.Token) : Task.CompletedTask;
        try
        {
            return await reach.FollowAsync(
                state.Name, state.Attempt,
                async () => await hosts.AttachAsync(host, ticket, await FromAsync(watch, state, ct), (at, bytes) => TakeAsync(watch, talk, state, at, bytes, ct), ct), ct);
        }
        finally
        {
            await over.CancelAsync();
            await QuietAsync(typing);
            await QuietAsync(silence);
        }
    }

    /// <summary>Where the log and the watch both go on without a gap; what they have seen they drop.</summary>
    private async Task<long> FromAsync(OutputWatch watch, StepState state, CancellationToken ct) =>
        Math.Min(watch.End, await logs.LengthAsync(run.State.Id, state.Name, state.Attempt, ct));

    private async Task<bool> StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct)
    {
        await hosts.StartAsync(host, ticket, script, ct);
        return true;
    }

    private async ValueTask TakeAsync(
        OutputWatch watch, InstallerTalk talk, StepState state, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (offset > await logs.LengthAsync(run.State.Id, state.Name, state.Attempt, ct))
        {
            await logs.SkipAsync(run.State.Id, state.Name, state.Attempt, offset, ct);
        }
        await logs.AppendAsync(run.State.Id, state.Name, state.Attempt, offset, bytes, ct);
        if (run.State.StepOf(state.Name) is { } now && (now.Status == StepStatus.Unknown || now.Flags.HasFlag(StepFlags.LinkLost)))
        {
            // its words prove that it lives: a question among them must not wait for its end
            await run.SubmitAsync(new Observe($"heard:{state.Name}:{state.Attempt}:{run.State.Seq}", [new StepFound(state.Name, state.Attempt)]), ct);
        }
        watch.Take(offset, bytes.Span);
        await talk.LookAsync(ct);
    }

    /// <summary>Types what the journal says, each number once; after a crash all of them again, which the host takes once.</summary>
    private async Task TypeAnswersAsync(FleetHost host, Ticket ticket, StepState state, CancellationToken ct)
    {
        var typed = 0;
        while (true)
        {
            var now = run.State;
            var (answers, talk) = (now.StepOf(state.Name).Answers, now.StepOf(state.Name).Talk);
            foreach (var (number, text) in answers.Where(a => a.Key > typed).OrderBy(a => a.Key))
            {
                var asked = number == talk.Answered.Number ? talk.Answered.Asked : 0;
                if (!await reach.AskAsync(state.Name, state.Attempt, timings.ExpectedCall, () => AnswerAsync(host, ticket, state, number, asked, text, ct), ct))
                {
                    break;
                }
                typed = number;
            }
            await run.ChangedAsync(now.Seq, ct);
        }
    }

    /// <summary>False: the host's own table bars it there; the question waits for people again.</summary>
    private async Task<bool> AnswerAsync(FleetHost host, Ticket ticket, StepState state, int number, long asked, string text, CancellationToken ct)
    {
        try
        {
            await hosts.AnswerAsync(host, ticket, number, asked, text, ct);
            return true;
        }
        catch (AnswerBarredException barred)
        {
            await run.SubmitAsync(
                new Observe($"barred:{state.Name}:{state.Attempt}:{number}:{run.State.Seq}", [new AnswerBarred(state.Name, number, barred.Message)]), ct);
            return false;
        }
    }

    private static async Task QuietAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // ended with the program that it served
        }
    }
}
