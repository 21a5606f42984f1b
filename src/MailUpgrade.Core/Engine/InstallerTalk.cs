using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Turns what a program prints into facts: questions and their known answers, lines on which answers depend, the point from which
/// nothing kills it, silence. It types nothing; what is recorded here is typed by <see cref="TicketWork"/>.
/// </summary>
internal sealed class InstallerTalk(
    RunCoordinator run, FleetHost host, StepState state, Step step, OutputWatch watch, RunClock clock, TimeProvider wire, EngineTimings timings)
    : IDisposable
{
    private const int LongestPrompt = 200;
    private readonly SemaphoreSlim one = new(1, 1);
    private DateTimeOffset lastByte = clock.GetUtcNow();

    private StepState Now => run.State.StepOf(state.Name);

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    /// <summary>Called after each piece of output.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        lastByte = clock.GetUtcNow();
        await one.WaitAsync(ct);
        try
        {
            var facts = new List<RunEvent>();
            if (step.Kind == StepKind.Install)
            {
                facts.AddRange(watch.TakeShown().Select(row => new OutputShown(state.Name, state.Attempt, row)));
                if (watch.HasMovedOn && Now.Prompt is { Known: false } left && watch.End > left.Offset)
                {
                    facts.Add(new PromptPassed(state.Name, left.Number));
                }
            }
            var isLocked = Now.Flags.HasFlag(StepFlags.Locked);
            if (!isLocked && watch.MarkerSeen)
            {
                facts.Add(new StepUninterruptible(state.Name, state.Attempt));
                isLocked = true;
            }
            if (step.Kind == StepKind.Install && watch.Known() is { } known)
            {
                Answer(facts, known.Answer, isLocked);
            }
            else if (!isLocked && step.Kind != StepKind.Install && watch.MarkerWaits)
            {
                facts.Add(new StepUninterruptible(state.Name, state.Attempt));
            }
            if (facts.Count > 0)
            {
                await run.SubmitAsync(new Observe($"seen:{state.Name}:{state.Attempt}:{watch.End}", facts), ct);
            }
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>An unfinished line that the pack does not know, and silence after it: people are asked. Long silence is told.</summary>
    public async Task WatchSilenceAsync(CancellationToken ct)
    {
        var (end, since) = (watch.End, wire.GetTimestamp());
        while (true)
        {
            await Task.Delay(timings.PromptSilence / 4, wire, ct);
            if (watch.End != end)
            {
                (end, since) = (watch.End, wire.GetTimestamp());
            }
            else if (wire.GetElapsedTime(since) >= timings.PromptSilence)
            {
                await LookAtSilenceAsync(end, ct);
            }
        }
    }

    private async Task LookAtSilenceAsync(long end, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            if (watch.End != end || Now.Prompt is not null)
            {
                return;
            }
            var facts = new List<RunEvent>();
            if (watch.LooksAsked() is { } question)
            {
                Ask(facts, question);
            }
            else if (clock.GetUtcNow() - lastByte >= timings.InstallerSilence && Now.Talk.Silent?.Offset != end)
            {
                facts.Add(new StepSilent(state.Name, state.Attempt, end, Cut(watch.Tail)));
            }
            if (facts.Count > 0)
            {
                await run.SubmitAsync(new Observe($"silent:{state.Name}:{state.Attempt}:{end}", facts), ct);
            }
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>A question of the pack's table: answered, unless the answer is not taken again and again, or destroys here.</summary>
    private void Answer(List<RunEvent> facts, string answer, bool isLocked)
    {
        var prompt = Cut(watch.Tail);
        var inARow = Now.Talk.Last == prompt ? Now.Talk.InARow + 1 : 1;
        var isRepeated = inARow > (watch.AnswerWasRefused ? timings.RefusedAnswersInARow : timings.SamePromptInARow);
        var shown = Now.Talk.Shown.Union(facts.OfType<OutputShown>().Select(f => f.Row));
        var bar = PromptRules.BarredBy(run.Files.Pack, host.Roles, prompt, answer, shown);
        var number = Now.Answers.Count + 1;
        var why = isRepeated ? "repeated" : bar?.Id;
        facts.Add(new PromptSeen(state.Name, number, watch.End, prompt, why is null, why));
        if (why is null)
        {
            facts.Add(new AnswerDecided(state.Name, number, answer));
            if (!isLocked && watch.MarkerWaits && !PromptRules.Declines(prompt, answer))
            {
                facts.Add(new StepUninterruptible(state.Name, state.Attempt));
            }
        }
        watch.Taken();
    }

    /// <summary>A question that the table does not know: what people answered on another host holds, else they are asked.</summary>
    private void Ask(List<RunEvent> facts, string question)
    {
        var prompt = Cut(question);
        var number = Now.Answers.Count + 1;
        var held = run.Files.Pack.PromptFor(question) is null ? PromptRules.HeldAnswer(run.State, prompt, state.Host) : null;
        var holds = held is not null && Now.Talk.Last != prompt
            && PromptRules.BarredBy(run.Files.Pack, host.Roles, prompt, held, Now.Talk.Shown) is null;
        facts.Add(new PromptSeen(state.Name, number, watch.End, prompt, holds));
        if (holds)
        {
            facts.Add(new AnswerDecided(state.Name, number, held!));
            if (watch.MarkerWaits && !PromptRules.Declines(prompt, held!))
            {
                facts.Add(new StepUninterruptible(state.Name, state.Attempt));
            }
        }
        watch.Taken();
    }

    private static string Cut(string line) => line.Length <= LongestPrompt ? line : line[^LongestPrompt..];
}
