using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Drills;
using MailUpgrade.Service.Hosting;
using Quartz;

namespace MailUpgrade.Service.Jobs;

/// <summary>
/// Keeps Quartz in step with the journal: its triggers are the run's timers in real time, made anew at each change, each jump of the
/// clock and each minute. Also lets a scaled clock jump to the next timer while nothing runs and nobody is awaited.
/// </summary>
public sealed class RunSchedule(
    RunCoordinator run, PhaseExecutor executor, Book book, AftercareWork aftercare, RunClock clock, DrillPresence presence, ISchedulerFactory quartz,
    TimeProvider wire, ILogger<RunSchedule> log) : BackgroundService
{
    private static readonly TimeSpan Reconcile = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, DateTimeOffset> scheduled = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await quartz.GetScheduler(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var seen = run.State.Seq;
            var drill = presence.Changed.Version;
            var known = book.State.Seq;
            try
            {
                await KeepAsync(scheduler, stoppingToken);
            }
#pragma warning disable CA1031 // the schedule is derived: whatever went wrong, it is made anew
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Log.ScheduleFault(log, e);
                await Task.Delay(AfterFault, wire, stoppingToken);
            }
            await NewsAsync(seen, drill, known, stoppingToken);
        }
    }

    private async Task KeepAsync(IScheduler scheduler, CancellationToken ct)
    {
        if (run.State.Id.Length == 0)
        {
            return;
        }
        var shows = clock.Unheld;
        if (ClockRules.IsNews(run.State, shows))
        {
            await run.SubmitAsync(new NoticeClock($"clock-back:{run.State.Seq}", shows), ct);
        }
        var timers = Timers.Of(run.State, run.Scene);
        DateTimeOffset? next = timers.Count > 0 ? timers.Min(t => t.Due) : null;
        var tells = Tells();
        var now = clock.GetUtcNow();
        // What is due already is told in a moment: no jump passes it, and a barrier behind the clock would set it back.
        var isBeingTold = tells.Any(t => t <= now);
        clock.Barrier = Earlier(tells.Where(t => t > now).Append(next).Min(), presence.Until);
        if (!isBeingTold && MayJump() && clock.Barrier is { } stop)
        {
            clock.JumpTo(stop);
        }
        await TriggerAsync(scheduler, timers, ct);
    }

    /// <summary>When people are to be told something by the book: the review a day later, and what is due of the aftercare.</summary>
    private IReadOnlyList<DateTimeOffset?> Tells() =>
    [
        NightReview.Due(run.State, book.State),
        // A script that waits for a later instant passes the reminders on its way; without one the days are not rushed through.
        presence.Until is null ? null : AftercareKeeper.NextReminder(book.State),
    ];

    private async Task TriggerAsync(IScheduler scheduler, IReadOnlyList<RunTimer> timers, CancellationToken ct)
    {
        foreach (var gone in scheduled.Keys.Except(timers.Select(t => t.Id)).ToList())
        {
            scheduled.Remove(gone);
            await scheduler.UnscheduleJob(new TriggerKey(gone), ct);
        }
        foreach (var timer in timers)
        {
            var at = Later(clock.Definition.WireAt(timer.Due), wire.GetUtcNow());
            if (scheduled.TryGetValue(timer.Id, out var known) && known == at)
            {
                continue;
            }
            scheduled[timer.Id] = at;
            await scheduler.UnscheduleJob(new TriggerKey(timer.Id), ct);
            var job = JobBuilder.Create<RunTimerJob>().WithIdentity(timer.Id).UsingJobData(RunTimerJob.TimerId, timer.Id).Build();
            var trigger = TriggerBuilder.Create().WithIdentity(timer.Id).StartAt(at)
                .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build();
            await scheduler.ScheduleJob(job, trigger, cancellationToken: ct);
        }
    }

    /// <summary>Only while nothing runs, nobody is awaited and no script line is being played.</summary>
    private bool MayJump() =>
        clock.Definition.Speed > 1 && presence.Waits(run.State.Seq) && !aftercare.Works && (run.State.HasEnded || NothingGoesOn());

    /// <summary>Of a run that has ended nothing goes on, whatever the executor still has in its hands.</summary>
    private bool NothingGoesOn() =>
        !executor.Works && !run.State.InFlight.Any() && !Facts.SomebodyIsAwaited(run.State, run.Files.Plan) && NextWork.Of(run.State, run.Scene).Count == 0;

    private async Task NewsAsync(long seen, long drill, long known, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(
            run.ChangedAsync(seen, over.Token), presence.Changed.AfterAsync(drill, over.Token), book.ChangedAsync(known, over.Token),
            Task.Delay(Reconcile, wire, over.Token));
        await over.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) =>
        a is null ? b : b is null ? a : a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
