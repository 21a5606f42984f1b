using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class HandsTests
{
    [Fact]
    public void On_a_host_in_a_persons_hands_nothing_begins_and_no_time_out_is_judged()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" && s.Name != "upgrade-store/mbs1" ? null : "succeeded" }.KickedOff();
        Assert.Null(night.CodeOf(id => new TakeOver(id, "executor", "web", null, "mbs2", "")));
        Assert.DoesNotContain(Timers.Of(night.State, night.Scene), t => t.Subject == "upgrade-store/mbs2");
        night.End("upgrade-store/mbs3", "succeeded");
        night.Now += TimeSpan.FromHours(2);
        night.Drive();
        Assert.Equal(StepStatus.Running, night.State.StepOf("upgrade-store/mbs2").Status);
        Assert.Equal(PhaseStatus.Running, night.State.PhaseOf("stores").Status);
        Assert.Equal(RunStatus.Running, night.State.Status);
    }

    [Fact]
    public void Giving_back_reads_the_state_anew_by_its_check_and_starts_nothing_twice()
    {
        var night = Nights.Failed();
        night.End("upgrade-store/mbs2", "succeeded");
        night.CodeOf(id => new TakeOver(id, "executor", "web", null, "mbs3", ""));
        Assert.Equal(RefusalCodes.NotReady, night.Retry("mbs3"));
        Assert.Equal(RefusalCodes.AlreadyDecided, night.CodeOf(id => new TakeOver(id, "executor2", "web", null, "mbs3", "")));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Null(night.CodeOf(id => new GiveBack(id, "executor", "web", null, "", "installed by hand")));
        Assert.Equal(RunStatus.Running, night.State.Status);
        night.Outcome = _ => "succeeded";
        Assert.Equal(("verify", StepStatus.Pending), (night.State.StepOf("upgrade-store/mbs3").How, night.State.StepOf("upgrade-store/mbs3").Status));
        night.Drive();
        Assert.Equal(1, night.StartsOf("upgrade-store/mbs3"));
        Assert.Equal(PhaseStatus.Succeeded, night.State.PhaseOf("stores").Status);
    }

    [Fact]
    public void What_was_proven_is_proven_again_after_a_person_was_on_the_host()
    {
        var night = new PureNight { Outcome = s => s.Name == "upgrade-store/mbs3" ? null : "succeeded" }.KickedOff();
        night.CodeOf(id => new TakeOver(id, "executor", "web", null, "mbs2", "a setting"));
        night.CodeOf(id => new GiveBack(id, "executor", "web", null, "mbs2", "changed a setting"));
        night.Drive();
        Assert.Equal(2, night.State.StepOf("upgrade-store/mbs2").Attempt);
        Assert.Equal(1, night.StartsOf("upgrade-store/mbs2"));
    }

    [Fact]
    public void The_cluster_does_not_go_back_under_a_persons_hands()
    {
        var night = Nights.InHand();
        Assert.Equal(RefusalCodes.NotReady, night.Rollback("executor"));
        night.CodeOf(id => new GiveBack(id, "executor", "web", null, "mbs3", ""));
        Assert.Null(night.Rollback("executor"));
    }

    [Fact]
    public void A_host_is_taken_by_the_executor_after_kick_off_and_must_exist()
    {
        var night = new PureNight();
        Assert.Equal(RefusalCodes.NotReady, night.CodeOf(id => new TakeOver(id, "executor", "web", null, "mbs2", "")));
        var failed = Nights.Failed();
        Assert.Equal(RefusalCodes.NotAllowed, failed.CodeOf(id => new TakeOver(id, "supervisor", "web", null, "mbs3", "")));
        Assert.Equal(RefusalCodes.BadArgument, failed.CodeOf(id => new TakeOver(id, "executor", "web", null, "mbs9", "")));
        Assert.Equal(RefusalCodes.NotReady, failed.CodeOf(id => new GiveBack(id, "executor", "web", null, "mbs3", "")));
    }

    [Fact]
    public void A_fix_of_the_first_host_becomes_a_step_for_the_others_by_two_names_and_the_sealed_plan_stays()
    {
        var night = Nights.Amended();
        Assert.Equal(["mbs2", "mbs3"], night.State.Amendments.Single().Hosts);
        Assert.Equal("plan-1", night.State.PlanHash);
        Assert.Equal((1, 1), (night.StartsOf("amend-1/mbs2"), night.StartsOf("amend-1/mbs3")));
        Assert.Equal(0, night.StartsOf("amend-1/mbs1"));
        var order = night.Journal.Where(r => r.Event is StepStarted).Select(r => ((StepStarted)r.Event).Step).ToList();
        Assert.True(order.IndexOf("amend-1/mbs3") < order.IndexOf("upgrade-store/mbs2"));
        Assert.Equal(PhaseStatus.Succeeded, night.State.PhaseOf("stores").Status);
    }

    [Fact]
    public void A_step_is_not_added_before_what_has_begun_nor_by_one_name()
    {
        var night = Nights.Failed();
        string? Add(string who, string place, string step, params string[] hosts) =>
            night.CodeOf(id => new Amend(id, who, "web", null, place, step, hosts, "true"));
        Assert.Equal(RefusalCodes.BadArgument, Add("executor", "before", "upgrade-store", "mbs3"));
        Assert.Equal(RefusalCodes.BadArgument, Add("executor", "before", "upgrade-store", "rest"));
        Assert.Equal(RefusalCodes.BadArgument, Add("executor", "before", "no-step", "mbs3"));
        Assert.Equal(RefusalCodes.BadArgument, Add("executor", "after", "close", "mta1"));
        Assert.Null(Add("executor", "after", "upgrade-store", "mbs2", "mbs3"));
        Assert.Empty(night.State.Amendments);
        Assert.Equal(RefusalCodes.OwnRequest, Add("executor", "after", "upgrade-store", "mbs2", "mbs3"));
        Assert.Null(Add("supervisor", "after", "upgrade-store", "mbs2"));
        Assert.Empty(night.State.Amendments); // another command is another decision
        Assert.Null(Add("supervisor", "after", "upgrade-store", "mbs2", "mbs3"));
        Assert.Single(night.State.Amendments);
    }
}
