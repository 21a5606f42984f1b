namespace MailUpgrade.Core.Plans;

/// <summary>The reviewed method of procedure. Known by the SHA-256 of its file, which the loader carries beside it.</summary>
/// <param name="Id">File name without extension, also the key <c>plan</c> in the file.</param>
/// <param name="Title">What people call the night.</param>
/// <param name="Pack">Folder below <c>config/packs/</c> that holds the scripts.</param>
/// <param name="FromVersion">Version every host must have before.</param>
/// <param name="ToVersion">Version every host must have after.</param>
/// <param name="Zone">IANA zone of all wall-clock times in the plan.</param>
/// <param name="Window">When work may happen.</param>
/// <param name="StartGrace">How late a wake-up of a sealed permit may be. 0 to 30 min, default 5 min.</param>
/// <param name="NoNewsEvery">Longest silence during a run before a "no news" line. Default 30 min.</param>
/// <param name="Phases">In the order of the night.</param>
/// <param name="Rollback">The way back, as one phase of steps that always goes for the whole cluster.</param>
/// <param name="Guidance">Clock arithmetic of the way back.</param>
public sealed record Plan(
    string Id,
    LocalText Title,
    string Pack,
    string FromVersion,
    string ToVersion,
    string Zone,
    Window Window,
    TimeSpan StartGrace,
    TimeSpan NoNewsEvery,
    IReadOnlyList<Phase> Phases,
    Phase Rollback,
    RollbackClock Guidance)
{
    /// <summary>Decisions for which the plan asks for other names than the usual; see <see cref="Quorums"/>.</summary>
    public IReadOnlyList<Quorum> Decisions { get; init; } = [];

    /// <summary>Roles that two people of the team may stand in for when nobody can fill them; empty: none.</summary>
    public IReadOnlyList<string> BreakGlass { get; init; } = [];

    /// <summary>How many days after the night its snapshot sets are deleted, 1 to 90. Nothing deletes them by itself: it is a date with an owner on the paper.</summary>
    public int KeepSnapshotsDays { get; init; } = 7;

    /// <summary>What is to be seen to after the night beside the rows of the pack, or with other owners and dates than theirs.</summary>
    public IReadOnlyList<AftercareRow> Aftercare { get; init; } = [];

    /// <summary>Phase by id; the rollback phase answers to its own id.</summary>
    /// <exception cref="KeyNotFoundException">No phase has that id.</exception>
    public Phase PhaseOf(string id) =>
        id == Rollback.Id ? Rollback
        : Phases.FirstOrDefault(p => p.Id == id) ?? throw new KeyNotFoundException($"no phase '{id}' in plan {Id}");

    /// <summary>The phase that begins at the kick-off instant.</summary>
    public Phase KickOffPhase => Phases.First(p => p.Start.Kind == PhaseStartKind.KickOff);
}

/// <summary>Local wall-clock times of the window; closing at or before opening means the next day.</summary>
public sealed record Window(TimeOnly Opens, TimeOnly Closes);

/// <summary>Latest safe rollback = window close - <see cref="Length"/> - <see cref="Recheck"/> - <see cref="Margin"/>.</summary>
/// <param name="Length">95th percentile of a whole rollback.</param>
/// <param name="Recheck">95th percentile of the checks after it.</param>
/// <param name="Margin">What the team keeps in reserve.</param>
public sealed record RollbackClock(TimeSpan Length, TimeSpan Recheck, TimeSpan Margin);
