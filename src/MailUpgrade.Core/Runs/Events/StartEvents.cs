namespace MailUpgrade.Core.Runs.Events;

/// <summary>A run exists. Its own copies of plan, fleet and team lie in the state folder under these hashes.</summary>
public sealed record RunPlanned(
    string RunId, string Mode, string PlanId, string PlanHash, string FleetId, string FleetHash, string TeamHash,
    DateTimeOffset KickOff, DateTimeOffset WindowCloses, string Language) : RunEvent;

/// <summary>Changed files were taken in before kick-off. What was proven for the old ones counts no more.</summary>
public sealed record FilesTaken(string PlanHash, string FleetHash, string TeamHash) : RunEvent;

/// <summary>Kick-off was set to another instant.</summary>
public sealed record KickOffSet(DateTimeOffset KickOff, DateTimeOffset WindowCloses, string Reason) : RunEvent;

/// <summary>The executor says that the night can begin, and so asks for the permit.</summary>
public sealed record ReadyDeclared : RunEvent;

/// <summary>The sealed <c>/go</c>.</summary>
/// <param name="PlanHash">Of the file at that moment.</param>
/// <param name="FleetHash">Of the file at that moment.</param>
/// <param name="KickOff">Instant for which it holds.</param>
/// <param name="Expires">Kick-off plus start-grace.</param>
/// <param name="Proven">Evidence that exists.</param>
/// <param name="Due">Phases whose evidence joins later.</param>
/// <param name="OpenIssues">Numbers of issues that were open and not blocking.</param>
public sealed record PermitSealed(
    string PlanHash, string FleetHash, DateTimeOffset KickOff, DateTimeOffset Expires,
    IReadOnlyList<string> Proven, IReadOnlyList<string> Due, IReadOnlyList<int> OpenIssues) : RunEvent
{
    /// <summary>Zone of the instant; null in journals of earlier versions.</summary>
    public string? Zone { get; init; }

    /// <summary><c>PHASE=SIDE</c>: what was agreed for silence at a phase's gate; null in journals of earlier versions.</summary>
    public IReadOnlyList<string>? Sides { get; init; }
}

/// <summary>The permit or the readiness counts no more.</summary>
/// <param name="Code">Refusal code: <c>plan-changed not-ready rescheduled no-go missed-start frozen-day</c>.</param>
/// <param name="Detail">What exactly, plain English.</param>
public sealed record PermitVoided(string Code, string Detail) : RunEvent;

/// <summary>The instant passed without a start.</summary>
public sealed record StartMissed(DateTimeOffset KickOff, bool HadPermit) : RunEvent;

/// <summary>The night has begun.</summary>
public sealed record KickedOff(DateTimeOffset KickOff) : RunEvent;

/// <summary>What rehearsals of this plan have measured, as it stood at kick-off: the report compares with it.</summary>
public sealed record RehearsalsBound(int Rehearsals, IReadOnlyDictionary<string, double> PhaseMinutes) : RunEvent;

/// <summary>The window was closed while work was left.</summary>
public sealed record WindowClosed : RunEvent;

/// <summary>The latest safe moment to roll back is half an hour away; one person was told by name.</summary>
public sealed record RollbackWarned(DateTimeOffset SafeUntil) : RunEvent;

/// <summary>The latest safe moment to roll back has passed: whoever goes back now goes past the window.</summary>
public sealed record RollbackUnsafe(DateTimeOffset SafeUntil) : RunEvent;

/// <summary>The window closes later, by two names.</summary>
public sealed record WindowExtended(DateTimeOffset Until, string Reason) : RunEvent;

/// <summary>Nodes of a phase may pass the latest safe rollback, by two names.</summary>
/// <param name="Phase">Phase for whose rest it holds.</param>
/// <param name="Step">Node that it was asked for.</param>
public sealed record LateAgreed(string Phase, string Step) : RunEvent;

/// <summary>A mark of the countdown was told.</summary>
/// <param name="Minutes">Which: 1440, 60 or 15.</param>
/// <param name="Missing">What still stood against a start, as tokens.</param>
public sealed record CountdownTold(int Minutes, IReadOnlyList<string> Missing) : RunEvent;

/// <summary>The clock of the bot's machine shows an earlier time than it has shown before.</summary>
/// <param name="Shows">What it shows.</param>
/// <param name="Minutes">How far behind the last event, whole minutes.</param>
public sealed record ClockSetBack(DateTimeOffset Shows, int Minutes) : RunEvent;

/// <summary>The hosts were looked at for other work before kick-off.</summary>
/// <param name="Hosts">How many were asked.</param>
/// <param name="Conflicts"><c>host: what</c>, each of which holds the start.</param>
/// <param name="Remarks"><c>host: what</c>: warnings, and hosts that could not be looked at.</param>
public sealed record ConflictsChecked(int Hosts, IReadOnlyList<string> Conflicts, IReadOnlyList<string> Remarks) : RunEvent;

/// <summary>A sandbox was looked at before its rehearsal.</summary>
/// <param name="Hosts">How many were asked.</param>
/// <param name="Problems">Why it is no sandbox; empty: it is proven.</param>
/// <param name="NotRehearsed">What production has and it lacks.</param>
public sealed record SandboxChecked(int Hosts, IReadOnlyList<string> Problems, IReadOnlyList<string> NotRehearsed) : RunEvent;

/// <summary>What people say of steps in a shadow night.</summary>
/// <param name="Target">As said: a step or a phase.</param>
/// <param name="Steps">Steps that were meant.</param>
/// <param name="Ok">It is well.</param>
/// <param name="Remark">Their words.</param>
public sealed record VerdictGiven(string Target, IReadOnlyList<string> Steps, bool Ok, string Remark) : RunEvent;

/// <summary>The run could not be copied outside the bot's own disk. Told once; tried again every minute.</summary>
public sealed record AwayFailed(string Reason) : RunEvent;

/// <summary>It could again.</summary>
public sealed record AwayKept : RunEvent;

/// <summary>The service came back to an open run.</summary>
/// <param name="InFlight">Steps that were in flight and are now asked by their tickets.</param>
public sealed record ServiceResumed(IReadOnlyList<string> InFlight) : RunEvent;

/// <summary>The run is over.</summary>
/// <param name="State">Word of the contract: <c>completed signed-off rolled-back rejected aborted</c>.</param>
public sealed record RunEnded(string State) : RunEvent;
