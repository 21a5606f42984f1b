using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class NightTests
{
    [Fact]
    public void A_clean_night_ends_signed_off_after_four_decisions_of_people()
    {
        var night = new PureNight().KickedOff();
        Assert.Null(night.Accept());
        night.Drive();
        Assert.Null(night.Go());
        night.Drive();

        Assert.Equal(RunStatus.SignedOff, night.State.Status);
        Assert.True(night.State.DecisionsTaken <= 12, $"{night.State.DecisionsTaken} decisions");
        Assert.Equal(1, night.StartsOf("upgrade-store/mbs1"));
    }

    [Theory]
    [InlineData("practice")]
    [InlineData("rehearsal")]
    public void Practice_and_rehearsal_are_completed_not_signed_off(string mode)
    {
        var night = new PureNight(mode).KickedOff();
        night.Accept();
        night.Drive();
        night.Go();
        night.Drive();
        Assert.Equal(RunStatus.Completed, night.State.Status);
    }

    [Fact]
    public void The_canary_goes_alone_and_the_others_two_at_a_time()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" ? null : "succeeded" };
        night.KickedOff();
        Assert.Equal(["upgrade-store/mbs1"], night.State.InFlight.Select(s => s.Name));

        night.End("upgrade-store/mbs1", "succeeded");
        night.Drive();
        Assert.Equal(["upgrade-store/mbs2", "upgrade-store/mbs3"], night.State.InFlight.Select(s => s.Name).Order());
    }

    [Fact]
    public void A_failed_step_pauses_and_the_other_host_finishes_and_waits()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" && s.Name != "upgrade-store/mbs1" ? null : "succeeded" };
        night.KickedOff();
        night.End("upgrade-store/mbs2", "failed");
        night.Drive();
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Equal(PhaseStatus.Failed, night.State.PhaseOf("stores").Status);

        night.End("upgrade-store/mbs3", "succeeded");
        night.Drive();
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Equal(PhaseStatus.Pending, night.State.PhaseOf("client-check").Status);
    }

    [Fact]
    public void Retry_asks_for_a_second_attempt_and_the_night_goes_on()
    {
        var night = new PureNight { Outcome = s => s is { Name: "upgrade-store/mbs3", Attempt: 1 } ? "failed" : "succeeded" };
        night.KickedOff();
        Assert.Equal(RefusalCodes.NotAllowed, night.Retry("mbs3", "supervisor"));
        Assert.Null(night.Retry("mbs3"));
        night.Drive();
        Assert.Equal(RunStatus.Running, night.State.Status);
        Assert.Equal(2, night.State.StepOf("upgrade-store/mbs3").Attempt);
        Assert.Equal(1, night.State.StepOf("upgrade-store/mbs2").Attempt);
    }

    [Fact]
    public void Fixed_means_that_only_verify_runs()
    {
        var night = new PureNight { Outcome = s => s is { Name: "upgrade-store/mbs3", Attempt: 1 } ? "failed" : "succeeded" };
        night.KickedOff();
        Assert.Null(night.CodeOf(id => new Fixed(id, "executor", "web", null, "mbs3 started mailboxd by hand")));
        night.Drive();
        Assert.Equal(1, night.StartsOf("upgrade-store/mbs3"));
        Assert.Contains(night.Journal, r => r.Event is StepStarted { Step: "upgrade-store/mbs3", How: "verify" });
        Assert.Contains(night.Journal, r => r.Event is FixedDeclared { Note: "started mailboxd by hand" });
    }

    [Fact]
    public void Skip_needs_two_names_and_a_step_that_may_be_skipped()
    {
        var night = new PureNight { Outcome = s => s.Name is "upgrade-store/mbs3" ? "failed" : "succeeded" };
        night.KickedOff();
        Assert.Null(night.Skip("executor", "mbs3"));
        Assert.Equal(RefusalCodes.OwnRequest, night.Skip("executor", "mbs3"));
        Assert.Equal(StepStatus.Failed, night.State.StepOf("upgrade-store/mbs3").Status);
        Assert.Null(night.Skip("supervisor", "mbs3"));
        Assert.Equal(StepStatus.Skipped, night.State.StepOf("upgrade-store/mbs3").Status);

        var other = new PureNight { Outcome = s => s.Name is "close/mta1" ? "failed" : "succeeded" };
        other.KickedOff();
        Assert.Equal(RefusalCodes.NotSkippable, other.Skip("executor", "close/mta1"));
    }

    [Fact]
    public void Rollback_needs_two_names_waits_for_what_is_in_flight_and_ends_rolled_back()
    {
        var night = new PureNight { Outcome = s => s.Name == "upgrade-store/mbs2" ? "failed" : s.Name == "upgrade-store/mbs3" ? null : "succeeded" };
        night.KickedOff();
        Assert.Null(night.Rollback("executor"));
        Assert.Equal(RefusalCodes.OwnRequest, night.Rollback("executor"));
        Assert.Equal(RefusalCodes.NotAllowed, night.Rollback("executor2"));
        Assert.Null(night.Rollback("supervisor"));
        night.Drive();
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
        Assert.Equal(PhaseStatus.Pending, night.State.PhaseOf("rollback").Status);

        night.End("upgrade-store/mbs3", "succeeded");
        night.Drive();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
        Assert.Equal(PhaseStatus.RolledBack, night.State.PhaseOf("stores").Status);
    }

    [Fact]
    public void After_the_point_of_no_return_the_client_must_agree_to_go_back()
    {
        var night = new PureNight { Outcome = s => s.Phase == "open-doors" ? null : "succeeded" };
        night.KickedOff();
        night.Accept();
        night.Drive();
        night.Go();
        night.Drive();
        Assert.Equal(RefusalCodes.NotAllowed, night.Rollback("executor"));
        Assert.Null(night.Rollback("supervisor"));
        Assert.Equal(RefusalCodes.NotAllowed, night.Rollback("supervisor2"));
        Assert.Null(night.Rollback("client-it"));
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
    }

    [Fact]
    public void Not_ok_pauses_until_it_is_mended_and_ok_before_that_is_not_ready()
    {
        var night = new PureNight().KickedOff();
        Assert.Null(night.CodeOf(id => new NotAccept(id, "client-it", "web", null, "calendar is empty")));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Equal(RefusalCodes.NotReady, night.Accept());
        Assert.Equal(RefusalCodes.NotReady, night.CodeOf(id => new Resume(id, "executor", "web", null)));
        Assert.Null(night.CodeOf(id => new Fixed(id, "executor", "web", null, "reindexed")));
        Assert.Null(night.Accept());
        night.Drive();
        night.Go();
        night.Drive();
        Assert.Equal(RunStatus.SignedOff, night.State.Status);
    }

    [Fact]
    public void Reject_needs_the_clients_word_first()
    {
        var night = new PureNight().KickedOff();
        Assert.Equal(RefusalCodes.NotReady, night.CodeOf(id => new Reject(id, "supervisor", "web", null, "no")));
        night.CodeOf(id => new NotAccept(id, "client-it", "web", null, "half the folders are gone"));
        Assert.Null(night.CodeOf(id => new Reject(id, "supervisor", "web", null, "no")));
        Assert.Equal(RunStatus.Rejected, night.State.Status);
        Assert.Equal(RefusalCodes.RunEnded, night.Accept());
    }

    [Fact]
    public void Abort_is_refused_while_something_runs_that_nothing_kills()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" ? null : "succeeded" };
        night.KickedOff();
        night.Submit(new Observe("marker", [new StepUninterruptible("upgrade-store/mbs1", 1)]));
        Assert.Equal(RefusalCodes.Uninterruptible, night.CodeOf(id => new Abort(id, "supervisor", "web", null, "enough")));
    }

    [Fact]
    public void A_step_that_nothing_kills_is_never_timed_out_people_are_called()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" ? null : "succeeded" };
        night.KickedOff();
        night.Submit(new Observe("marker", [new StepUninterruptible("upgrade-store/mbs1", 1)]));
        night.Now += TimeSpan.FromHours(3);
        night.Drive();
        Assert.Contains(night.Journal, r => r.Event is StepOverdue);
        Assert.DoesNotContain(night.Journal, r => r.Event is StepTimedOut);
    }

    [Fact]
    public void When_the_window_closes_nothing_new_begins()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" ? null : "succeeded" };
        night.KickedOff();
        night.Now = SamplePlan.Closes;
        night.Drive();
        Assert.Equal("window", night.State.Pause!.Cause);
        night.End("upgrade-store/mbs1", "succeeded");
        night.Drive();
        Assert.Empty(night.State.InFlight);
        Assert.Equal(RefusalCodes.WindowClosed, night.CodeOf(id => new Resume(id, "executor", "web", null)));
    }

    [Fact]
    public void What_nobody_can_prove_pauses_and_a_later_proof_lets_the_night_go_on()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" ? null : "succeeded" };
        night.KickedOff();
        night.End("upgrade-store/mbs1", "unknown");
        Assert.Equal("unknown", night.State.Pause!.Cause);
        night.Submit(new Observe("found", [new StepFound("upgrade-store/mbs1", 1)]));
        night.End("upgrade-store/mbs1", "succeeded");
        Assert.Equal(RunStatus.Running, night.State.Status);
    }
}
