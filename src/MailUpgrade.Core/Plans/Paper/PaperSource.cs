namespace MailUpgrade.Core.Plans.Paper;

/// <summary>What the paper is printed from.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="PlanHash">SHA-256 of its file.</param>
/// <param name="Fleet">The fleet.</param>
/// <param name="FleetHash">SHA-256 of its file.</param>
/// <param name="Team">The people.</param>
/// <param name="Pack">The pack; null where its knowledge is not at hand, then prompts and remedies are missing on the paper.</param>
/// <param name="TextOf">A script's own text without the library, or null where there is none.</param>
/// <param name="Place">
/// What the way in to a host sets beside the plan's own variables: <c>MU_ADDR MU_ROOT MU_PORTS</c>, on practice hosts also
/// <c>MU_CLUSTER</c> and <c>PATH</c>. Null for hosts reached by ssh: their address, no prefix, no mapped ports.
/// </param>
public sealed record PaperSource(
    Plan Plan,
    string PlanHash,
    Fleet Fleet,
    string FleetHash,
    Team Team,
    Pack? Pack,
    Func<ScriptRef, string?> TextOf,
    Func<FleetHost, IReadOnlyDictionary<string, string>>? Place = null);
