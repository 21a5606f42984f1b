using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Time;
using Quartz;

namespace MailUpgrade.Service.Jobs;

/// <summary>Quartz wakes, the journal decides: a wake-up that is early, late or doubled does nothing that is not due.</summary>
public sealed class RunTimerJob(RunCoordinator run, RunClock clock, KickOffProof proof, FleetLooks looks) : IJob
{
    /// <summary>Key under which the timer's id is handed over.</summary>
    public const string TimerId = "timer";

    private static readonly TimeSpan LongestEarly = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var id = context.MergedJobDataMap.GetString(TimerId);
        var timer = Timers.Of(run.State, run.Scene).FirstOrDefault(t => t.Id == id);
        if (timer is not null)
        {
            if (timer.Due - clock.GetUtcNow() is var early && early > TimeSpan.Zero && early < LongestEarly)
            {
                await Task.Delay(early, clock, cancellationToken); // Quartz rounds to its own ticks
            }
            if (timer.Kind is TimerKind.ConflictCheck or TimerKind.SandboxCheck)
            {
                await looks.LookAsync(timer, cancellationToken);
                return;
            }
            await run.SubmitAsync(
                timer.Kind == TimerKind.KickOff && run.State.Permit is not null
                    ? new TimerDue(timer) { Proof = await proof.FreshAsync(cancellationToken) } : new TimerDue(timer),
                cancellationToken);
        }
    }
}
