namespace MailUpgrade.Core.Books;

/// <summary>A rehearsal has passed: evidence for the plan of this hash, and a stop-watch beside it, never inside its hash.</summary>
/// <param name="Run">Run id; one run counts once.</param>
/// <param name="PlanHash">SHA-256 of the plan that was played.</param>
/// <param name="PhaseMinutes">Measured length of each phase, the way back included where it was played.</param>
/// <param name="StepMinutes">Measured length of each step by its name on its host; null in books of earlier versions.</param>
/// <param name="PlanId">Plan; null in books of earlier versions.</param>
/// <param name="FleetId">Sandbox; null in books of earlier versions.</param>
/// <param name="NotRehearsed">What the sandbox lacked or the rehearsal left out, one line each; null in books of earlier versions.</param>
public sealed record RehearsalPassed(
    string Run, string PlanHash, IReadOnlyDictionary<string, double> PhaseMinutes, IReadOnlyDictionary<string, double>? StepMinutes,
    string? PlanId, string? FleetId, IReadOnlyList<string>? NotRehearsed) : BookEvent;

/// <summary>A rehearsal went back, and it took so long.</summary>
public sealed record WayBackMeasured(string Run, string PlanHash, double Minutes) : BookEvent;

/// <summary>An issue of a run, as it stands now: shown again at the same step of the next run of the plan.</summary>
/// <param name="Run">Run that opened it.</param>
/// <param name="Number">Number in that run.</param>
/// <param name="PlanId">Plan.</param>
/// <param name="Step">Step it was found at, or null.</param>
/// <param name="Text">What it is.</param>
/// <param name="Blocking">It forbids a start while it is open.</param>
/// <param name="Remedy">What helped; null while it is open.</param>
public sealed record IssueKept(
    string Run, int Number, string PlanId, string? Step, string Text, bool Blocking, string? Remedy) : BookEvent;

/// <summary>The night of a plan on a fleet has a date: the next run that is planned for them takes it.</summary>
public sealed record NightScheduled(
    string PlanId, string FleetId, DateTimeOffset KickOff, DateTimeOffset WindowCloses, string Reason) : BookEvent;

/// <summary>Days were frozen in chat, beside those of the calendar file.</summary>
public sealed record DaysFrozen(DateOnly From, DateOnly Through, string Reason) : BookEvent;

/// <summary>Frozen days were given back.</summary>
public sealed record DaysReleased(DateOnly From, DateOnly Through, string Reason) : BookEvent;

/// <summary>An identity of a channel is a person's from now on.</summary>
public sealed record IdentityBound(string IdentityChannel, string Identity, string Person) : BookEvent;

/// <summary>An identity of a channel is nobody's from now on.</summary>
public sealed record IdentityUnbound(string IdentityChannel, string Identity, string Person) : BookEvent;

/// <summary>The papers of a run were made, kept and told to people.</summary>
/// <param name="Run">Run id.</param>
/// <param name="Files">Each file with the SHA-256 of its bytes, lower-case hex: <c>FILE HASH</c>.</param>
public sealed record PaperKept(string Run, IReadOnlyList<string> Files) : BookEvent;

/// <summary>A day after the night people were asked the three questions.</summary>
public sealed record ReviewAsked(string Run) : BookEvent;

/// <summary>Somebody answered one of the three. A later answer of the same person to the same question takes its place.</summary>
/// <param name="Run">Run id.</param>
/// <param name="Person">Who.</param>
/// <param name="Question">1 to 3.</param>
/// <param name="Text">Their words.</param>
public sealed record ReviewAnswered(string Run, string Person, int Question, string Text) : BookEvent;

/// <summary>How the hosts of a fleet can be told from all others, as read from them.</summary>
public sealed record HostsSeen(string FleetId, IReadOnlyList<SeenHost> Hosts) : BookEvent;

/// <summary>One host's marks. An empty text: it could not be read.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Address">Of the fleet file.</param>
/// <param name="MachineId">Of <c>/etc/machine-id</c>.</param>
/// <param name="HostKey">Its ssh host key, type and base64.</param>
public sealed record SeenHost(string Name, string Address, string MachineId, string HostKey);
