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
/// <param name="RehearsalGiven">The drill pretends that a rehearsal has passed.</param>
/// <param name="Script">In order.</param>
/// <param name="Expect">All are looked at, also after one did not hold.</param>
public sealed record DrillFile(
    string Title, string Plan, string Fleet, string Mode, DateTimeOffset Starts, int Speed, string? Language,
    IReadOnlyDictionary<string, string> Channels, bool RehearsalGiven, IReadOnlyList<DrillLine> Script,
    IReadOnlyList<Expectation> Expect);
