using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Drills;
using MailUpgrade.Service.Jobs;
using MailUpgrade.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace MailUpgrade.Benchmarks.Instant;

/// <summary>
/// One evening up to its kick-off, as the service plays it: its schedule over Quartz, its timers, its look at the hosts, its engine, and
/// SQLite on disk. The hosts are in memory.
/// </summary>
internal static class InstantNight
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Plays it.</summary>
    /// <param name="number">Of the night; names its scheduler.</param>
    /// <param name="speed">Run seconds per real second, up to 60.</param>
    /// <param name="ahead">Real time from the sealed permit to the instant.</param>
    /// <param name="folder">For its journal.</param>
    /// <param name="ct">Ends the campaign.</param>
    public static async Task<Started> PlayAsync(int number, double speed, TimeSpan ahead, string folder, CancellationToken ct)
    {
        var wire = TimeProvider.System;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        over.CancelAfter(Patience);
        using var journal = new SqliteJournal(Path.Combine(folder, $"journal-{number}.db"));
        var clock = new RunClock(wire, new ClockDefinition(SamplePlan.Evening, wire.GetUtcNow(), speed), _ => { });
        var world = new EngineNight();
        var hosts = new ScriptedHosts();
        var timings = new EngineTimings();
        using var run = new RunCoordinator(journal, world, clock);
        var samples = new SampleWork(run, world, new SampleNews([], wire), clock, timings);
        var executor = new PhaseExecutor(run, new StepRunner(run, hosts, samples, world, world, clock, wire, timings), hosts, wire, NullLogger<PhaseExecutor>.Instance);
        using var looks = new FleetLooks(run, world, new HostLook(hosts, clock, timings));
        using var proof = new KickOffProof(run, new ProofLook(run, hosts, world), clock, wire);
        var services = new ServiceCollection().AddLogging().AddSingleton(run).AddSingleton(clock).AddSingleton(proof).AddSingleton(looks);
        services.AddQuartz(new System.Collections.Specialized.NameValueCollection { ["quartz.scheduler.instanceName"] = $"night-{number}" });
        await using var provider = services.BuildServiceProvider();
        var quartz = provider.GetRequiredService<ISchedulerFactory>();
        var scheduler = await quartz.GetScheduler(over.Token);
        await scheduler.Start(over.Token);
        using var book = new Book(journal, clock);
        var aftercare = new AftercareWork(hosts, world, clock, timings, (_, _) => []);
        using var schedule = new RunSchedule(run, executor, book, aftercare, clock, new DrillPresence(), quartz, wire, NullLogger<RunSchedule>.Instance);

        await run.PlanAsync(
            new RunPlanned("run-1", "production", "sample", "plan-1", "sample", "fleet-1", "team-1", SamplePlan.KickOff, SamplePlan.Closes, "en"), over.Token);
        var engine = executor.RunAsync(over.Token);
        await proof.StartAsync(over.Token);
        await schedule.StartAsync(over.Token);
        try
        {
            await SayAsync(new BeginPhase("web:1", "executor", "web", "precheck", null));
            await UntilAsync(s => s.PhaseOf("precheck").Status == PhaseStatus.Succeeded);
            await JumpAsync(SamplePlan.Evening.AddHours(1));
            await UntilAsync(s => s.PhaseOf("backup").Status == PhaseStatus.Succeeded);
            await SayAsync(new DeclareReady("web:2", "executor", "web", null));
            await SayAsync(new Go("web:3", "supervisor", "web", null));
            await JumpAsync(SamplePlan.KickOff - ahead * speed);
            var due = clock.Definition.WireAt(SamplePlan.KickOff);
            await UntilAsync(s => s.HasKickedOff);
            var late = wire.GetUtcNow() - due;
            // Once more through the schedule, and the phases after it: nothing may start a second time.
            await UntilAsync(s => s.PhaseOf("close-doors").Status == PhaseStatus.Succeeded);
            var starts = (await journal.ReadAsync("run-1", 0, over.Token)).Where(l => l.Kind == "kicked-off").ToList();
            return new Started(late, starts[0].At < SamplePlan.KickOff, starts.Count, hosts.Starts.Count(s => s.StartsWith("close/", StringComparison.Ordinal)));
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAny(engine);
            await schedule.StopAsync(CancellationToken.None);
            await proof.StopAsync(CancellationToken.None);
            await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
        }

        async Task SayAsync(PersonCommand command)
        {
            if (await run.SubmitAsync(command, over.Token) is not Decision.Accepted and var no)
            {
                throw new InvalidOperationException($"night {number}: {command.Word} was not taken: {no}");
            }
        }

        // The schedule looks at the clock anew with every event.
        async Task JumpAsync(DateTimeOffset to)
        {
            clock.JumpTo(to);
            await SayAsync(new AddNote($"web:{to:O}", "observer", "web", null, "the clock was moved"));
        }

        async Task UntilAsync(Func<RunState, bool> holds)
        {
            for (var seen = run.State; !holds(seen); seen = run.State)
            {
                await run.ChangedAsync(seen.Seq, over.Token);
            }
        }
    }
}

/// <summary>How a night began.</summary>
/// <param name="Late">Real time from the instant to the moment at which its start was on disk.</param>
/// <param name="IsEarly">The journal dates it before the instant.</param>
/// <param name="Starts">Starts in the journal.</param>
/// <param name="FirstSteps">True starts of its first step on the host.</param>
internal sealed record Started(TimeSpan Late, bool IsEarly, int Starts, int FirstSteps);
