using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class PermitTests
{
    [Fact]
    public void A_clean_night_begins_at_the_instant_and_never_before()
    {
        var night = new PureNight().Sealed();
        night.Now = SamplePlan.KickOff.AddMilliseconds(-1);
        night.Drive();
        Assert.Equal(RunStatus.Waiting, night.State.Status);

        night.Now = SamplePlan.KickOff;
        night.Drive();

        Assert.Equal(SamplePlan.KickOff, night.State.KickedOffAt);
        Assert.Single(night.Journal, r => r.Event is KickedOff);
    }

    [Fact]
    public void A_wake_up_within_the_grace_starts_and_a_later_one_does_not()
    {
        var late = new PureNight().Sealed();
        late.Now = SamplePlan.KickOff.AddMinutes(5);
        late.Drive();
        Assert.True(late.State.HasKickedOff);

        var tooLate = new PureNight().Sealed();
        tooLate.Now = SamplePlan.KickOff.AddMinutes(5).AddSeconds(1);
        tooLate.Drive();
        Assert.False(tooLate.State.HasKickedOff);
        Assert.Equal(RunStatus.Planned, tooLate.State.Status);
        Assert.Equal(RefusalCodes.MissedStart, tooLate.Go());
    }

    [Fact]
    public void Without_go_nothing_starts_and_go_after_the_instant_is_a_missed_start()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        night.Ready();
        night.Now = SamplePlan.KickOff.AddMinutes(10);
        night.Drive();

        Assert.Equal(RefusalCodes.MissedStart, night.Go());
        Assert.Contains(night.Journal, r => r.Event is StartMissed { HadPermit: false });
        Assert.Equal(0, night.StartsOf("close/mta1"));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("fleet")]
    public void One_changed_byte_after_go_means_no_start(string what)
    {
        var night = new PureNight().Sealed();
        night.OnDisk = what == "plan" ? night.OnDisk with { Plan = "other" } : night.OnDisk with { Fleet = "other" };
        night.Now = SamplePlan.KickOff;
        night.Drive();

        Assert.False(night.State.HasKickedOff);
        Assert.Contains(night.Journal, r => r.Event is PermitVoided { Code: RefusalCodes.PlanChanged });
    }

    [Fact]
    public void After_kick_off_an_edited_file_changes_nothing()
    {
        var night = new PureNight().KickedOff();
        night.OnDisk = new FileHashes("other", "other", "other");
        Assert.Null(night.Accept());
        Assert.Null(night.Scene.OnDisk);
    }

    [Fact]
    public void The_executor_may_not_say_go()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        night.Ready();
        Assert.Equal(RefusalCodes.NotAllowed, night.Go("executor"));
    }

    [Fact]
    public void One_who_asked_may_not_approve_even_with_both_roles()
    {
        var both = SamplePlan.Team().People.Select(p =>
            p.Id == "executor" ? p with { Roles = [TeamRoles.Executor, TeamRoles.Supervisor] } : p).ToList();
        var night = new PureNight(files: SamplePlan.Files with { Team = new Team(both) });
        night.Precheck();
        night.Drive();
        night.Ready();
        Assert.Equal(RefusalCodes.OwnRequest, night.Go("executor"));
        Assert.Null(night.Go());
    }

    [Fact]
    public void Production_needs_a_rehearsal_of_the_same_plan()
    {
        var night = new PureNight(rehearsed: false);
        night.Precheck();
        night.Drive();
        var refused = Assert.IsType<Decision.Refused>(night.Say(id => new DeclareReady(id, "executor", "web", null)));
        Assert.Equal(RefusalCodes.NotReady, refused.Refusal.Code);
        Assert.Contains("rehearsal:", refused.Refusal.Facts["missing"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_that_failed_after_go_means_no_start()
    {
        var night = new PureNight { Outcome = s => s.Name == "save/mbs2" ? "failed" : "succeeded" };
        night.Sealed();
        Assert.Equal(PhaseStatus.Failed, night.State.PhaseOf("backup").Status);

        night.Now = SamplePlan.KickOff;
        night.Drive();

        Assert.False(night.State.HasKickedOff);
        Assert.Contains(night.Journal, r => r.Event is PermitVoided v && v.Detail.Contains("phase:backup", StringComparison.Ordinal));
    }

    [Fact]
    public void An_open_blocking_issue_forbids_the_start()
    {
        var night = new PureNight().Sealed();
        night.Say(id => new OpenIssue(id, "executor", "web", null, "the licence server is away", true));
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.False(night.State.HasKickedOff);
    }

    [Fact]
    public void Evidence_due_later_does_not_stop_go()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        Assert.Null(night.Ready());
        Assert.Null(night.Go());
        Assert.Equal(["backup"], night.State.Permit!.Binding.Due);
    }

    [Fact]
    public void Evidence_already_due_and_missing_does()
    {
        var night = new PureNight { Outcome = s => s.Phase == "backup" ? "failed" : "succeeded" };
        night.Precheck();
        night.Drive();
        night.Ready();
        night.Now = SamplePlan.Evening.AddHours(2);
        night.Drive();
        Assert.Equal(RefusalCodes.NotReady, night.Go());
    }

    [Fact]
    public void A_frozen_day_refuses_schedule_reschedule_and_go()
    {
        var night = new PureNight
        {
            Calendar = new FreezeCalendar([new Freeze(new DateOnly(2019, 1, 10), new DateOnly(2019, 1, 12), SamplePlan.Both("stock-taking"))]),
        };
        Assert.Equal(RefusalCodes.FrozenDay, night.CodeOf(id => new SetKickOff(id, "executor", "web", "schedule", null, new DateOnly(2019, 1, 11), null, "")));
        Assert.Equal(RefusalCodes.FrozenDay, night.CodeOf(id => new SetKickOff(id, "executor", "web", "reschedule", null, new DateOnly(2019, 1, 9), null, "why")));
        Assert.Null(night.CodeOf(id => new SetKickOff(id, "executor", "web", "reschedule", null, new DateOnly(2019, 1, 13), null, "why")));

        night.Precheck();
        night.Drive();
        night.Ready();
        night.Calendar = new FreezeCalendar([new Freeze(new DateOnly(2019, 1, 13), new DateOnly(2019, 1, 13), SamplePlan.Both("late news"))]);
        Assert.Equal(RefusalCodes.FrozenDay, night.Go());
    }

    [Fact]
    public void Proof_that_is_recorded_and_not_there_at_the_instant_means_no_start_and_names_the_host()
    {
        var night = new PureNight().Sealed();
        night.Now = SamplePlan.KickOff;
        var due = Timers.Of(night.State, night.Scene).Single(t => t.Kind == TimerKind.KickOff);
        night.Submit(new TimerDue(due) { Proof = new Proof([], ["backup on mbs2", "backup on mbs3 (it does not answer)"]) });
        night.Drive();
        Assert.Equal(RunStatus.Planned, night.State.Status);
        Assert.Null(night.State.KickedOffAt);
        var voided = night.Journal.Select(r => r.Event).OfType<PermitVoided>().Single();
        Assert.Equal(("not-ready", "proof:backup on mbs2,proof:backup on mbs3 (it does not answer)"), (voided.Code, voided.Detail));
    }

    [Fact]
    public void Proof_that_was_asked_for_again_stands_beside_the_start()
    {
        var night = new PureNight().Sealed();
        night.Now = SamplePlan.KickOff;
        var due = Timers.Of(night.State, night.Scene).Single(t => t.Kind == TimerKind.KickOff);
        night.Submit(new TimerDue(due) { Proof = new Proof(["backup=run-1-backup: 3 hosts"], []) });
        Assert.Equal(RunStatus.Running, night.State.Status);
        Assert.Contains(night.Journal, r => r.Event is ProofConfirmed { Names: ["backup=run-1-backup: 3 hosts"] });
    }

    [Fact]
    public void A_second_wake_up_is_no_second_start()
    {
        var night = new PureNight().Sealed();
        night.Now = SamplePlan.KickOff;
        var timer = MailUpgrade.Core.Runs.Rules.Timers.Of(night.State, night.Scene).Single(t => t.Kind == TimerKind.KickOff);
        Assert.IsType<Decision.Accepted>(night.Submit(new TimerDue(timer)));
        Assert.IsType<Decision.Repeated>(night.Submit(new TimerDue(timer)));
        Assert.IsType<Decision.Ignored>(night.Submit(new TimerDue(timer with { Id = "another wake-up" })));
        Assert.Single(night.Journal, r => r.Event is KickedOff);
    }
}
