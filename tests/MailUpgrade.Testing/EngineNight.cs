using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Core.Time;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Testing;

/// <summary>The real engine over a journal in memory, scripted hosts and a clock that stands until it is moved.</summary>
public sealed class EngineNight : IDisposable, IRunFileSource, ISampler, IStepLogs
{
    private static readonly TimeSpan Patience = Hang.After;
    private readonly ManualClock wire = new(SamplePlan.Evening);
    private CancellationTokenSource stop = new();
    private Task engine = Task.CompletedTask;
    private int message;

    private readonly System.Collections.Concurrent.ConcurrentQueue<string> faults = new();
    private JournalOfOneLife? life;

    /// <summary>Plan, fleet, team and pack of the night.</summary>
    public RunFiles Files { get; init; } = SamplePlan.Files;

    public MemoryJournal Journal { get; } = new();

    public ScriptedHosts Hosts { get; } = new();

    public RunCoordinator Run { get; private set; } = null!;

    public async Task<EngineNight> StartAsync()
    {
        Load();
        await Run.PlanAsync(
            new RunPlanned("run-1", "practice", "sample", "plan-1", "sample", "fleet-1", "team-1", SamplePlan.KickOff, SamplePlan.Closes, "en"), default);
        Go();
        return this;
    }

    /// <summary>As after kill -9: everything in memory is gone, journal and hosts are there.</summary>
    public async Task CrashAndRestartAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAny(engine);
        stop = new CancellationTokenSource();
        Load();
        await Run.LoadAsync("run-1", default);
        await Run.SubmitAsync(new ResumeService($"resume:{Run.State.Seq}"), default);
        Go();
    }

    public Task<Decision> SayAsync(Func<string, PersonCommand> command) => Run.SubmitAsync(command($"web:{++message}"), default);

    /// <summary>Goes through the evening to the first upgrade step.</summary>
    public async Task<EngineNight> ToStoresAsync()
    {
        await SayAsync(id => new BeginPhase(id, "executor", "web", "precheck", null));
        await UntilAsync(s => s.PhaseOf("precheck").Status == PhaseStatus.Succeeded);
        await SayAsync(id => new DeclareReady(id, "executor", "web", null));
        await SayAsync(id => new Go(id, "supervisor", "web", null));
        await MoveToAsync(SamplePlan.Evening.AddHours(1));
        await UntilAsync(s => s.PhaseOf("backup").Status == PhaseStatus.Succeeded);
        await MoveToAsync(SamplePlan.KickOff);
        return this;
    }

    /// <summary>Moves the clock and fires what is due then.</summary>
    public async Task MoveToAsync(DateTimeOffset to)
    {
        wire.MoveTo(to);
        foreach (var timer in Timers.Of(Run.State, Run.Scene).Where(t => t.Due <= wire.GetUtcNow()).ToList())
        {
            await Run.SubmitAsync(new TimerDue(timer), default);
        }
    }

    public Task AdvanceAsync(TimeSpan length) => MoveToAsync(wire.GetUtcNow() + length);

    /// <summary>Waits for a state; what waits on the clock is let pass meanwhile by the caller.</summary>
    public async Task UntilAsync(Func<RunState, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            for (var seen = Run.State; !holds(seen); seen = Run.State)
            {
                await Run.ChangedAsync(seen.Seq, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            var steps = string.Join(", ", Run.State.Steps.Values.Where(x => x.Status != StepStatus.Succeeded).Select(x => $"{x.Name} {x.Status} {x.Last?.Reason}"));
            throw new TimeoutException(
                $"it did not come about in {Patience.TotalSeconds:0} s: run {Run.State.Status} at {Run.State.Seq}, {wire.GetUtcNow():HH:mm:ss}; {steps}; engine {engine.Status} {engine.Exception}; faults: {string.Join("; ", faults)}");
        }
    }

    /// <summary>Waits until a step's program has really been started on its host.</summary>
    public async Task UntilStartedAsync(string step)
    {
        await UntilAsync(s => s.StepOf(step).Status == StepStatus.Running);
        await Until.HoldsAsync(() => Hosts.Starts.Contains(step));
    }

    /// <summary>Waits until a timer waits on the clock, so that moving it is felt.</summary>
    public Task UntilWaitingAsync(int timers) => Until.HoldsAsync(() => wire.Waiting >= timers);

    public void Dispose()
    {
        stop.Cancel();
        Run.Dispose();
        stop.Dispose();
    }

    RunFiles IRunFileSource.Copies(string runId) => Files;

    RunFiles IRunFileSource.TakeCopies(string runId) => Files;

    FileHashes IRunFileSource.OnDisk() => Files.Hashes;

    FreezeCalendar IRunFileSource.Calendar() => new([]);

    bool IRunFileSource.RehearsalPassed(string planHash) => true;

    string? IRunFileSource.PackScript(string runId, RunFiles files, string path) => null;

    Fleet? IRunFileSource.FleetNamed(string name) => null;

    Core.Books.BookState IRunFileSource.Book() => Core.Books.BookState.Empty;

    string IRunFileSource.ScriptOf(string runId, RunFiles files, Step step, string script) => script;

    /// <summary>What samplings say; tests set it.</summary>
    public Func<SampleJob, CancellationToken, Task<SampleOutcome>> Samples { get; set; } = (_, _) => Task.FromResult(new SampleOutcome("h", 1, 1, [], []));

    Task<SampleOutcome> ISampler.TakeBaselineAsync(SampleJob job, CancellationToken ct) => Samples(job, ct);

    Task<SampleOutcome> ISampler.CompareAsync(SampleJob job, CancellationToken ct) => Samples(job, ct);

    Task<SampleOutcome> ISampler.LookAsync(SampleJob job, SampleScope scope, CancellationToken ct) => Samples(job, ct);

    Task<FlowOutcome> ISampler.FlowAsync(SampleJob job, CancellationToken ct) => Task.FromResult(new FlowOutcome([], []));

    ValueTask IStepLogs.AppendAsync(string run, string step, int attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct) => ValueTask.CompletedTask;

    Task IStepLogs.CompleteAsync(string run, string step, int attempt, CancellationToken ct) => Task.CompletedTask;

    Task IStepLogs.SkipAsync(string run, string step, int attempt, long offset, CancellationToken ct) => Task.CompletedTask;

    Task IStepLogs.CompressAsync(string run, string step, int attempt, CancellationToken ct) => Task.CompletedTask;

    Task<long> IStepLogs.LengthAsync(string run, string step, int attempt, CancellationToken ct) => Task.FromResult(long.MaxValue);

    Task<IReadOnlyList<string>> IStepLogs.TailAsync(string run, string step, int lines, int columns, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    private void Load()
    {
        var clock = new RunClock(wire, new ClockDefinition(wire.GetUtcNow(), wire.GetUtcNow(), 1), _ => { });
        life?.End();
        Run = new RunCoordinator(life = new JournalOfOneLife(Journal), this, clock);
        Sampling = new SampleWork(Run, this, new SampleNews([], wire), clock, new EngineTimings());
        Runner = new StepRunner(Run, Hosts, Sampling, this, this, clock, wire, new EngineTimings());
    }

    /// <summary>Does samplings that are asked for in between.</summary>
    public SampleWork Sampling { get; private set; } = null!;

    private StepRunner Runner { get; set; } = null!;

    private void Go() => engine = new PhaseExecutor(Run, Runner, Hosts, wire, new Faults(faults)).RunAsync(stop.Token);

    private sealed class Faults(System.Collections.Concurrent.ConcurrentQueue<string> said) : ILogger<PhaseExecutor>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
