using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>
/// Team and plan as they are in this run now: the copies that it goes by, with what people decided since. The copies stay as they are.
/// </summary>
public static class Present
{
    /// <summary>Word in <see cref="Step.Script"/> of a step that was added: its text is in <see cref="Step.With"/>.</summary>
    public const string AddedScript = "added";

    /// <summary>Key of that text.</summary>
    public const string CommandKey = "command";

    private static readonly TimeSpan AddedLimit = TimeSpan.FromMinutes(30);

    /// <summary>People with the roles they have now.</summary>
    public static Team TeamOf(RunState s, Team team) => s.RoleChanges.IsEmpty ? team
        : new Team([.. team.People.Select(p => p with { Roles = s.RoleChanges.Where(c => c.Person == p.Id).Aggregate(p.Roles, Changed) })]);

    /// <summary>Nothing was decided since that changes them.</summary>
    public static bool IsAsCopied(RunState s) => s.RoleChanges.IsEmpty && s.Amendments.IsEmpty && s.VoidSets.IsEmpty;

    /// <summary>The plan with the steps that were added and the ids that sets have now. May be called with a plan that has them already.</summary>
    public static Plan PlanOf(RunState s, Plan plan)
    {
        foreach (var added in s.Amendments.Where(a => plan.Phases.All(p => p.Steps.All(x => x.Id != IdOf(a.Number)))))
        {
            plan = plan with { Phases = [.. plan.Phases.Select(p => p.Steps.Any(x => x.Id == added.Step) ? With(p, added) : p)] };
        }
        return VoidSetRules.PlanOf(s, plan);
    }

    /// <summary>Both, in a scene.</summary>
    public static Scene Of(RunState s, Scene scene) => IsAsCopied(s) ? scene
        : scene with { Team = TeamOf(s, scene.Team), Plan = PlanOf(s, scene.Plan) };

    /// <summary>Id of a step that was added.</summary>
    public static string IdOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"amend-{number}");

    /// <summary>Who has handed over what he had still reads.</summary>
    private static IReadOnlyList<string> Changed(IReadOnlyList<string> roles, RoleChange change) =>
        change.Set ?? [.. roles.Where(r => r != change.Taken).Concat(change.Given is { } given ? [given] : []).DefaultIfEmpty(TeamRoles.Observer).Distinct()];

    private static Phase With(Phase phase, Events.PlanAmended added)
    {
        var steps = phase.Steps.ToList();
        var beside = steps.FindIndex(x => x.Id == added.Step);
        steps.Insert(added.Place == "before" ? beside : beside + 1, StepOf(added));
        return phase with { Steps = steps };
    }

    private static Step StepOf(Events.PlanAmended added) => new(
        IdOf(added.Number),
        new LocalText($"Added: {added.Command}", $"Tambahan: {added.Command}"), StepKind.Run,
        HostSelector.Parse("name=" + string.Join(',', added.Hosts), out _), StepOrder.Serial, AddedLimit, RetryRule.Never,
        AddedScript, null, null, new Dictionary<string, string> { [CommandKey] = added.Command },
        new SkipRule(new LocalText("What was found on the first host is not mended on this one.", "Yang ditemukan di host pertama tidak diperbaiki di host ini.")),
        Uninterruptible.No, new LocalText("It ends with exit status 0.", "Selesai dengan kode keluar 0."),
        new LocalText("Any other exit status.", "Kode keluar lain."), null, null, null);
}
