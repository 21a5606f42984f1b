namespace MailUpgrade.Core.Chat;

/// <summary>
/// The page's board. Written with the web defaults of System.Text.Json it is exactly what the page reads; times carry the offset of the
/// plan's zone and whole seconds.
/// </summary>
/// <param name="Language">Of the run.</param>
/// <param name="Run">The run in figures.</param>
/// <param name="Headline">Sign and line.</param>
/// <param name="Next">Whose turn it is, or null.</param>
/// <param name="Phases">In the order of the plan; the way back at the end once it has begun.</param>
/// <param name="Hosts">In the order of the fleet.</param>
/// <param name="People">Who can be picked; empty where picking is not allowed.</param>
/// <param name="PersonaNeedsKey">Picking asks for the drill's one-time key.</param>
/// <param name="Me">Who looks, or null.</param>
public sealed record BoardView(
    string Language, BoardRun Run, BoardHeadline Headline, BoardNext? Next, IReadOnlyList<BoardPhase> Phases,
    IReadOnlyList<BoardHost> Hosts, IReadOnlyList<BoardPerson> People, bool PersonaNeedsKey, BoardMe? Me)
{
    /// <summary>Open things of the aftercare, and how many of them are late; the records have the list.</summary>
    public BoardAftercare Aftercare { get; init; } = new(0, 0, 0);

    /// <summary>The screen on the wall: big, and without the chat.</summary>
    public bool Wall { get; init; }
}

/// <summary>The run in figures.</summary>
public sealed record BoardRun(
    string Id, string State, string Mode, string PlanTitle, string PlanHash, string Fleet, string Zone, DateTimeOffset Now, double Speed,
    DateTimeOffset KickOff, DateTimeOffset WindowCloses, long MinutesLeft, DateTimeOffset? RollbackSafeUntil, long? MinutesBehindPlan);

/// <summary>The aftercare in figures. <c>Done</c> changes whenever something was done, so that the page asks for the list again.</summary>
public sealed record BoardAftercare(int Open, int Late, int Done);

/// <summary>One line.</summary>
public sealed record BoardHeadline(string Sign, string Text);

/// <summary>Role and what it decides.</summary>
public sealed record BoardNext(string Who, string Text);

/// <summary>One phase.</summary>
public sealed record BoardPhase(
    string Id, string Title, string State, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd, DateTimeOffset? ActualStart,
    DateTimeOffset? ActualEnd, bool PointOfNoReturn, int StepsDone, int StepsTotal)
{
    /// <summary>Usual length in the rehearsals of this plan; null where nobody has rehearsed it.</summary>
    public double? RehearsedMinutes { get; init; }
}

/// <summary>One host. <c>State</c> is <c>idle running succeeded failed unknown</c>.</summary>
public sealed record BoardHost(
    string Name, string Site, IReadOnlyList<string> Roles, string State, string? Step, string? Line, string? Version)
{
    /// <summary>Version before the night.</summary>
    public string VersionBefore { get; init; } = "";

    /// <summary>Version that the plan brings.</summary>
    public string VersionAfter { get; init; } = "";

    /// <summary><c>stopped</c> or <c>running</c> as far as a step of this run has proven it last; null where none has.</summary>
    public string? Services { get; init; }
}

/// <summary>Somebody who can be picked.</summary>
public sealed record BoardPerson(string Id, string Name, IReadOnlyList<string> Roles);

/// <summary>Who looks.</summary>
public sealed record BoardMe(string Id, string Name, IReadOnlyList<string> Roles, string Language)
{
    /// <summary>May say and press here; false for who only reads by a link.</summary>
    public bool MaySpeak { get; init; } = true;
}
