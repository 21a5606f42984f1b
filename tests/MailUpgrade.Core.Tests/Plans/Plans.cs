using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Tests.Plans;

/// <summary>A small plan in memory that lints clean, to be bent by tests.</summary>
internal static class Plans
{
    private static readonly LocalText Text = new("text", "teks");

    public static Fleet Fleet { get; } = new(
        "one", FleetKind.Practice, "example.co.id", "en", [new Site("near", Text, null, null, 22)],
        [new FleetHost("box1", "127.0.5.1", "near", ["store"], [])], "copy", "copy", [], 10);

    public static Team Team { get; } = new(
    [
        new Person("executor", "Executor", ["executor"], "en", new Dictionary<string, string> { ["web"] = "executor" }),
        new Person("supervisor", "Supervisor", ["supervisor"], "en", new Dictionary<string, string> { ["web"] = "supervisor" }),
    ]);

    public static Plan Night { get; } = new(
        "night", Text, "mini", "1.2", "1.3", "Asia/Jakarta", new Window(new TimeOnly(23, 0), new TimeOnly(3, 0)),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        [Phase("evening", new PhaseStart(PhaseStartKind.Clock, new TimeOnly(22, 0)), 30, Install("look") with { Kind = StepKind.Check }),
         Phase("upgrade", new PhaseStart(PhaseStartKind.KickOff), 60, Install("install")),
         Phase("after", new PhaseStart(PhaseStartKind.AfterPrevious), 30, Install("install-more"))],
        Phase("rollback", new PhaseStart(PhaseStartKind.AfterPrevious), 60, Install("restore") with { Kind = StepKind.Run }),
        new RollbackClock(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(10)));

    public static Phase Phase(string id, PhaseStart start, int minutes, params Step[] steps) => new(
        id, Text, "executor", start, TimeSpan.FromMinutes(minutes), null, steps, new LocalText("go back", "kembali"), false, SilenceRule.Hold);

    public static Step Install(string id) => new(
        id, Text, StepKind.Install, HostSelector.Parse("all", out _), StepOrder.Serial, TimeSpan.FromMinutes(10), RetryRule.Never,
        "install.sh", null, "verify.sh", new Dictionary<string, string>(), null, Uninterruptible.No, Text, Text, null, null, null);
}
