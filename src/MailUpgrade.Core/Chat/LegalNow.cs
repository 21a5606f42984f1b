using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat;

/// <summary>What a person could decide now. The run itself is asked, so that help never promises what a rule refuses.</summary>
public static class LegalNow
{
    private const string Probe = "help:probe";

    /// <summary>Words that would be taken now, in the order of the table.</summary>
    public static IReadOnlyList<string> Words(RunState s, Scene scene, Person person)
    {
        var names = KnownNames.Of(scene.Plan, scene.Fleet);
        var begins = scene.Plan.Phases.Select(p => p.Start.Command).OfType<string>();
        return
        [
            .. CommandTable.All.Where(e => e.Use != CommandUse.Shows && e.Word != CommandTable.Confirm).Select(e => e.Word).Union(begins)
                .Where(word => IsTaken(s, scene, person, word, names)),
        ];
    }

    private static bool IsTaken(RunState s, Scene scene, Person person, string word, KnownNames names)
    {
        var said = new Spoken(Probe, person, "-", word, Sample(word, s, scene, person), null, names);
        var reading = CommandTable.Find(word) is { } entry ? entry.Read(said) : Handlers.Orders.Begin(said);
        return reading is Reading.Order order && Run.Decide(s, order.Command, scene) switch
        {
            Decision.Accepted => true,
            Decision.Refused { Refusal.Code: RefusalCodes.BadArgument or RefusalCodes.AnswerBarred } => true,
            _ => false,
        };
    }

    /// <summary>A time behind the end of the window, wherever it lies.</summary>
    private static string Later(RunState s) =>
        s.WindowCloses.AddHours(1).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Arguments of a form that the rules can look at.</summary>
    private static string Sample(string word, RunState s, Scene scene, Person person) => word switch
    {
        "schedule" => "9999-01-01",
        "reschedule" => "9999-01-01 x",
        "extend" => Later(s),
        "verdict" => "x ok",
        "note" or "issue" or "notok" or "breakglass" => "x",
        "role" => "x observer",
        "handover" => scene.Team.People.FirstOrDefault(p => p.Id != person.Id && p.Roles.Intersect(person.Roles).Any())?.Id ?? "",
        "without" => s.Undecided.FirstOrDefault(x => x.Host is not null)?.Host ?? scene.Fleet.Hosts[^1].Name,
        "takeover" => scene.Fleet.Hosts.FirstOrDefault(h => !s.TakenOver.ContainsKey(h.Name))?.Name ?? "",
        "amend" => NextWork.Current(s, scene.Plan)?.Steps.FirstOrDefault(x => x.Hosts is not null)?.Id is { } step ? step + " rest true" : "",
        "retry" or "fixed" or "skip" when s.Undecided.Count > 0 => s.Undecided[0].Name,
        _ => "",
    };
}
