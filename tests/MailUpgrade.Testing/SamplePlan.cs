using System.Text.RegularExpressions;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Testing;

/// <summary>A small night: the shape of the case with three mailbox hosts.</summary>
public static class SamplePlan
{
    public const string Zone = "Asia/Jakarta";

    /// <summary>18:00 in Jakarta on the day of the night.</summary>
    public static DateTimeOffset Evening { get; } = new(2018, 12, 29, 11, 0, 0, TimeSpan.Zero);

    /// <summary>23:00 in Jakarta.</summary>
    public static DateTimeOffset KickOff { get; } = new(2018, 12, 29, 16, 0, 0, TimeSpan.Zero);

    /// <summary>06:00 in Jakarta.</summary>
    public static DateTimeOffset Closes { get; } = new(2018, 12, 29, 23, 0, 0, TimeSpan.Zero);

    public static RunFiles Files { get; } = new(Plan(), Fleet(), Team(), Pack(), new FileHashes("plan-1", "fleet-1", "team-1"));

    public static Plan Plan() => new(
        "sample", Both("Sample night"), "pack", "1.0", "2.0", Zone, new Window(new TimeOnly(23, 0), new TimeOnly(6, 0)),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        [
            Phase("precheck", new PhaseStart(PhaseStartKind.Command, Command: "precheck"), Step("look", StepKind.Check, "all", 6)),
            Phase("backup", new PhaseStart(PhaseStartKind.Clock, new TimeOnly(19, 0)), Step("save", StepKind.Backup, "role=mailbox", 3) with { Evidence = "backup", VerifyScript = "verify" }),
            Phase("close-doors", new PhaseStart(PhaseStartKind.KickOff), Step("close", StepKind.Run, "role=mta", 1)),
            Phase("final-snapshot", After, Step("snap", StepKind.Snapshot, "all", 9) with { Evidence = "final-snapshot", With = With(("set", "final-snapshot")) }),
            Phase("stores", After, Step("upgrade-store", StepKind.Install, "role=mailbox", 2) with
            {
                Order = new StepOrder("mbs1", 2), DoneScript = "done", VerifyScript = "verify",
                Uninterruptible = new Uninterruptible(false, "Continue? [N]"), Retry = new RetryRule(3, TimeSpan.FromSeconds(30)),
                Skip = new SkipRule(Both("It stays on the old version.")),
            }),
            Phase("client-check", After, Step("client-ok", StepKind.Ask, null, 1) with { TimeOut = null, Ask = new AskRule("client-it", [Both("Web mail opens")]) }),
            Phase("open-doors", After, Step("open", StepKind.Run, "role=mta", 1)) with
            {
                IsPointOfNoReturn = true, Gate = new Gate("supervisor", Both("Open the doors"), null),
            },
            Phase("aftercare", After, Step("holds", StepKind.Run, "all", 9)),
        ],
        Phase("rollback", After, Step("restore", StepKind.Snapshot, "all", 9) with { With = With(("set", "final-snapshot"), ("needs", "final-snapshot")) }, Step("proof", StepKind.Check, "all", 9)),
        new RollbackClock(TimeSpan.FromMinutes(48), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10)));

    public static Fleet Fleet() => new(
        "sample", FleetKind.Practice, "example.co.id", "en", [new Site("near", Both("Near"), null, null, 22)],
        [Host("mta1", "mta"), Host("mbs1", "mailbox"), Host("mbs2", "mailbox"), Host("mbs3", "mailbox")],
        "directory", "directory", [], 600);

    public static Team Team() => new(
    [
        Person("executor", TeamRoles.Executor), Person("executor2", TeamRoles.Executor),
        Person("supervisor", TeamRoles.Supervisor), Person("supervisor2", TeamRoles.Supervisor),
        Person("observer", TeamRoles.Observer), Person("client-it", TeamRoles.ClientIt),
    ]);

    public static Pack Pack() => new(
        "pack", ["mta", "mailbox"], [], [], [], [new InstallerPrompt(new Regex("agree\\? \\[N\\] $"), "Y"), new InstallerPrompt(new Regex("Continue\\? \\[N\\] $"), "Y")],
        [new KnownRemedy(new Regex("late"), Both("It often comes up late."))], [new Regex("REMOTE PACKAGE INSTALLATION FAILED")])
    {
        Never =
        [
            new NeverAnswer("stay", new Regex(@"wish to upgrade\? \[Y\] $"), ["N"], false, null, [], Both("N leads to deletion.")),
            new NeverAnswer("delete", new Regex(@"Delete users/mail\? \[N\] $"), ["N"], true, null, [], Both("It deletes all mail.")),
            new NeverAnswer("extra-listed", new Regex(@"Continue\? \[N\] $"), ["Y"], false, new Regex("^    extra-package$"), ["picky"], Both("The extra package is not listed.")),
        ],
        Repeats = [new Regex("A Yes/No answer is required")],
        WaysOut = [new KnownRemedy(new Regex("REMOTE PACKAGE"), Both("Mend the repository, or go back."))],
    };

    public static LocalText Both(string text) => new(text, text + " (id)");

    private static PhaseStart After => new(PhaseStartKind.AfterPrevious);

    private static Phase Phase(string id, PhaseStart start, params Step[] steps) => new(
        id, Both(id), TeamRoles.Executor, start, TimeSpan.FromMinutes(20), null, steps, Both("none, because it is a sample"), false, SilenceRule.Hold);

    private static Step Step(string id, StepKind kind, string? hosts, int atOnce) => new(
        id, Both(id), kind, hosts is null ? null : HostSelector.Parse(hosts, out _), new StepOrder(null, atOnce), TimeSpan.FromMinutes(20),
        RetryRule.Never, kind is StepKind.Ask ? null : $"{id}.sh", null, null, new Dictionary<string, string>(), null, Uninterruptible.No,
        Both("it works"), Both("it does not"), null, null, null);

    private static Dictionary<string, string> With(params (string Key, string Value)[] pairs) => pairs.ToDictionary(p => p.Key, p => p.Value);

    private static FleetHost Host(string name, string role) => new(name, "127.0.9." + name.Length, "near", [role], []);

    private static Person Person(string id, string role) =>
        new(id, id, [role], "en", new Dictionary<string, string> { ["web"] = id, ["telegram"] = "tg-" + id });
}
