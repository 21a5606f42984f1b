using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Tests.Runs.Properties;

/// <summary>Any command of any person, sensible or not, typed or pressed on any message.</summary>
internal static class RandomCommands
{
    private static readonly string[] Hosts = ["mta1", "mbs1", "mbs2", "mbs3", "mbs9"];
    private static readonly string[] People = ["executor", "executor2", "supervisor", "supervisor2", "observer", "client-it", "nobody"];
    private static readonly string[] Roles = ["executor", "supervisor", "observer", "client-it"];

    public static PersonCommand Any(Random random, string who, string id, RunState s, Scene scene) => Of(random, random.Next(30), who, id, s, scene);

    /// <summary>Of those that only the night knows: people change, hands come off hosts, steps are added.</summary>
    public static PersonCommand OfTheNight(Random random, string who, string id, RunState s, Scene scene) => Of(random, random.Next(23, 30), who, id, s, scene);

    private static PersonCommand Of(Random random, int which, string who, string id, RunState s, Scene scene)
    {
        T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
        var channel = Pick(["web", "telegram"]);
        var seen = Seen(random, s);
        var step = s.Undecided.Count > 0 && random.Next(4) > 0 ? Pick(s.Undecided).Name : Pick([.. s.Steps.Keys.Order(StringComparer.Ordinal), "", "mbs3"]);
        var open = s.Proposals.Keys.Order(StringComparer.Ordinal).ToList();
        // A line that waits for further names and that only those who repeat it to the letter can join: said at random it never would be.
        if (Joinable(s) is { } line && random.Next(3) == 0)
        {
            return Joined(line, id, who, channel, seen);
        }
        return which switch
        {
            0 => new BeginPhase(id, who, channel, "precheck", seen),
            1 => new DeclareReady(id, who, channel, seen),
            2 or 3 or 4 => new Go(id, who, channel, seen),
            5 => new NoGo(id, who, channel, seen, "not yet"),
            6 => new Hold(id, who, channel, seen, "wait"),
            7 => new Resume(id, who, channel, seen),
            8 => new Retry(id, who, channel, seen, step),
            9 => new Fixed(id, who, channel, seen, step),
            10 or 11 or 12 => new Skip(id, who, channel, seen, step, "not tonight"),
            13 or 14 => new Rollback(id, who, channel, seen, "back"),
            15 when random.Next(3) == 0 => new Abort(id, who, channel, seen, "enough"),
            16 => new AnswerPrompt(id, who, channel, seen, step, "Y"),
            17 => new SetKickOff(
                id, who, channel, Pick(["schedule", "reschedule"]), seen, new DateOnly(2018, 12, random.Next(28, 32)), null, Pick(["", "later"])),
            18 => new Accept(id, who, channel, seen, "") { Items = random.Next(2) == 0 ? [1] : [], WithItems = random.Next(4) == 0 },
            19 => new NotAccept(id, who, channel, seen, "no") { Item = random.Next(3) },
            20 when random.Next(4) == 0 => new Reject(id, who, channel, seen, "no"),
            21 => new OpenIssue(id, who, channel, seen, "something", random.Next(3) == 0),
            22 => new CloseIssue(id, who, channel, seen, random.Next(1, 4), "done"),
            23 => new Handover(id, who, channel, seen, Pick(People)),
            24 => new Take(id, who, channel, seen),
            25 => new ChangeRole(id, who, channel, seen, Pick(People), [Pick(Roles)], ""),
            26 => new BreakGlass(id, who, channel, seen, Pick(["", "supervisor", "executor"]), Pick(["", "nobody answers"])),
            27 => new TakeOver(id, who, channel, seen, Pick(Hosts), ""),
            28 => new GiveBack(id, who, channel, seen, Pick(Hosts), ""),
            29 => new Amend(id, who, channel, seen, Pick(["before", "after"]), "upgrade-store", random.Next(2) == 0 ? ["rest"] : [Pick(Hosts)], Pick(["true", "date"])),
            _ => open.Contains("rollback") ? new Rollback(id, who, channel, seen, "") : new AddNote(id, who, channel, seen, "a word"),
        };
    }

    /// <summary>An open line with words of its own, or null.</summary>
    public static string? Joinable(RunState s) => s.Proposals.Keys.Order(StringComparer.Ordinal)
        .FirstOrDefault(k => k.StartsWith("amend ", StringComparison.Ordinal) || k.StartsWith("role ", StringComparison.Ordinal));

    public static PersonCommand Joined(string line, string id, string who, string channel, SeenState? seen)
    {
        var words = line.Split(' ', 5);
        return words[0] == "role"
            ? new ChangeRole(id, who, channel, seen, words[1], words[2].Split(','), "")
            : new Amend(id, who, channel, seen, words[1], words[2], words[3].Split(','), words[4]);
    }

    private static SeenState? Seen(Random random, RunState s) => random.Next(8) switch
    {
        0 => new SeenState(s.Id, s.PlanHash, s.Seq),
        1 => new SeenState(s.Id, s.PlanHash, random.NextInt64(s.Seq + 1)),
        2 when random.Next(4) == 0 => new SeenState("run-0", s.PlanHash, s.Seq),
        3 when random.Next(4) == 0 => new SeenState(s.Id, "plan-0", s.Seq),
        _ => null,
    };
}
