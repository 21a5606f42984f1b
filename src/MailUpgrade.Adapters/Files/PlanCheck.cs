using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Plans.Lint;
using MailUpgrade.Core.Plans.Paper;

namespace MailUpgrade.Adapters.Files;

/// <summary>A plan with all that it goes by, and everything wrong with them: what <c>plan check</c> says and what a start needs clean.</summary>
/// <param name="Plan">As read.</param>
/// <param name="Fleet">As read.</param>
/// <param name="Team">As read.</param>
/// <param name="Pack">As read; null when the plan does not name one that could be a folder.</param>
/// <param name="Faults">Loaders' and linter's faults, by file and line, those of the freeze calendar last. Empty: the plan lints clean.</param>
public sealed record PlanCheck(
    Loaded<Plan> Plan, Loaded<Fleet> Fleet, Loaded<Team> Team, Loaded<Pack>? Pack, IReadOnlyList<FileFault> Faults)
{
    private static readonly Fleet NoFleet = new("", FleetKind.Production, "", "en", [], [], "", "", [], 0);

    /// <summary>True where a file could not be read at all: the command line answers 2 instead of 1.</summary>
    public bool IsUnreadable => Faults.Any(f => f.IsUnreadable);

    /// <summary>What <c>plan print</c> and <c>plan show</c> are made from.</summary>
    /// <param name="config">Where the scripts lie.</param>
    /// <param name="place">What the way in to a host sets; null for hosts reached by ssh.</param>
    /// <exception cref="FileFaultException">Plan, fleet or team have faults: show those instead.</exception>
    public PaperSource Paper(ConfigFolder config, Func<FleetHost, IReadOnlyDictionary<string, string>>? place = null) => new(
        Plan.Required(), Plan.Hash, Fleet.Required(), Fleet.Hash, Team.Required(), Pack?.Value, config.TextOf, place);

    /// <summary>Reads and checks. Faults of the files never throw.</summary>
    public static PlanCheck Of(ConfigFolder config, string plan, string fleet)
    {
        var readPlan = config.Plan(plan);
        var pack = readPlan.Draft?.Pack is { } name && FileNames.IsFileWord(name) ? config.Pack(name) : null;
        var check = Of(readPlan, config.Fleet(fleet), config.Team(), pack, config.Has);
        // No calendar is a year without freezes; a broken one would forget them.
        var calendar = config.Calendar().Faults.Where(f => f.Code != FileFault.MissingFile);
        return check with { Faults = [.. check.Faults, .. calendar] };
    }

    /// <summary>Checks what was read before, e.g. a run's own copies.</summary>
    public static PlanCheck Of(Loaded<Plan> plan, Loaded<Fleet> fleet, Loaded<Team> team, Loaded<Pack>? pack, Func<ScriptRef, bool> scriptExists)
    {
        var read = plan.Faults.Concat(fleet.Faults).Concat(team.Faults).Concat(PackFaults(plan, pack)).ToList();
        var packIsMissing = pack?.Draft is null;
        var found = plan.Draft is null ? [] : PlanLinter.Check(
            plan.Draft, fleet.Draft ?? NoFleet, team.Draft ?? new Team([]), pack?.Draft,
            script => (packIsMissing && script.Place == ScriptPlace.Pack) || scriptExists(script));
        var all = found.Where(f => !IsEcho(f)).Select(f => Placed(f)).Concat(read);
        return new PlanCheck(plan, fleet, team, pack, [.. all.OrderBy(f => Place(f.File)).ThenBy(f => f.Line).ThenBy(f => f.Path, StringComparer.Ordinal)]);

        FileFault Placed(PlanFault f) => f.Source switch
        {
            PlanFile.Fleet => new FileFault(fleet.File, fleet.Lines.LineOf(f.Path), f.Path, f.Code, f.Text),
            PlanFile.Team => new FileFault(team.File, team.Lines.LineOf(f.Path), f.Path, f.Code, f.Text),
            PlanFile.Pack => new FileFault(pack!.File, pack.Lines.LineOf(f.Path), f.Path, f.Code, f.Text),
            _ => new FileFault(plan.File, plan.Lines.LineOf(f.Path), f.Path, f.Code, f.Text),
        };

        // A place that the loader has complained about is empty in the draft; what the linter says about that emptiness is the same fault again.
        bool IsEcho(PlanFault f)
        {
            var (file, isRead) = f.Source switch
            {
                PlanFile.Fleet => (fleet.File, fleet.Draft is not null),
                PlanFile.Team => (team.File, team.Draft is not null),
                PlanFile.Pack => (pack!.File, true),
                _ => (plan.File, true),
            };
            return !isRead || read.Any(r => r.File == file && IsAtOrIn(f.Path, r.Path)) || LeansOn(f, plan, fleet, team, pack);
        }

        int Place(string file) => file == plan.File ? 0 : file == fleet.File ? 1 : file == team.File ? 2 : 3;
    }

    private static bool IsAtOrIn(string path, string faulty) =>
        path == faulty || (faulty.Length > 0 && path.StartsWith(faulty, StringComparison.Ordinal) && path[faulty.Length] is '.' or '[');

    /// <summary>Whether a fault speaks of something missing that may well be there, in a place that could not be read.</summary>
    private static bool LeansOn(PlanFault fault, Loaded<Plan> plan, Loaded<Fleet> fleet, Loaded<Team> team, Loaded<Pack>? pack) => fault.Code switch
    {
        "host-not-reached" or "no-install" => Lost(plan.Faults, "phases", "steps", "hosts", "kind", ""),
        "kick-off-missing" => Lost(plan.Faults, "phases", "starts", ""),
        "phase-required" => Lost(plan.Faults, "phases", "id", ""),
        "chooses-nobody" or "unknown-in-selector" or "canary-not-chosen" => fleet.Draft is null || Lost(fleet.Faults, "hosts", "sites", "name", "roles", "site", ""),
        "role-unheld" => team.Draft is null || Lost(team.Faults, "people", "roles", ""),
        "version-path-unknown" or "version-path-refused" or "version-path-by-steps" => pack!.Faults.Any(f => f.Path.StartsWith("version-paths", StringComparison.Ordinal)),
        "unknown-host-role" => pack!.Faults.Any(f => f.Path.StartsWith("roles", StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>Whether any fault lies at a key of these names; the empty name stands for a whole entry of a list.</summary>
    private static bool Lost(IEnumerable<FileFault> faults, params string[] keys) =>
        faults.Any(f => keys.Contains(f.Path.EndsWith(']') ? "" : f.Path[(f.Path.LastIndexOf('.') + 1)..]));

    private static IEnumerable<FileFault> PackFaults(Loaded<Plan> plan, Loaded<Pack>? pack) =>
        pack is null ? []
        : pack.Faults is [{ Code: FileFault.MissingFile }]
            ? [new FileFault(plan.File, plan.Lines.LineOf("pack"), "pack", "pack-missing", $"there is no {pack.File}: write the name of a pack that exists")]
            : pack.Faults;
}
