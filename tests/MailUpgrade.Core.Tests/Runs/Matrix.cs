using System.Text;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Runs;

/// <summary>What every role gets for every command in every state of a run, asked of the run itself.</summary>
internal static class Matrix
{
    /// <summary>Whose person speaks for a role. Not the executor who asked for the permit.</summary>
    public static readonly IReadOnlyList<(string Role, string Person)> Speakers =
        [("executor", "executor2"), ("supervisor", "supervisor"), ("observer", "observer"), ("client-it", "client-it")];

    /// <summary>Every run state of the contract; where a state can wait for different things, once for each.</summary>
    public static readonly IReadOnlyList<(string State, string When, Func<PureNight> Night)> Situations =
    [
        ("planned", "before the preliminary check", () => Night()),
        ("planned", "checked, nobody has asked", () => Checked(Night())),
        ("planned", "GO is asked for", () => Asked(Night())),
        ("planned", "the instant has passed", () => Missed(Night())),
        ("waiting", "the permit is sealed", () => Night().Sealed()),
        ("running", "stores in flight", InFlight),
        ("running", "the client looks", () => Night().KickedOff()),
        ("running", "the gate of the doors is open", () => AtDoors(Night())),
        ("paused", "a step failed", () => Failed("failed")),
        ("paused", "a step is unknown", () => Failed("unknown")),
        ("paused", "held by a person", Held),
        ("paused", "the client said not OK", NotOk),
        ("paused", "a host is in a person's hands", Taken),
        ("paused", "the window is closed", WindowClosed),
        ("rolling-back", "on the way back", RollingBack),
        ("rolled-back", "ended", () => Ended(RollingBack())),
        ("completed", "ended", () => Ended(AtDoors(Night("practice")))),
        ("signed-off", "ended", () => Ended(AtDoors(Night()))),
        ("rejected", "ended", () => Said(NotOk(), id => new Reject(id, "supervisor", "web", null, "no"))),
        ("aborted", "ended", () => Said(Held(), id => new Abort(id, "supervisor", "web", null, "no"))),
    ];

    /// <summary>What a person gets for a word: <c>yes</c>, <c>name</c> (the first of several names), or a refusal code.</summary>
    public static string Answer(PureNight night, CommandEntry entry, string person)
    {
        var team = night.Scene.Team.Find(person)!;
        var said = new Spoken("matrix:1", team, "web", entry.Word, Argument(entry.Word, person), null, KnownNames.Of(night.Scene.Plan, night.Scene.Fleet));
        var command = entry.Read(said) switch
        {
            Reading.Order order => order.Command,
            Reading.Unclear unclear when Core.Runs.Rules.Permissions.May(team, entry.Word, night.Scene.Plan) =>
                new Unreadable("matrix:1", person, "web", entry.Word, unclear.Refusal.Code, unclear.Refusal.Facts),
            Reading.Unclear => new Unreadable("matrix:1", person, "web", entry.Word, RefusalCodes.NotAllowed, new Dictionary<string, string>()),
            _ => throw new InvalidOperationException($"/{entry.Word} is no order"),
        };
        return Core.Runs.Run.Decide(night.State, command, night.Scene) switch
        {
            Decision.Accepted { Events: [DecisionProposed, ..] } => "name",
            Decision.Accepted => "yes",
            Decision.Refused no => no.Refusal.Code,
            var other => throw new InvalidOperationException($"/{entry.Word} of {person} in {night.State.Status}: {other}"),
        };
    }

    /// <summary>Words that decide, in the order of help.</summary>
    public static IEnumerable<CommandEntry> Words => CommandTable.All.Where(e => e.Use != CommandUse.Shows && e.Word != CommandTable.Confirm);

    /// <summary>The page.</summary>
    public static string Page()
    {
        var page = new StringBuilder("""
            # Who may say what, when

            Made by a test from the run's own rules, and compared by it: every run state, every command that decides, every role. `yes` it is
            taken; `name` it is taken as one name of a decision that needs more; else the refusal code (`mailupgrade refusals` words them).
            The executor here is not the one who asked for the permit. Commands that only show are everybody's at any time:

            """);
        page.AppendJoin(", ", CommandTable.All.Where(e => e.Use == CommandUse.Shows).Select(e => $"`/{e.Word}`")).Append(".\n");
        foreach (var (state, when, make) in Situations)
        {
            var night = make();
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {state}: {when}\n| Command | {string.Join(" | ", Speakers.Select(s => s.Role))} |\n");
            page.Append("| --- |").Insert(page.Length, " --- |", Speakers.Count).Append('\n');
            foreach (var entry in Words)
            {
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `/{entry.Word}` | {string.Join(" | ", Speakers.Select(s => Answer(night, entry, s.Person)))} |\n");
            }
        }
        return page.ToString();
    }

    private static string Argument(string word, string person) => word switch
    {
        "schedule" => "2019-01-05",
        "reschedule" => "2019-01-05 the client asks for it",
        "notok" or "issue" or "note" => "the shared folder does not open",
        "answer" => "Y",
        "handover" => person == "supervisor" ? "supervisor2" : "executor",
        "role" => "observer executor",
        "breakglass" => "nobody answers",
        "takeover" => "mbs2",
        "without" => "mbs3",
        "giveback" => "mbs3",
        "amend" => "after upgrade-store mbs2,mbs3 true",
        "extend" => "07:00",
        "verdict" => "close-doors ok",
        _ => "",
    };

    private static PureNight Night(string mode = "production") =>
        new(mode, files: SamplePlan.Files with { Plan = SamplePlan.Plan() with { BreakGlass = ["supervisor"] } });

    private static PureNight Checked(PureNight night)
    {
        night.Precheck();
        night.Drive();
        return night;
    }

    private static PureNight Asked(PureNight night)
    {
        Checked(night).Ready();
        return night;
    }

    private static PureNight Missed(PureNight night)
    {
        Checked(night).Now = SamplePlan.KickOff.AddMinutes(10);
        night.Drive();
        return night;
    }

    private static PureNight InFlight()
    {
        var night = Night();
        night.Outcome = s => s.Phase == "stores" && s.Name != "upgrade-store/mbs1" ? null : "succeeded";
        return night.KickedOff();
    }

    private static PureNight AtDoors(PureNight night)
    {
        night.KickedOff().Accept();
        night.Drive();
        return night;
    }

    private static PureNight Failed(string outcome)
    {
        var night = InFlight();
        night.End("upgrade-store/mbs3", outcome);
        night.Drive();
        return night;
    }

    private static PureNight Held() => Said(InFlight(), id => new Hold(id, "executor", "web", null, "wait"));

    private static PureNight NotOk() => Said(Night().KickedOff(), id => new NotAccept(id, "client-it", "web", null, "no"));

    private static PureNight Taken() => Said(Failed("failed"), id => new TakeOver(id, "executor", "web", null, "mbs3", ""));

    private static PureNight WindowClosed()
    {
        var night = InFlight();
        night.Now = SamplePlan.Closes;
        night.FireDueTimers();
        return night;
    }

    private static PureNight RollingBack()
    {
        var night = Failed("failed");
        night.Rollback("executor");
        night.Rollback("supervisor");
        return night;
    }

    private static PureNight Ended(PureNight night)
    {
        night.Outcome = _ => "succeeded";
        if (night.State.Status != Core.Runs.State.RunStatus.RollingBack)
        {
            night.Go();
        }
        night.Drive();
        return night;
    }

    private static PureNight Said(PureNight night, Func<string, PersonCommand> command)
    {
        night.Say(command);
        return night;
    }
}
