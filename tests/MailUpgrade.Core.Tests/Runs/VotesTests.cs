using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class VotesTests
{
    private static readonly SeenState NoState = new("run-1", "plan-1", 0);

    [Fact]
    public void The_one_who_asked_never_approves_and_two_executors_are_no_supervisor()
    {
        var night = Failed();
        Assert.Null(night.Rollback("executor"));
        Assert.Equal(RefusalCodes.OwnRequest, night.Rollback("executor"));
        Assert.Equal(RefusalCodes.NotAllowed, night.Rollback("executor2"));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Null(night.Rollback("supervisor2"));
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
    }

    [Fact]
    public void One_person_is_one_name_on_every_channel()
    {
        var night = Failed();
        Assert.Null(night.CodeOf(id => new Rollback(id, "supervisor", "web", null, "")));
        Assert.Equal(RefusalCodes.OwnRequest, night.CodeOf(id => new Rollback(id, "supervisor", "telegram", null, "")));
        Assert.Equal(RunStatus.Paused, night.State.Status);
    }

    [Fact]
    public void A_name_that_waited_too_long_counts_no_more_and_its_button_says_so()
    {
        var night = Failed();
        night.Rollback("executor");
        var seen = NoState with { Seq = night.State.Seq };
        night.Now += Quorums.UsualHold;
        Assert.True(night.FireDueTimers());
        Assert.Contains(night.Journal, r => r.Event is ProposalExpired { Decision: "rollback" });
        Assert.Equal(RefusalCodes.Expired, night.CodeOf(id => new Rollback(id, "supervisor", "web", seen, "")));
        Assert.Null(night.Rollback("supervisor"));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Null(night.Rollback("executor"));
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
    }

    [Fact]
    public void A_name_on_leaving_out_one_attempt_is_no_name_on_leaving_out_the_next()
    {
        var night = Failed();
        night.Skip("executor", "mbs3");
        var seen = NoState with { Seq = night.State.Seq };
        night.Outcome = _ => "failed";
        night.Retry("mbs3");
        night.Drive();
        Assert.Equal(StepStatus.Failed, night.State.StepOf("upgrade-store/mbs3").Status);
        Assert.Equal(RefusalCodes.Stale, night.CodeOf(id => new Skip(id, "supervisor", "web", seen, "upgrade-store/mbs3", "")));
        Assert.Null(night.Skip("supervisor", "mbs3"));
        Assert.Equal(StepStatus.Failed, night.State.StepOf("upgrade-store/mbs3").Status);
    }

    [Fact]
    public void A_rollback_button_of_a_pause_that_is_over_proposes_nothing()
    {
        var night = Failed();
        var seen = NoState with { Seq = night.State.Seq };
        Assert.Null(night.Retry("mbs3"));
        Assert.Equal(RefusalCodes.Stale, night.CodeOf(id => new Rollback(id, "supervisor", "web", seen, "")));
        Assert.Empty(night.State.Proposals);
    }

    [Fact]
    public void A_go_button_of_an_earlier_ready_seals_nothing()
    {
        var night = Night(p => p);
        night.Precheck();
        night.Drive();
        night.Ready();
        var seen = NoState with { Seq = night.State.Seq };
        night.CodeOf(id => new NoGo(id, "supervisor", "web", null, "one more look"));
        night.Ready();
        Assert.Equal(RefusalCodes.Stale, night.CodeOf(id => new Go(id, "supervisor", "web", seen)));
        Assert.Null(night.State.Permit);
    }

    [Fact]
    public void A_name_on_the_permit_of_one_date_is_no_name_on_that_of_another()
    {
        var night = Night(p => p with { Decisions = [new Quorum(Quorums.Permit, [Seat.Of("executor"), Seat.Of("supervisor"), Seat.Of("client-it")], TimeSpan.FromHours(1))] });
        night.Precheck();
        night.Drive();
        night.Ready();
        night.Go("supervisor");
        night.CodeOf(id => new SetKickOff(id, "executor", "web", "reschedule", null, new DateOnly(2018, 12, 31), null, "later"));
        night.Ready();
        Assert.Null(night.Go("client-it"));
        Assert.Equal(RunStatus.Planned, night.State.Status);
    }

    [Fact]
    public void A_plan_can_ask_for_a_third_name_and_the_third_decides()
    {
        var night = Failed(p => p with { Decisions = [new Quorum(Quorums.Rollback, [Seat.Of("executor"), Seat.Of("supervisor"), Seat.Of("client-it")], TimeSpan.FromHours(1))] });
        Assert.Null(night.Rollback("executor"));
        Assert.Null(night.Rollback("client-it"));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Equal(RefusalCodes.NotAllowed, night.Rollback("executor2"));
        Assert.Null(night.Rollback("supervisor"));
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
        Assert.Equal("too late", night.Journal.Select(r => r.Event).OfType<RollbackDecided>().Single().Reason);
    }

    [Fact]
    public void A_permit_with_a_third_seat_is_sealed_by_the_third_and_never_by_who_asked()
    {
        var night = Night(p => p with { Decisions = [new Quorum(Quorums.Permit, [Seat.Of("executor"), Seat.Of("supervisor"), Seat.Of("client-it")], TimeSpan.FromHours(1))] });
        night.Precheck();
        night.Drive();
        night.Ready();
        Assert.Equal(RefusalCodes.NotAllowed, night.Go("executor"));
        Assert.Null(night.Go("supervisor"));
        Assert.Equal(RunStatus.Planned, night.State.Status);
        Assert.Equal(RefusalCodes.OwnRequest, night.Go("supervisor"));
        Assert.Null(night.Go("client-it"));
        Assert.Equal(RunStatus.Waiting, night.State.Status);
    }

    [Fact]
    public void A_gate_of_two_roles_waits_for_both_and_a_no_go_takes_the_first_back()
    {
        var night = Night(p => p with
        {
            Phases = [.. p.Phases.Select(x => x.Gate is null ? x : x with { Gate = x.Gate with { Seats = [Seat.Of("supervisor"), Seat.Of("client-it")] } })],
        }).KickedOff();
        night.Accept();
        night.Drive();
        Assert.Null(night.Go());
        Assert.Contains("go", night.State.Proposals.Keys);
        Assert.Null(night.CodeOf(id => new NoGo(id, "supervisor2", "web", null, "one more look")));
        night.CodeOf(id => new Resume(id, "executor", "web", null));
        night.Drive();
        Assert.Empty(night.State.Proposals);
        Assert.Null(night.Go("supervisor2"));
        Assert.Equal(RefusalCodes.OwnRequest, night.Go("client-it")); // whose OK the doors wait on
    }

    [Fact]
    public void What_the_plan_proposes_on_silence_is_nobodys_name()
    {
        var night = Night(p => p with
        {
            Phases = [.. p.Phases.Select(x => x.Id != "stores" ? x : x with { Silence = SilenceRule.ProposeRollback, Gate = new Gate("supervisor", SamplePlan.Both("On?"), TimeSpan.FromMinutes(10)) })],
        }).KickedOff();
        night.Now += TimeSpan.FromMinutes(10);
        night.Drive();
        Assert.Contains("rollback", night.State.Proposals.Keys);
        Assert.Null(night.Rollback("supervisor"));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Null(night.Rollback("executor"));
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
    }

    [Fact]
    public void The_permit_binds_the_zone_and_the_side_of_every_silence()
    {
        var night = new PureNight().Sealed();
        Assert.Equal("Asia/Jakarta", night.State.Permit!.Binding.Zone);
        Assert.Equal(["open-doors=hold"], night.State.Permit.Binding.Sides);
    }

    private static PureNight Failed(Func<Plan, Plan>? change = null)
    {
        var night = Night(change ?? (p => p));
        night.Outcome = s => s is { Name: "upgrade-store/mbs3", Attempt: 1 } ? "failed" : "succeeded";
        return night.KickedOff();
    }

    private static PureNight Night(Func<Plan, Plan> change) => new(files: SamplePlan.Files with { Plan = change(SamplePlan.Plan()) });
}
