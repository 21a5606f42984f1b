namespace MailUpgrade.Service.Drills.Script;

/// <summary>A scripted conversation with faults, and what must be true at its end.</summary>
/// <param name="Title">Key <c>drill</c>.</param>
/// <param name="Plan">Name in the configuration, or path.</param>
/// <param name="Fleet">Name in the configuration, or path.</param>
/// <param name="Mode"><c>practice rehearsal production shadow</c>.</param>
/// <param name="Starts">Run clock at the start.</param>
/// <param name="Speed">Run seconds per real second, 1 to 3600.</param>
/// <param name="Language">Of the run's chat, or null for the fleet's.</param>
/// <param name="Channels">Person id to channel; who is not in it speaks on the page.</param>
/// <param name="Given">What the drill pretends.</param>
/// <param name="Script">In order.</param>
/// <param name="Expect">All are looked at, also after one did not hold.</param>
public sealed record DrillFile(
    string Title, string Plan, string Fleet, string Mode, DateTimeOffset Starts, int Speed, string? Language,
    IReadOnlyDictionary<string, string> Channels, DrillEvidence Given, IReadOnlyList<DrillLine> Script,
    IReadOnlyList<Expectation> Expect);

/// <summary>Evidence that a drill pretends, on practice and lab fleets only.</summary>
/// <param name="Rehearsal">A rehearsal has passed.</param>
/// <param name="Rehearsals">How many, where lengths are given.</param>
/// <param name="Lengths">What they measured, or null.</param>
/// <param name="Marks">The marks of the fleet that this one is a copy of were taken.</param>
public sealed record DrillEvidence(bool Rehearsal, int Rehearsals, string? Lengths, bool Marks)
{
    /// <summary>Nothing.</summary>
    public static DrillEvidence None { get; } = new(false, 1, null, false);
}
