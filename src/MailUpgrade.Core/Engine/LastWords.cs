using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>What a step's program said last: where no second script proves it, that is what people have.</summary>
internal sealed class LastWords(RunCoordinator run, IStepLogs logs)
{
    /// <summary>The last line of its output.</summary>
    public async Task<string> OfAsync(StepState state, string otherwise, CancellationToken ct)
    {
        await logs.CompleteAsync(run.State.Id, state.Name, state.Attempt, ct);
        return await logs.TailAsync(run.State.Id, state.Name, 1, Outcome.LongestReason, ct) is [{ Length: > 0 } last] ? last : otherwise;
    }

    /// <summary>Scripts of providers end in a sentence that says why; of other programs the last line may be about anything.</summary>
    public async Task<string> WhyAsync(Step step, StepState state, TicketEnd end, CancellationToken ct)
    {
        var bare = end.Kind == EndKind.Signalled ? $"ended by signal {end.ExitStatus}" : $"ended with exit status {end.ExitStatus}";
        return step.Kind is StepKind.Snapshot or StepKind.Backup && end.Kind == EndKind.Exited ? await OfAsync(state, bare, ct) : bare;
    }
}
