using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Testing;

/// <summary>A run with coordinator, journal and clock in memory; steps are ended by the test.</summary>
public sealed class SampleRun : IDisposable
{
    public SampleRun(RunFiles? files = null) => Coordinator = new RunCoordinator(Journal, new SampleSource(files), Clock);

    public MemoryJournal Journal { get; } = new();

    public ManualClock Clock { get; } = new(SamplePlan.Evening);

    public SampleLogs Logs { get; } = new();

    public RunCoordinator Coordinator { get; }

    public static async Task<SampleRun> PlannedAsync(RunFiles? files = null)
    {
        var run = new SampleRun(files);
        var copies = files ?? SamplePlan.Files;
        await run.Coordinator.PlanAsync(
            new RunPlanned(
                "run-1", "practice", copies.Plan.Id, copies.Hashes.Plan, copies.Fleet.Id, copies.Hashes.Fleet, copies.Hashes.Team,
                SamplePlan.KickOff, SamplePlan.Closes, "en"),
            CancellationToken.None);
        return run;
    }

    public Task<Decision> SubmitAsync(RunCommand command) => Coordinator.SubmitAsync(command, CancellationToken.None);

    /// <summary>Does what comes next and ends every step well, except those named.</summary>
    public async Task DriveAsync(params string[] leaveRunning)
    {
        var moved = true;
        while (moved)
        {
            moved = false;
            foreach (var timer in Timers.Of(Coordinator.State, Coordinator.Scene).Where(t => t.Due <= Clock.GetUtcNow()))
            {
                moved |= await SubmitAsync(new TimerDue(timer)) is Decision.Accepted;
            }
            foreach (var work in NextWork.Of(Coordinator.State, Coordinator.Scene))
            {
                moved |= await SubmitAsync(new Advance($"next:{Coordinator.State.Seq}:{work}", work)) is Decision.Accepted;
            }
            foreach (var step in Coordinator.State.InFlight.Where(x => !leaveRunning.Contains(x.Name) && x.Name != "client-ok").ToList())
            {
                moved |= await EndAsync(step.Name, "succeeded", "done") is Decision.Accepted;
            }
        }
    }

    public Task<Decision> EndAsync(string step, string outcome, string reason)
    {
        var attempt = Coordinator.State.StepOf(step).Attempt;
        return SubmitAsync(new EndStep(
            $"end:{step}:{attempt}:{Coordinator.State.Seq}",
            new StepEnded(step, attempt, outcome, outcome == "succeeded" ? "pass" : "fail", 0, reason, false), []));
    }

    /// <summary>Past kick-off, mbs2 and mbs3 in flight.</summary>
    public static async Task<SampleRun> AtStoresAsync(RunFiles? files = null)
    {
        var run = await PlannedAsync(files);
        await run.SubmitAsync(new BeginPhase("t:1", "executor", "web", "precheck", null));
        await run.DriveAsync();
        await run.SubmitAsync(new DeclareReady("t:2", "executor", "web", null));
        await run.SubmitAsync(new Go("t:3", "supervisor", "web", null));
        run.Clock.MoveTo(SamplePlan.Evening.AddHours(1));
        await run.DriveAsync();
        run.Clock.MoveTo(SamplePlan.KickOff);
        await run.DriveAsync("upgrade-store/mbs2", "upgrade-store/mbs3");
        return run;
    }

    public void Dispose() => Coordinator.Dispose();
}
