using System.Collections.Concurrent;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// The single writer of a run: decide, append, apply, in this order and one command at a time. What it has answered is on disk.
/// </summary>
public sealed class RunCoordinator : IDisposable
{
    private readonly IJournal journal;
    private readonly IRunFileSource source;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim writer = new(1, 1);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RunState state = RunState.Empty;
    private volatile RunFiles? files;

    /// <summary>A coordinator without a run; <see cref="LoadAsync"/> or <see cref="PlanAsync"/> gives it one.</summary>
    public RunCoordinator(IJournal journal, IRunFileSource source, TimeProvider clock)
    {
        this.journal = journal;
        this.source = source;
        this.clock = clock;
    }

    /// <summary>The run as it is; never changes under the reader.</summary>
    public RunState State => state;

    /// <summary>The run's own copies.</summary>
    /// <exception cref="InvalidOperationException">There is no run yet.</exception>
    public RunFiles Files => files is { } own
        ? Present.IsAsCopied(state) ? own : own with { Plan = Present.PlanOf(state, own.Plan), Team = Present.TeamOf(state, own.Team) }
        : throw new InvalidOperationException("no run was loaded");

    /// <summary>How far running installers are, by step name; not in the journal.</summary>
    public ConcurrentDictionary<string, string> Stages { get; } = new();

    /// <summary>Names of the channels in use; set before people are heard.</summary>
    public IReadOnlyList<string> Channels { get; set; } = [];

    /// <summary>What decisions look at now.</summary>
    public Scene Scene => new(
        Files.Plan, Files.Fleet, Files.Team, source.Calendar(), TimeZoneInfo.FindSystemTimeZoneById(Files.Plan.Zone), Now(),
        state.HasKickedOff ? null : source.OnDisk(), source.RehearsalPassed(state.PlanHash))
    {
        Pack = Files.Pack,
        Stages = Stages,
        Book = source.Book(),
        Channels = Channels,
    };

    /// <summary>Folds the journal of an existing run.</summary>
    public async Task LoadAsync(string runId, CancellationToken ct)
    {
        var lines = await journal.ReadAsync(runId, 0, ct);
        files = source.Copies(runId);
        state = Fold.All(lines.Select(ToRecorded));
        Wake();
    }

    /// <summary>Creates a run from the files on disk.</summary>
    /// <exception cref="FilesUnusableException">The files have faults.</exception>
    public async Task PlanAsync(RunPlanned planned, CancellationToken ct)
    {
        files = source.TakeCopies(planned.RunId);
        await SubmitAsync(new PlanRun($"plan:{planned.RunId}", planned), ct);
    }

    /// <summary>
    /// Answers a command. May be called twice with the same command: the second answer is <see cref="Decision.Repeated"/>.
    /// </summary>
    /// <exception cref="JournalWriteException">Nothing was recorded, so nothing was decided.</exception>
    public async Task<Decision> SubmitAsync(RunCommand command, CancellationToken ct)
    {
        await writer.WaitAsync(ct);
        try
        {
            var decision = Run.Decide(state, command, Scene);
            var events = decision switch
            {
                Decision.Accepted accepted => accepted.Events,
                Decision.Refused { Refusal: var no } when !state.HasEnded && IsKept(command, no) =>
                    [new CommandRefused(((PersonCommand)command).Word, no.Code, no.Facts)],
                _ => [],
            };
            if (events.Count > 0)
            {
                await AppendAsync(command, events, ct);
            }
            return decision;
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>Returns when the journal could not be written, at the next time that it cannot.</summary>
    public Task WriteFailedAsync(CancellationToken ct) => failed.Task.WaitAsync(ct);

    /// <summary>Returns when the run has events after a sequence number.</summary>
    public async Task ChangedAsync(long afterSeq, CancellationToken ct)
    {
        while (state.Seq <= afterSeq)
        {
            var next = changed.Task;
            if (state.Seq > afterSeq)
            {
                return;
            }
            await next.WaitAsync(ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    /// <summary>Reads a journal line.</summary>
    public static Recorded ToRecorded(JournalLine line)
    {
        var (e, commandId) = EventCatalog.Read(line.Kind, line.Body);
        return new Recorded(line.Seq, line.At, line.Actor, line.Channel, commandId, e);
    }

    /// <summary>An ended run ends in its end event; strangers do not write into a journal.</summary>
    private static bool IsKept(RunCommand command, Refusal no) =>
        command is PersonCommand && no.Code != RefusalCodes.UnknownPerson;

    private async Task AppendAsync(RunCommand command, IReadOnlyList<RunEvent> events, CancellationToken ct)
    {
        if (events.OfType<FilesTaken>().Any())
        {
            files = source.TakeCopies(state.Id);
        }
        var at = Now();
        var entries = events.Select((e, i) => new NewJournalEntry(
            at, EventCatalog.KindOf(e), command.Actor, command.Channel, EventCatalog.BodyOf(e, i == 0 ? command.Id : null)));
        var stream = state.Id.Length > 0 ? state.Id : ((PlanRun)command).Planned.RunId;
        var lines = await WriteAsync(stream, [.. entries], ct);
        var next = state;
        for (var i = 0; i < lines.Count; i++)
        {
            next = Run.Apply(next, new Recorded(
                lines[i].Seq, at, command.Actor, command.Channel, i == 0 ? command.Id : null, events[i]));
        }
        state = next;
        Wake();
    }

    private async Task<IReadOnlyList<JournalLine>> WriteAsync(string stream, IReadOnlyList<NewJournalEntry> entries, CancellationToken ct)
    {
        try
        {
            return await journal.AppendAsync(stream, state.Seq, entries, ct);
        }
        catch (JournalWriteException)
        {
            Interlocked.Exchange(ref failed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            throw;
        }
    }

    /// <summary>Never before the last event: a clock set back does not turn the journal round.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now > state.LastAt ? now : state.LastAt;
    }

    private void Wake() =>
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
