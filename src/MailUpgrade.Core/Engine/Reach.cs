using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Asks a host until it answers. The loss of the link is told at once; a step becomes Unknown when patience is over, at once where the
/// way in is barred and only a person can mend it, and is asked on all the same: what is found later is a fact.
/// </summary>
public sealed class Reach(RunCoordinator run, RunClock clock, EngineTimings timings)
{
    /// <summary>Repeats a short call that is safe to repeat.</summary>
    public Task<T> AskAsync<T>(string step, int attempt, TimeSpan expected, Func<Task<T>> call, CancellationToken ct) =>
        FollowAsync(step, attempt, () => ExpectedAsync(expected, call), ct);

    private async Task<T> ExpectedAsync<T>(TimeSpan expected, Func<Task<T>> call)
    {
        using (clock.Expect(expected))
        {
            return await call();
        }
    }

    /// <summary>Repeats a call of any length that is safe to repeat.</summary>
    public async Task<T> FollowAsync<T>(string step, int attempt, Func<Task<T>> call, CancellationToken ct)
    {
        DateTimeOffset? lostAt = null;
        var toldUnknown = false;
        var barred = false;
        for (var n = 0; ; n++)
        {
            try
            {
                var answer = await call();
                if (lostAt is not null)
                {
                    await run.SubmitAsync(
                        new Observe($"found:{step}:{attempt}:{run.State.Seq}", [new StepFound(step, attempt)]), ct);
                }
                return answer;
            }
            catch (Exception e) when (e is HostUnreachableException or HostBarredException)
            {
                barred = e is HostBarredException;
                // a call of hours may have been heard again since the last loss: then this is a new one, with patience of its own
                var seen = run.State.StepOf(step);
                var isNew = n > 0 && seen.Status == StepStatus.Running && !seen.Flags.HasFlag(StepFlags.LinkLost);
                toldUnknown &= !isNew;
                lostAt = isNew ? clock.GetUtcNow() : lostAt ?? clock.GetUtcNow();
                if (n == 0 || isNew)
                {
                    await run.SubmitAsync(
                        new Observe($"lost:{step}:{attempt}:{run.State.Seq}", [new LinkLost(step, attempt, e.Message)]), ct);
                }
                if (!toldUnknown && (barred || clock.GetUtcNow() - lostAt >= timings.LinkPatience))
                {
                    toldUnknown = true;
                    await run.SubmitAsync(
                        new EndStep(
                            $"unknown:{step}:{attempt}:{run.State.Seq}",
                            new StepEnded(step, attempt, "unknown", "inconclusive", null, e.Message, false), []), ct);
                }
            }
            await Task.Delay(barred ? timings.AskBarredEvery : timings.AskAgainEvery, clock, ct);
        }
    }
}
