using System.Collections.Immutable;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs.State;

/// <summary>All that is known of a run: the fold of its events, and nothing else.</summary>
public sealed record RunState
{
    /// <summary>Before the first event.</summary>
    public static RunState Empty { get; } = new();

    /// <summary>Run id.</summary>
    public string Id { get; init; } = "";

    /// <summary><c>practice rehearsal production</c>.</summary>
    public string Mode { get; init; } = "practice";

    /// <summary>Plan id.</summary>
    public string PlanId { get; init; } = "";

    /// <summary>Hash of the run's own copy.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>Fleet id.</summary>
    public string FleetId { get; init; } = "";

    /// <summary>Hash of the run's own copy.</summary>
    public string FleetHash { get; init; } = "";

    /// <summary>Language of the run's chat.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; init; } = RunStatus.Planned;

    /// <summary>Where it goes on when the pause is over.</summary>
    public RunStatus PausedFrom { get; init; } = RunStatus.Running;

    /// <summary>Why nothing new begins; null when not paused.</summary>
    public Pause? Pause { get; init; }

    /// <summary>Instant of kick-off.</summary>
    public DateTimeOffset KickOff { get; init; }

    /// <summary>End of the window.</summary>
    public DateTimeOffset WindowCloses { get; init; }

    /// <summary>The date that people set last; null where the bot chose it.</summary>
    public KickOffSet? Appointment { get; init; }

    /// <summary>The kick-off instant that has been judged, so that it is judged once.</summary>
    public DateTimeOffset? JudgedKickOff { get; init; }

    /// <summary>When the night really began.</summary>
    public DateTimeOffset? KickedOffAt { get; init; }

    /// <summary>Last event.</summary>
    public long Seq { get; init; }

    /// <summary>When the last event was.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The window was closed.</summary>
    public bool WindowIsClosed { get; init; }

    /// <summary>Who said ready.</summary>
    public Said? Ready { get; init; }

    /// <summary>The sealed go.</summary>
    public Permit? Permit { get; init; }

    /// <summary>The client's acceptance.</summary>
    public Said? Acceptance { get; init; }

    /// <summary>The client refused and nothing was declared mended since.</summary>
    public Said? Refusal { get; init; }

    /// <summary>Phases that have begun.</summary>
    public ImmutableDictionary<string, PhaseState> Phases { get; init; } = ImmutableDictionary<string, PhaseState>.Empty;

    /// <summary>Steps that have begun, by step name.</summary>
    public ImmutableDictionary<string, StepState> Steps { get; init; } = ImmutableDictionary<string, StepState>.Empty;

    /// <summary>Decisions that wait for more names, by the command line that means them.</summary>
    public ImmutableDictionary<string, Proposal> Proposals { get; init; } = ImmutableDictionary<string, Proposal>.Empty;

    /// <summary>Decisions whose names have waited too long, with the event that said so.</summary>
    public ImmutableDictionary<string, long> Expired { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>What people answered to questions that no table knows, by the question; it holds for the other hosts of the run.</summary>
    public ImmutableDictionary<string, string> HeldAnswers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>A handover that was offered and not taken yet.</summary>
    public Offer? Offer { get; init; }

    /// <summary>What people may do in this run otherwise than by its team file, in order.</summary>
    public ImmutableList<RoleChange> RoleChanges { get; init; } = [];

    /// <summary>Every time the glass was broken.</summary>
    public ImmutableList<GlassBroken> Glass { get; init; } = [];

    /// <summary>Hosts in people's hands, with who has them.</summary>
    public ImmutableDictionary<string, Said> TakenOver { get; init; } = ImmutableDictionary<string, Said>.Empty;

    /// <summary>What was last said of a person's session on a host.</summary>
    public ImmutableDictionary<string, SessionNoted> Sessions { get; init; } = ImmutableDictionary<string, SessionNoted>.Empty;

    /// <summary>Steps that were added.</summary>
    public ImmutableList<PlanAmended> Amendments { get; init; } = [];

    /// <summary>The client's list by item number; what is not here nobody has looked at.</summary>
    public ImmutableDictionary<int, ItemState> Items { get; init; } = ImmutableDictionary<int, ItemState>.Empty;

    /// <summary>Event with which work went on after the last pause; 0 before.</summary>
    public long GoneOnSeq { get; init; }

    /// <summary>Event that warned of the latest safe rollback; 0 before.</summary>
    public long WarnedSeq { get; init; }

    /// <summary>Event with which the client was asked again; 0 before.</summary>
    public long MendedSeq { get; init; }

    /// <summary>Photos and files of people.</summary>
    public ImmutableList<FileKept> Files { get; init; } = [];

    /// <summary>Gates by phase.</summary>
    public ImmutableDictionary<string, GateState> Gates { get; init; } = ImmutableDictionary<string, GateState>.Empty;

    /// <summary>Evidence by name.</summary>
    public ImmutableDictionary<string, EvidenceRecorded> Evidence { get; init; } =
        ImmutableDictionary<string, EvidenceRecorded>.Empty;

    /// <summary>Issues in order of number.</summary>
    public ImmutableList<IssueState> Issues { get; init; } = [];

    /// <summary>The last baseline and the last comparison.</summary>
    public ImmutableDictionary<string, Sampled> Samples { get; init; } = ImmutableDictionary<string, Sampled>.Empty;

    /// <summary>What became of waiting mail, by host.</summary>
    public ImmutableSortedDictionary<string, MailCounted> Mail { get; init; } = ImmutableSortedDictionary.Create<string, MailCounted>(StringComparer.Ordinal);

    /// <summary>What people asked to have looked at and was not answered yet, by the number of its event.</summary>
    public ImmutableSortedDictionary<long, SampleAsked> AskedSamples { get; init; } = ImmutableSortedDictionary<long, SampleAsked>.Empty;

    /// <summary>Keys of differences that were accepted as they are.</summary>
    public ImmutableHashSet<string> AcceptedDifferences { get; init; } = [];

    /// <summary>Where the decision for the way back stands in the journal; 0 before.</summary>
    public long RollbackSeq { get; init; }

    /// <summary>What a rollback would lose, as last counted; null before.</summary>
    public LossCounted? Loss { get; init; }

    /// <summary>Where that stands in the journal.</summary>
    public long LossSeq { get; init; }

    /// <summary>What going on without a host means, as last counted, and where that stands in the journal.</summary>
    public ImmutableSortedDictionary<string, (LeftOutCounted Fact, long Seq)> LeftOutCounts { get; init; } = ImmutableSortedDictionary<string, (LeftOutCounted Fact, long Seq)>.Empty;

    /// <summary>Sets of snapshots that are void, in order.</summary>
    public ImmutableList<VoidSet> VoidSets { get; init; } = [];

    /// <summary>The void set over which services start again or people have not decided yet; null where there is none.</summary>
    public VoidSet? OpenVoid { get; init; }

    /// <summary>Hosts that the night goes on without.</summary>
    public ImmutableSortedSet<string> LeftOut { get; init; } = [];

    /// <summary>Answers by command id; null = accepted.</summary>
    public ImmutableDictionary<string, Refusal?> Answers { get; init; } = ImmutableDictionary<string, Refusal?>.Empty;

    /// <summary>Timers without a state of their own that have been handled.</summary>
    public ImmutableHashSet<string> TimersDone { get; init; } = [];

    /// <summary>Phases whose nodes may pass the latest safe rollback.</summary>
    public ImmutableHashSet<string> LateAgreed { get; init; } = [];

    /// <summary>The last mark of the countdown that was told for this kick-off, minutes before it.</summary>
    public int? CountdownTold { get; init; }

    /// <summary>When this kick-off became known.</summary>
    public DateTimeOffset KickOffKnownAt { get; init; }

    /// <summary>Time of the last event when a clock set back was told.</summary>
    public DateTimeOffset? ClockSetBackAt { get; init; }

    /// <summary>Usual minutes per phase of the rehearsals, as bound at kick-off.</summary>
    public RehearsalsBound? Rehearsed { get; init; }

    /// <summary>Other work on the hosts at the last look, <c>host: what</c>.</summary>
    public ImmutableList<string> Conflicts { get; init; } = [];

    /// <summary>When that look was.</summary>
    public DateTimeOffset? ConflictsAt { get; init; }

    /// <summary>The last look at a sandbox; null where none counts.</summary>
    public SandboxChecked? Sandbox { get; init; }

    /// <summary>How often a sandbox was looked at in this run.</summary>
    public int SandboxLooks { get; init; }

    /// <summary>People's verdicts in a shadow night, by step.</summary>
    public ImmutableDictionary<string, PeoplesVerdict> Verdicts { get; init; } = ImmutableDictionary<string, PeoplesVerdict>.Empty;

    /// <summary>The last copy outside the bot's own disk failed.</summary>
    public bool AwayFails { get; init; }

    /// <summary>Person decisions so far.</summary>
    public int DecisionsTaken { get; init; }

    /// <summary>No command is taken any more.</summary>
    public bool HasEnded => EndedAt is not null;

    /// <summary>From kick-off on.</summary>
    public bool HasKickedOff => KickedOffAt is not null;

    /// <summary>Phase by id; pending where it has not begun.</summary>
    public PhaseState PhaseOf(string id) => Phases.GetValueOrDefault(id) ?? new PhaseState(id, PhaseStatus.Pending, null, null);

    /// <summary>Step by name; pending where it has not begun.</summary>
    public StepState StepOf(string name) => Steps.GetValueOrDefault(name) ?? StepState.NotBegun(name);

    /// <summary>When the service last came back to the run.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>Steps that touch the world now, in the order of their start.</summary>
    public IEnumerable<StepState> InFlight => Steps.Values.Where(s => s.Status == StepStatus.Running)
        .OrderBy(s => s.StartedAt).ThenBy(s => s.Name, StringComparer.Ordinal);

    /// <summary>Steps on which somebody must decide. On the way back that is decided for all that went before it.</summary>
    public IReadOnlyList<StepState> Undecided =>
        [.. Steps.Values.Where(s => (s.Status is StepStatus.Failed or StepStatus.Unknown) && s.EndedSeq > RollbackSeq && OpenVoid?.Covers(s) != true)
            .Where(s => PhaseOf(s.Phase).Status is PhaseStatus.Running or PhaseStatus.Failed)
            .OrderBy(s => s.EndedAt).ThenBy(s => s.Name, StringComparer.Ordinal)];
}

/// <summary>Word of a person with its time.</summary>
public sealed record Said(string Who, DateTimeOffset At, string Text, long Seq);

/// <summary>A decision that waits for more names.</summary>
/// <param name="Names">Person ids in the order in which they said it; empty where the plan proposed it and nobody has said it yet.</param>
/// <param name="Reason">The first that was given; may be empty.</param>
/// <param name="At">Of the first name.</param>
/// <param name="Seq">Of the last name.</param>
public sealed record Proposal(ImmutableList<string> Names, string Reason, DateTimeOffset At, long Seq);

/// <summary>What people say of a step.</summary>
public sealed record PeoplesVerdict(string Who, bool Ok, string Remark);

/// <summary>Why nothing new begins.</summary>
public sealed record Pause(string Cause, string? Step, string Reason, DateTimeOffset At, long Seq);

/// <summary>The sealed go with its giver.</summary>
public sealed record Permit(string By, DateTimeOffset At, PermitSealed Binding);

/// <summary>A gate that was opened.</summary>
public sealed record GateState(GateOpened Opened, DateTimeOffset At, long Seq, string? Side, string? By);

/// <summary>An issue.</summary>
public sealed record IssueState(
    int Number, string Text, bool Blocking, string By, DateTimeOffset At, string? Remedy)
{
    /// <summary>Step it was found at, or null.</summary>
    public string? Step { get; init; }

    /// <summary>Run that opened it first; null for an issue of this run.</summary>
    public string? FromRun { get; init; }

    /// <summary>Its number there.</summary>
    public int? FromNumber { get; init; }

    /// <summary>Nobody has closed it.</summary>
    public bool IsOpen => Remedy is null;
}
