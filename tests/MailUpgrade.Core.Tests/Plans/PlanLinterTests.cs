using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Plans.Lint;
using Xunit;

namespace MailUpgrade.Core.Tests.Plans;

public sealed class PlanLinterTests
{
    private static List<string> Check(Plan plan, Fleet? fleet = null, Team? team = null, Pack? pack = null) =>
        [.. PlanLinter.Check(plan, fleet ?? Plans.Fleet, team ?? Plans.Team, pack, _ => true).Select(f => $"{f.Source} {f.Path} {f.Code}")];

    private static Plan With(int phase, Func<Phase, Phase> bend) =>
        Plans.Night with { Phases = [.. Plans.Night.Phases.Select((p, i) => i == phase ? bend(p) : p)] };

    [Fact]
    public void A_good_plan_has_no_fault() => Assert.Equal([], Check(Plans.Night));

    [Fact]
    public void A_phase_without_words_for_the_way_back_is_a_fault_in_each_language()
    {
        Assert.Equal(["Plan phases[1].rollback no-rollback"], Check(With(1, p => p with { WayBack = new LocalText("go back", " ") })));
        Assert.Equal(["Plan phases[1].rollback no-rollback-reason"], Check(With(1, p => p with { WayBack = new LocalText("None.", "kembali") })));
        Assert.Equal([], Check(With(1, p => p with { WayBack = new LocalText("none, because nothing is changed", "tidak perlu, karena tidak ada yang diubah") })));
    }

    [Fact]
    public void A_phase_without_steps_is_a_fault() =>
        Assert.Equal(["Plan phases[0].steps no-steps"], Check(With(0, p => p with { Steps = [] })));

    [Theory]
    [InlineData(60, 210, 1)]
    [InlineData(60, 180, 0)]
    [InlineData(61, 180, 1)]
    public void The_phases_from_kick_off_on_must_fit_the_window_to_the_minute(int first, int second, int faults)
    {
        var plan = Plans.Night with
        {
            Phases = [Plans.Night.Phases[0], Plans.Night.Phases[1] with { Planned = TimeSpan.FromMinutes(first) }, Plans.Night.Phases[2] with { Planned = TimeSpan.FromMinutes(second) }],
        };

        Assert.Equal(Enumerable.Repeat("Plan window does-not-fit-window", faults), Check(plan));
    }

    [Theory]
    [InlineData("22:00", 60, "")]
    [InlineData("22:00", 61, "phases[0].planned ends-after-kick-off")]
    [InlineData("23:00", 10, "phases[0].starts start-inside-window")]
    [InlineData("02:59", 10, "phases[0].starts start-inside-window")]
    [InlineData("03:00", 10, "")]
    public void What_begins_by_the_clock_ends_before_the_kick_off(string starts, int minutes, string fault)
    {
        var plan = With(0, p => p with
        {
            Start = new PhaseStart(PhaseStartKind.Clock, TimeOnly.Parse(starts, System.Globalization.CultureInfo.InvariantCulture)),
            Planned = TimeSpan.FromMinutes(minutes),
        });

        Assert.Equal(fault.Length == 0 ? [] : [$"Plan {fault}"], Check(plan));
    }

    [Theory]
    [InlineData("Asia/Jakarta", true)]
    [InlineData("UTC", true)]
    [InlineData("WIB", false)]
    [InlineData("Asia/Nowhere", false)]
    [InlineData("../etc/passwd", false)]
    public void Only_a_zone_that_the_machine_knows_is_taken(string zone, bool isKnown) =>
        Assert.Equal(isKnown ? [] : ["Plan zone unknown-zone"], Check(Plans.Night with { Zone = zone }));

    [Fact]
    public void A_host_that_no_install_step_reaches_is_named_in_the_fleet()
    {
        var fleet = Plans.Fleet with { Hosts = [.. Plans.Fleet.Hosts, new FleetHost("box2", "127.0.5.2", "near", ["store"], [])] };
        var plan = Plans.Night with
        {
            Phases = [.. Plans.Night.Phases.Select(p => p with { Steps = [.. p.Steps.Select(s => s with { Hosts = HostSelector.Parse("name=box1", out _) })] })],
        };

        Assert.Equal(["Fleet hosts[1] host-not-reached"], Check(plan, fleet));
        Assert.Equal([], Check(plan));
    }

    [Fact]
    public void A_role_of_the_pack_may_be_absent_from_a_small_fleet_but_a_made_up_one_may_not()
    {
        var pack = new Pack("mini", ["store", "replica"], [], [], [new VersionPath("1.2", "1.3", VersionPathKind.Direct, null)], [], [], []);
        Plan Choosing(string hosts) => With(1, p => p with { Steps = [p.Steps[0] with { Hosts = HostSelector.Parse(hosts, out _) }] });

        Assert.Equal([], Check(Choosing("role=store,replica"), pack: pack));
        Assert.Equal(["Plan phases[1].steps[0].hosts chooses-nobody"], Check(Choosing("role=replica"), pack: pack));
        Assert.Equal(["Plan phases[1].steps[0].hosts unknown-in-selector"], Check(Choosing("role=store,stroe"), pack: pack));
    }

    [Fact]
    public void The_night_needs_an_executor_and_a_supervisor_even_where_no_phase_names_them() =>
        Assert.Equal(["Team people role-unheld"], Check(Plans.Night, team: new Team([Plans.Team.People[0]])));

    [Fact]
    public void One_who_works_never_accepts_for_the_client()
    {
        var team = Plans.Team with { People = [.. Plans.Team.People, new Person("both", "Both", ["client-it", "executor"], "en", new Dictionary<string, string> { ["web"] = "both" })] };

        Assert.Equal(["Team people[2].roles asks-and-approves"], Check(Plans.Night, team: team));
    }

    [Fact]
    public void The_clock_of_the_night_adds_up()
    {
        var clock = new NightClock(Plans.Night);

        Assert.Equal((TimeSpan.FromHours(4), TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(90)), (clock.Window, clock.Planned, clock.Reserve));
        Assert.Equal(new TimeOnly(1, 30), clock.At(clock.LatestSafeRollback));
        Assert.Equal([new TimeOnly(22, 0), new TimeOnly(23, 0), new TimeOnly(0, 0)], clock.Phases.Select(p => clock.At(p.FromKickOff!.Value)));
    }
}
