using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>Reads one of a step's scripts on its host.</summary>
internal delegate Task<AskResult> ReadScript(StepState state, Step step, string script, CancellationToken ct);

/// <summary>
/// Follows a step that people do by hand: asks its check until it passes or they say it is done. Has no way to start anything: it is
/// given a reader and nothing else.
/// </summary>
internal sealed class ShadowStep(RunCoordinator run, ReadScript read, RunClock clock, EngineTimings timings)
{
    private static readonly Outcome Unseen =
        Outcome.Succeeded("inconclusive", null, "nothing to see from outside: people's word counts");

    /// <summary>The bot's own verdict. The attempt always counts as over: the night is people's, not ours.</summary>
    public async Task<Outcome> FollowAsync(Step step, StepState state, Func<Task<Outcome>> sample, CancellationToken ct)
    {
        if (step.Kind == StepKind.Sample)
        {
            return AsVerdict(await sample());
        }
        // A set made by hand has another name than ours would have, so its check could only say no.
        var script = step.Kind switch
        {
            StepKind.Check when step.Script == StepScripts.SnapshotProbe => null, // it makes one, and this night only looks
            StepKind.Check => step.Script,
            StepKind.Run or StepKind.Install => step.VerifyScript ?? step.DoneScript,
            _ => null,
        };
        while (script is not null)
        {
            var seen = Outcome.OfCheck(await read(state, step, script, ct));
            if (seen.Word == "succeeded" || step.Kind == StepKind.Check || run.State.Verdicts.ContainsKey(state.Name))
            {
                return AsVerdict(seen);
            }
            await SaidOrPauseAsync(state.Name, ct);
        }
        return Unseen;
    }

    private static Outcome AsVerdict(Outcome seen) => seen with { Word = "succeeded" };

    /// <summary>Until the next look, or until people have said their verdict.</summary>
    private async Task SaidOrPauseAsync(string step, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pause = Task.Delay(timings.AskAgainEvery * 2, clock, over.Token);
        while (!run.State.Verdicts.ContainsKey(step) && !pause.IsCompleted)
        {
            await Task.WhenAny(pause, run.ChangedAsync(run.State.Seq, over.Token));
            ct.ThrowIfCancellationRequested();
        }
        await over.CancelAsync();
    }
}
