using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.HostConsole;
using MailUpgrade.Adapters.Local;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Practice.Remote;
using MailUpgrade.Service.Drills;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Hosting;

/// <summary>The parts that must exist before the host is built: files, clock, journal, hosts and the run.</summary>
public sealed class NightParts : IDisposable
{
    private NightParts()
    {
    }

    /// <summary>The state folder, taken for this process.</summary>
    public required StateFolder State { get; init; }

    /// <summary>The journal.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>What is behind the journal, to be closed.</summary>
    private SqliteJournal? Closes { get; init; }

    /// <summary>Photos and files of people.</summary>
    public required EvidenceFolder Evidence { get; init; }

    /// <summary>What outlives a run.</summary>
    public required Book Book { get; init; }

    /// <summary>Hides secrets before anything is stored.</summary>
    public required Redactor Redactor { get; init; }

    /// <summary>Output of steps.</summary>
    public required StepLogs Logs { get; init; }

    /// <summary>Journal heads that were told.</summary>
    public required PostedHeads Heads { get; init; }

    /// <summary>What a drill does just now.</summary>
    public DrillPresence Presence { get; } = new();

    /// <summary>Files behind the run.</summary>
    public required RunFileStore Files { get; init; }

    /// <summary>The run clock.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>The single writer of the run.</summary>
    public required RunCoordinator Run { get; init; }

    /// <summary>Remote work.</summary>
    public required IHosts Hosts { get; init; }

    /// <summary>Account sampling.</summary>
    public required ISampler Sampler { get; init; }

    /// <summary>The page as a channel.</summary>
    public required WebChatChannel Web { get; init; }

    /// <summary>Every channel of the run, the page first. Those beside the page come by <see cref="Open"/>.</summary>
    public IReadOnlyList<IChatChannel> Channels { get; private set; } = [];

    /// <summary>Who an identity of a channel is.</summary>
    public Bindings Bindings { get; } = new();

    /// <summary>Keys of people for the bot's own host.</summary>
    public ConsoleKeys ConsoleKeys => new(State.FullPath);

    /// <summary>Which message reached which chat.</summary>
    public required ReceiptFile Receipts { get; init; }

    /// <summary>Opens the channels beside the page. Once.</summary>
    public void Open(ChannelSettings settings, ILoggerFactory logs)
    {
        Channels = [Web, .. ChatChannels.Open(this, settings, logs)];
        Run.Channels = [.. Channels.Select(c => c.Name).Where(n => n != Bindings.Console)];
    }

    /// <summary>
    /// Opens the state folder, finds or makes the practice cluster, the clock and the run.
    /// </summary>
    /// <exception cref="FilesUnusableException">Plan, fleet or team have faults, or the settings do not fit the fleet.</exception>
    public static async Task<NightParts> OpenAsync(
        StateFolder state, ConfigFolder config, RunOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        var (plan, fleet, planHash) = Checked(config, options);
        var cluster = ClusterPlace.Of(state.FullPath, fleet);
        var clockFile = new ClockFile(state.ClockPath);
        // An adopted night goes by the clock of the cluster that it was begun on.
        var real = RealFleet.Is(fleet);
        var kept = !real && File.Exists(state.JournalPath) ? new PracticeClock(cluster).Definition : null;
        var begins = RunStart.ClockOf(clockFile, kept, fleet, plan, options, TimeProvider.System.GetUtcNow());
        if (!real)
        {
            await PracticeStart.StartAsync(cluster, fleet, begins, ct);
        }
        // Read once more: a clock that begins now begins when the cluster is there, not when its making began.
        var definition = RunStart.Begin(clockFile, kept, fleet, plan, options, TimeProvider.System.GetUtcNow());
        var clock = real ? RealClock(definition) : PracticeStart.ClockOf(cluster, clockFile, definition);
        Book? book = null;
        var pretended = GivenEvidence.Of(options, planHash, fleet.CopyOf);
        var given = options.GivenRehearsal == "passed";
        var files = new RunFileStore(
            config, state.FullPath, options.Plan, options.Fleet, options.Language, given, () => pretended.Over(book?.State ?? BookState.Empty));
        var parts = Assemble(state, config, files, clock, cluster, fleet.Kind, logs);
        book = parts.Book;
        await parts.Book.LoadAsync(ct);
        foreach (var ((channel, identity), person) in parts.Book.State.Identities)
        {
            parts.Bindings.Bind(channel, identity, person);
        }
        await RunStart.LoadOrPlanAsync(parts.Run, parts.Journal, parts.Book, config, options, clock, ct);
        return parts;
    }

    /// <summary>Real time, which never jumps: somebody's own hosts cannot be made to.</summary>
    private static RunClock RealClock(ClockDefinition definition) => new(
        TimeProvider.System, definition, _ => throw new InvalidOperationException("the clock of a real fleet never jumps"));

    private static NightParts Assemble(
        StateFolder state, ConfigFolder config, RunFileStore files, RunClock clock, ClusterFolder cluster, FleetKind kind, ILoggerFactory logs)
    {
        var faults = new PracticeFaults(cluster, FaultCatalogue.Load(), clock);
        var journal = new SqliteJournal(state.JournalPath);
        var written = new FaultyJournal(journal, () => faults.IsSet("state-disk-full"));
        var redactor = new Redactor();
        var run = new RunCoordinator(written, new FaultyFiles(files, () => faults.IsSet("plan-edited")), clock);
        var hosts = HostsOf(kind, () => SshPaths.Full(run.Files.Fleet, config.FleetsPath), cluster, state, clock);
        return new NightParts
        {
            State = state,
            Journal = written,
            Closes = journal,
            Evidence = new EvidenceFolder(state.FullPath),
            Book = new Book(written, clock),
            Redactor = redactor,
            Logs = new StepLogs(state.LogsPath, redactor),
            Heads = new PostedHeads(state.HeadsPath),
            Receipts = new ReceiptFile(Path.Combine(state.FullPath, "receipts.jsonl"), TimeProvider.System),
            Files = files,
            Clock = clock,
            Run = run,
            Hosts = hosts,
            Sampler = PracticeStart.SamplerFor(cluster, state, hosts),
            Web = new WebChatChannel(state.FullPath, clock, redactor.Redact, logs.CreateLogger<WebChatChannel>()),
        };
    }

    private static IHosts HostsOf(FleetKind kind, Func<Fleet> fleet, ClusterFolder cluster, StateFolder state, RunClock clock)
    {
        LocalHosts own = kind is FleetKind.Practice or FleetKind.Lab ? new PracticeHosts(cluster, clock) : new OwnMachine(Path.Combine(state.FullPath, "own-machine"), clock);
        return kind == FleetKind.Practice ? own
            : OperatingSystem.IsWindows() ? throw new FilesUnusableException("ssh's control sockets need Linux or macOS: run the bot there")
            : new HostsAndOwnMachine(new SshHosts(fleet, ControlFolder.Of(state.FullPath), clock, new SshTimings(), TicketPlaces.Default), own);
    }

    private static (Plan Plan, Fleet Fleet, string PlanHash) Checked(ConfigFolder config, RunOptions options)
    {
        var check = PlanCheck.Of(config, options.Plan, options.Fleet);
        if (check.Faults.Count > 0)
        {
            throw new FilesUnusableException(string.Join('\n', check.Faults));
        }
        var fleet = check.Fleet.Required();
        if (RealFleet.Is(fleet) && RealFleet.Lacks(check.Plan.Required(), fleet, check.Pack?.Value) is { Count: > 0 } lacks)
        {
            throw new FilesUnusableException(string.Join('\n', lacks));
        }
        if (fleet.Lab is { } lab && !Directory.Exists(ClusterPlace.Of(lab, fleet).Hosts))
        {
            throw new FilesUnusableException($"fleet {fleet.Id}: there is no lab in {lab}; run tests/lab/up (as root) first");
        }
        return (check.Plan.Required(), fleet, check.Plan.Hash);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in Channels.OfType<IDisposable>())
        {
            channel.Dispose();
        }
        Web.Dispose();
        Run.Dispose();
        Logs.Dispose();
        Book.Dispose();
        Closes?.Dispose();
    }
}
