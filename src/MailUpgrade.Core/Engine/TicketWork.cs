using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Follows one remote program from its start to its end by ticket: output into the log, prompts into the journal, answers typed only
/// when they are recorded. After a crash the same code finds the program again.
/// </summary>
public sealed class TicketWork(
    RunCoordinator run, IHosts hosts, IStepLogs logs, Reach reach, TimeProvider wire, EngineTimings timings)
{
    private string? lastPrompt;
    private int inARow;

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
        var watch = new OutputWatch(run.Files.Pack, step.Uninterruptible.FromMarker, state.PromptOffset);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var typing = TypeAnswersAsync(host, ticket, state, over.Token);
        var silence = step.Kind == StepKind.Install ? CallAtSilenceAsync(watch, state, over.Token) : Task.CompletedTask;
        try
        {
            return await reach.FollowAsync(
                state.Name, state.Attempt,
                async () => await hosts.AttachAsync(host, ticket, await FromAsync(watch, state, ct), (at, bytes) => TakeAsync(watch, step, state, at, bytes, ct), ct), ct);
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
        OutputWatch watch, Step step, StepState state, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (offset > await logs.LengthAsync(run.State.Id, state.Name, state.Attempt, ct))
        {
            await logs.SkipAsync(run.State.Id, state.Name, state.Attempt, offset, ct);
        }
        await logs.AppendAsync(run.State.Id, state.Name, state.Attempt, offset, bytes, ct);
        var markedBefore = watch.MarkerSeen;
        watch.Take(offset, bytes.Span);
        var seen = new List<RunEvent>();
        if (watch.MarkerSeen && !markedBefore)
        {
            seen.Add(new StepUninterruptible(state.Name, state.Attempt));
        }
        if (step.Kind == StepKind.Install && watch.Known() is { } prompt)
        {
            var number = run.State.StepOf(state.Name).Answers.Count + 1;
            var known = !IsRepeated(LastLine(watch.Tail));
            seen.Add(new PromptSeen(state.Name, number, watch.End, LastLine(watch.Tail), known));
            if (known)
            {
                seen.Add(new AnswerDecided(state.Name, number, prompt.Answer));
            }
            watch.Taken();
        }
        if (seen.Count > 0)
        {
            await run.SubmitAsync(new Observe($"seen:{state.Name}:{state.Attempt}:{watch.End}", seen), ct);
        }
    }

    private bool IsRepeated(string prompt)
    {
        inARow = prompt == lastPrompt ? inARow + 1 : 1;
        lastPrompt = prompt;
        return inARow > timings.SamePromptInARow;
    }

    /// <summary>An unfinished line that the pack does not know, and silence after it: a person is asked.</summary>
    private async Task CallAtSilenceAsync(OutputWatch watch, StepState state, CancellationToken ct)
    {
        var (end, since) = (watch.End, wire.GetTimestamp());
        while (true)
        {
            await Task.Delay(timings.PromptSilence / 4, wire, ct);
            if (watch.End != end)
            {
                (end, since) = (watch.End, wire.GetTimestamp());
                continue;
            }
            var tail = LastLine(watch.Tail);
            if (tail.Trim().Length > 0 && wire.GetElapsedTime(since) >= timings.PromptSilence && tail.TrimEnd()[^1] is ']' or '?' or ':')
            {
                var number = run.State.StepOf(state.Name).Answers.Count + 1;
                await run.SubmitAsync(
                    new Observe(
                        $"asked:{state.Name}:{state.Attempt}:{end}",
                        [new PromptSeen(state.Name, number, end, tail, false)]), ct);
            }
        }
    }

    /// <summary>Types what the journal says, each number once; after a crash all of them again, which the host takes once.</summary>
    private async Task TypeAnswersAsync(FleetHost host, Ticket ticket, StepState state, CancellationToken ct)
    {
        var typed = 0;
        while (true)
        {
            var now = run.State;
            foreach (var (number, text) in now.StepOf(state.Name).Answers.Where(a => a.Key > typed).OrderBy(a => a.Key))
            {
                await reach.AskAsync(state.Name, state.Attempt, timings.ExpectedCall, () => AnswerAsync(host, ticket, number, text, ct), ct);
                typed = number;
            }
            await run.ChangedAsync(now.Seq, ct);
        }
    }

    private async Task<bool> AnswerAsync(FleetHost host, Ticket ticket, int number, string text, CancellationToken ct)
    {
        await hosts.AnswerAsync(host, ticket, number, text, ct);
        return true;
    }

    private static string LastLine(string tail) => tail.Length <= 200 ? tail : tail[^200..];

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
