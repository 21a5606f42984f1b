using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using Quartz;

namespace MailUpgrade.Service.Jobs;

/// <summary>Quartz wakes, the journal decides: a wake-up that is early, late or doubled does nothing that is not due.</summary>
public sealed class RunTimerJob(RunCoordinator run) : IJob
{
    /// <summary>Key under which the timer's id is handed over.</summary>
    public const string TimerId = "timer";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var id = context.MergedJobDataMap.GetString(TimerId);
        var timer = Timers.Of(run.State, run.Scene).FirstOrDefault(t => t.Id == id);
        if (timer is not null)
        {
            await run.SubmitAsync(new TimerDue(timer), cancellationToken);
        }
    }
}
