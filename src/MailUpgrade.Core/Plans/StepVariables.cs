using System.Globalization;

namespace MailUpgrade.Core.Plans;

/// <summary>
/// The assignments that stand before a script: the one list that both the engine and the paper runbook go by. What differs between
/// real, lab and practice hosts (<c>MU_ADDR MU_ROOT MU_PORTS</c>, in practice also <c>MU_CLUSTER</c>) is the host link's.
/// </summary>
public static class StepVariables
{
    /// <summary>What is the same for all steps of a run on a host.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OfHost(Plan plan, Fleet fleet, FleetHost host, string run) =>
    [
        new("MU_HOST", host.Name),
        new("MU_SITE", host.Site),
        new("MU_ROLES", string.Join(',', host.Roles)),
        new("MU_RUN", run),
        new("MU_FROM", plan.FromVersion),
        new("MU_TO", plan.ToVersion),
        new("MU_DOMAIN", fleet.Domain),
        new("MU_TESTERS", string.Join(' ', fleet.Testers)),
        new("MU_VOLUMES", string.Join('\n', host.Volumes.Select(v => $"{v.Name} {v.Path} {v.Kind}"))),
        new("MU_PROGRAM", fleet.ProviderProgram ?? ""),
        new("MU_FLEET", string.Join('\n', fleet.Hosts.Select(h => $"{h.Name} {h.Address} {h.Site} {string.Join(',', h.Roles)}"))),
    ];

    /// <summary>What a step adds.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OfStep(Step step, string phase, string? host, int attempt, string run) =>
    [
        new("MU_PHASE", phase),
        new("MU_STEP", step.NameOn(host)),
        new("MU_ATTEMPT", attempt.ToString(CultureInfo.InvariantCulture)),
        new("MU_SET", SetOf(run, step, phase)),
        .. step.With.Select(w => new KeyValuePair<string, string>("MU_WITH_" + w.Key.Replace('-', '_').ToUpperInvariant(), w.Value)),
    ];

    /// <summary>Id of the set that a snapshot or backup step works on, the same for all hosts: run and <c>with: { set }</c>, or the phase.</summary>
    public static string SetOf(string run, Step step, string phase) =>
        $"{run}-{(step.With.TryGetValue("set", out var set) ? set : phase)}";

    /// <summary>A value as a POSIX shell reads it back unchanged.</summary>
    public static string Quoted(string value) => "'" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
