using System.Collections.Frozen;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Which roles may say which command word. What is not here nobody may say.</summary>
public static class Permissions
{
    private static readonly IReadOnlyList<string> Hands = [TeamRoles.Executor];
    private static readonly IReadOnlyList<string> Approves = [TeamRoles.Supervisor];
    private static readonly IReadOnlyList<string> Team = [TeamRoles.Executor, TeamRoles.Supervisor];
    private static readonly IReadOnlyList<string> Client = [TeamRoles.ClientIt];
    private static readonly IReadOnlyList<string> Everybody = TeamRoles.All;

    private static readonly FrozenDictionary<string, IReadOnlyList<string>> ByWord =
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["precheck"] = Hands,
            ["ready"] = Hands,
            ["retry"] = Hands,
            ["fixed"] = Hands,
            ["answer"] = Team,
            ["go"] = Approves,
            ["nogo"] = Approves,
            ["reject"] = Approves,
            ["ack"] = Approves,
            ["hold"] = Team,
            ["resume"] = Team,
            ["skip"] = Team,
            ["abort"] = Team,
            ["schedule"] = Team,
            ["reschedule"] = Team,
            ["freeze"] = [TeamRoles.Executor, TeamRoles.Supervisor, TeamRoles.ClientIt],
            ["rollback"] = [TeamRoles.Executor, TeamRoles.Supervisor, TeamRoles.ClientIt],
            ["without"] = [TeamRoles.Supervisor, TeamRoles.ClientIt],
            ["ok"] = Client,
            ["notok"] = Client,
            ["begin"] = Team,
            ["olderbackup"] = Team,
            ["verdict"] = Team,
            ["extend"] = [TeamRoles.Supervisor, TeamRoles.ClientIt],
            ["issue"] = [TeamRoles.Executor, TeamRoles.Supervisor, TeamRoles.ClientIt],
            ["handover"] = [TeamRoles.Executor, TeamRoles.Supervisor, TeamRoles.ClientIt],
            ["take"] = Everybody,
            ["role"] = Team,
            ["breakglass"] = Everybody,
            ["takeover"] = Hands,
            ["giveback"] = Hands,
            ["amend"] = Team,
            ["note"] = Everybody,
            ["help"] = Everybody,
            ["whoami"] = Everybody,
            ["link"] = Everybody,
            ["unlink"] = Team,
            ["selftest"] = Team,
            ["plan"] = Everybody,
            ["status"] = Everybody,
            ["timeline"] = Everybody,
            ["eta"] = Everybody,
            ["log"] = Everybody,
            ["findings"] = Everybody,
            ["snapshot"] = Everybody,
            ["backup"] = Everybody,
            ["baseline"] = Everybody,
            ["board"] = Everybody,
            ["sample"] = Everybody,
            ["report"] = Everybody,
            ["review"] = Everybody,
            ["aftercare"] = Everybody,
        }.ToFrozenDictionary();

    /// <summary>Every known word.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. ByWord.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Roles that may say a word; none for an unknown one.</summary>
    public static IReadOnlyList<string> RolesFor(string word) => ByWord.GetValueOrDefault(word) ?? [];

    /// <summary>The same with the roles that a plan adds: those of its gates and of its permit.</summary>
    public static IReadOnlyList<string> RolesFor(string word, Plan? plan) => plan is null || word is not ("go" or "nogo") ? RolesFor(word)
        : [.. RolesFor(word).Concat(SeatsOf(plan).SelectMany(s => s.Roles)).Where(r => r != TeamRoles.Executor).Distinct()];

    /// <summary>Whether a person may say a word. A command that begins a phase of the plan is the executor's.</summary>
    public static bool May(Person person, string word, Plan? plan)
    {
        var roles = RolesFor(word, plan);
        if (roles.Count == 0 && plan?.Phases.Any(p => p.Start.Command == word) == true)
        {
            roles = Hands;
        }
        return roles.Any(person.Roles.Contains);
    }

    private static IEnumerable<Seat> SeatsOf(Plan plan) =>
        Quorums.Of(plan, Quorums.Permit).Seats.Concat(plan.Phases.Select(p => p.Gate).OfType<Gate>().SelectMany(g => g.Seats));
}
