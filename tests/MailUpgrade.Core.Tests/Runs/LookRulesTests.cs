using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

/// <summary>What is looked at before kick-off: other work on the hosts, and whether a sandbox is one.</summary>
public sealed class LookRulesTests
{
    [Fact]
    public void Other_work_five_minutes_before_holds_the_start()
    {
        var night = Night();
        Look(night, 5, ("mbs1", 2, "a backup runs on mbs1"));
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.DoesNotContain(night.Journal, r => r.Event is KickedOff);
        Assert.Contains("conflict:mbs1", night.Journal.Select(r => r.Event).OfType<PermitVoided>().Single().Detail);
    }

    [Fact]
    public void Other_work_is_looked_for_again_by_itself_and_what_has_ended_holds_nothing()
    {
        var night = Night();
        Look(night, 5, ("mbs1", 2, "a backup runs on mbs1"));
        Look(night, 4, ("mbs1", 0, "quiet"));
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.Single(night.Journal, r => r.Event is KickedOff);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public void A_warning_and_a_host_that_does_not_answer_are_told_and_hold_nothing(int? status)
    {
        var night = Night();
        Look(night, 5, ("mbs1", status, "somebody is logged in"));
        Assert.Equal(["mbs1: somebody is logged in"], night.Journal.Select(r => r.Event).OfType<ConflictsChecked>().Last().Remarks);
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.Single(night.Journal, r => r.Event is KickedOff);
    }

    [Fact]
    public void Nobody_looks_for_a_night_that_nobody_has_asked_for_and_each_mark_is_one_look()
    {
        var night = new PureNight();
        Assert.DoesNotContain(Timers.Of(night.State, night.Scene), t => t.Kind == TimerKind.ConflictCheck);
        night.Sealed();
        Assert.Equal(
            [SamplePlan.KickOff.AddMinutes(-60), SamplePlan.KickOff.AddMinutes(-5)],
            Timers.Of(night.State, night.Scene).Where(t => t.Kind == TimerKind.ConflictCheck).Select(t => t.Due).Order());
        Look(night, 60, ("mbs1", 0, "quiet"));
        Assert.Equal(SamplePlan.KickOff.AddMinutes(-5), Timers.Of(night.State, night.Scene).Single(t => t.Kind == TimerKind.ConflictCheck).Due);
    }

    [Theory]
    [InlineData("address", "mbs1 has the address 10.0.0.11 of mbs1 in production")]
    [InlineData("machine", "mbs1 has the machine id of mbs9 in production")]
    [InlineData("key", "mbs1 has the ssh host key of mbs9 in production")]
    [InlineData("probe", "mbs1: mail can leave mbs1")]
    [InlineData("silent", "mbs1 was not looked at: no answer")]
    [InlineData("mute", "mbs1 does not say its machine id")]
    public void Whatever_ties_a_sandbox_to_production_is_named(string what, string problem)
    {
        var production = Fleet("production", what == "address" ? "10.9.0.11" : "10.0.0.11");
        var sandbox = Fleet("sandbox", "10.9.0.11") with { CopyOf = "production" };
        if (what == "address")
        {
            production = Fleet("production", "10.0.0.11");
            sandbox = Fleet("sandbox", "10.0.0.11") with { CopyOf = "production" };
        }
        var marks = new HostsSeen("production", [new SeenHost("mbs9", "10.0.0.19", what == "machine" ? "m1" : "m9", what == "key" ? "k1" : "k9")]);
        HostSaid said = what switch
        {
            "probe" => new("mbs1", 2, "mail can leave mbs1\nmachine-id=m1\nhost-key=k1"),
            "silent" => new("mbs1", null, "no answer"),
            "mute" => new("mbs1", 0, "quiet\nmachine-id=\nhost-key=k1"),
            _ => new("mbs1", 0, "quiet\nmachine-id=m1\nhost-key=k1"),
        };
        Assert.Equal([problem], SandboxProof.Judge(sandbox, production, marks, [said]).Problems);
    }

    [Fact]
    public void A_sandbox_of_its_own_is_proven_and_what_it_lacks_is_listed()
    {
        var production = Fleet("production", "10.0.0.11");
        production = production with
        {
            Accounts = 1100,
            Hosts = [production.Hosts[0] with { Volumes = [new FarVolume("far", "/mnt/far", "nfs")] }, production.Hosts[0] with { Name = "mbs2", Address = "10.0.0.12" }],
        };
        var sandbox = Fleet("sandbox", "10.9.0.11") with { CopyOf = "production", Accounts = 100 };
        var found = SandboxProof.Judge(
            sandbox, production, new HostsSeen("production", [new SeenHost("mbs1", "10.0.0.11", "m9", "k9")]), [new("mbs1", 0, "quiet\nmachine-id=m1\nhost-key=k1")]);
        Assert.Empty(found.Problems);
        Assert.Equal(3, found.NotRehearsed.Count);
        Assert.Contains(found.NotRehearsed, l => l.Contains("volume far of mbs1", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_marks_or_without_the_production_file_nothing_is_proven()
    {
        var sandbox = Fleet("sandbox", "10.9.0.11") with { CopyOf = "production" };
        var found = SandboxProof.Judge(sandbox, null, null, [new("mbs1", 0, "quiet\nmachine-id=m1\nhost-key=k1")]);
        Assert.Equal(2, found.Problems.Count);
    }

    [Fact]
    public void A_rehearsal_on_a_copy_is_not_ready_until_the_copy_is_proven_and_is_proven_anew_with_each_precheck()
    {
        var night = new PureNight("rehearsal", files: SamplePlan.Files with { Fleet = SamplePlan.Fleet() with { CopyOf = "production" } });
        night.Precheck();
        night.Drive();
        Assert.Equal(RefusalCodes.NotReady, night.Ready());
        Sandbox(night, "mbs1: mail can leave mbs1");
        Assert.Equal(RefusalCodes.NotReady, night.Ready());
        night.Precheck();
        night.Drive();
        Sandbox(night);
        Assert.Null(night.Ready());
    }

    [Fact]
    public void A_shadow_night_starts_nothing_and_compares_both_verdicts()
    {
        var night = new PureNight("shadow", rehearsed: false) { Outcome = _ => null };
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.Equal(RunStatus.Running, night.State.Status);
        Assert.All(night.Journal.Select(r => r.Event).OfType<StepStarted>(), s => Assert.Equal(ShadowRules.Watch, s.How));
        night.Say(id => new GiveVerdict(id, "executor", "web", null, "close-doors", true, "shut"));
        Saw(night, "close/mta1", "fail");
        night.Drive();
        Assert.False(ShadowRules.Agree(night.State, "close/mta1"));
        Assert.Equal(PhaseStatus.Succeeded, night.State.PhaseOf("close-doors").Status);
        Saw(night, "snap/mbs1", "inconclusive");
        Assert.Null(ShadowRules.Agree(night.State, "snap/mbs1"));
        Assert.Equal(RefusalCodes.BadArgument, night.CodeOf(id => new GiveVerdict(id, "executor", "web", null, "nowhere", true, "")));
        Assert.Equal(RefusalCodes.NotReady, new PureNight().CodeOf(id => new GiveVerdict(id, "executor", "web", null, "close-doors", true, "")));
        Assert.DoesNotContain(night.Journal, r => r.Event is EvidenceRecorded);
    }

    private static PureNight Night() => new PureNight { Outcome = s => s.Phase is "precheck" or "backup" ? "succeeded" : null }.Sealed();

    private static void Look(PureNight night, int minutesBefore, params (string Host, int? Status, string Line)[] said)
    {
        night.Now = SamplePlan.KickOff.AddMinutes(-minutesBefore);
        night.Drive();
        var timer = Timers.Of(night.State, night.Scene).First(t => t.Kind == TimerKind.ConflictCheck && t.Due <= night.Now);
        var report = new ReportConflicts(timer, [.. said.Select(x => new HostSaid(x.Host, x.Status, x.Line))]);
        Assert.IsType<Decision.Accepted>(night.Submit(report));
        Assert.IsNotType<Decision.Accepted>(night.Submit(report));
    }

    private static void Sandbox(PureNight night, params string[] problems)
    {
        var timer = Timers.Of(night.State, night.Scene).Single(t => t.Kind == TimerKind.SandboxCheck);
        Assert.IsType<Decision.Accepted>(night.Submit(new ReportSandbox(timer, new SandboxChecked(4, problems, []))));
    }

    private static void Saw(PureNight night, string step, string verdict) => night.Submit(new EndStep(
        $"end:{step}", new StepEnded(step, 1, "succeeded", verdict, 2, "doors are open", false), []));

    private static Fleet Fleet(string id, string address) => SamplePlan.Fleet() with
    {
        Id = id,
        Hosts = [new FleetHost("mbs1", address, "near", ["mailbox"], [])],
    };
}
