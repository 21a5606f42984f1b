using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class LeaveOutTests
{
    [Fact]
    public void Supervisor_and_client_leave_a_failed_host_out_and_the_night_goes_on_without_it()
    {
        var night = Failed();
        Assert.Null(Without(night, "supervisor", "mbs3"));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Null(Without(night, "client-it", "mbs3"));
        Assert.Equal(RunStatus.Running, night.State.Status);
        Assert.Equal(StepStatus.Skipped, night.State.StepOf("upgrade-store/mbs3").Status);
        night.Outcome = _ => "succeeded";
        night.Drive();
        night.Accept();
        night.Drive();
        Assert.Null(night.Go());
        night.Drive();
        Assert.Equal(RunStatus.SignedOff, night.State.Status);
        Assert.Equal(1, night.State.StepOf("holds/mbs2").Attempt);
        Assert.Equal(0, night.State.StepOf("holds/mbs3").Attempt);
    }

    [Fact]
    public void Neither_the_executor_nor_one_name_twice_leaves_a_host_out()
    {
        var night = Failed();
        Assert.Equal(RefusalCodes.NotAllowed, Without(night, "executor", "mbs3"));
        Assert.Null(Without(night, "supervisor", "mbs3"));
        Assert.Equal(RefusalCodes.OwnRequest, Without(night, "supervisor", "mbs3"));
        Assert.Equal(RefusalCodes.NotAllowed, Without(night, "supervisor2", "mbs3"));
        Assert.Empty(night.State.LeftOut);
    }

    [Fact]
    public void A_host_whose_work_nobody_else_does_cannot_be_left_out_and_an_unknown_one_is_told_apart()
    {
        var night = Failed();
        Assert.Equal(RefusalCodes.NotReady, Without(night, "supervisor", "mta1"));
        Assert.Equal(RefusalCodes.BadArgument, Without(night, "supervisor", "mbs9"));
    }

    [Fact]
    public void The_way_back_takes_a_host_that_was_left_out_along()
    {
        var night = Failed();
        Without(night, "supervisor", "mbs3");
        Without(night, "client-it", "mbs3");
        night.Rollback("executor");
        night.Rollback("supervisor");
        night.Outcome = _ => "succeeded";
        night.Drive();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
        Assert.Equal(1, night.State.StepOf("restore/mbs3").Attempt);
    }

    [Fact]
    public void Once_the_doors_are_open_nobody_is_left_out_any_more()
    {
        var night = AtDoors();
        Assert.Null(night.Go());
        night.StartWork();
        Assert.Equal(RefusalCodes.NotReady, Without(night, "supervisor", "mbs3"));
    }

    [Fact]
    public void After_the_doors_no_second_name_counts_before_the_loss_is_counted()
    {
        var plan = SamplePlan.Plan();
        var counting = plan.Rollback with { Steps = [plan.Rollback.Steps[1] with { Id = "count", With = new Dictionary<string, string> { ["counts"] = "loss" } }, .. plan.Rollback.Steps] };
        var night = AtDoors(SamplePlan.Files with { Plan = plan with { Rollback = counting } });
        night.Go();
        night.StartWork();
        Assert.Equal(RefusalCodes.NotAllowed, night.Rollback("executor"));
        Assert.Null(night.Rollback("supervisor"));
        Assert.Equal(RefusalCodes.NotReady, night.Rollback("client-it"));
        night.Submit(new Observe("loss:1", [new LossCounted(7, 2, ["mbs2"])]));
        Assert.Equal((7, 2), (night.State.Loss!.Messages, night.State.Loss.Accounts));
        Assert.Null(night.Rollback("client-it"));
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
    }

    [Fact]
    public void What_failed_before_the_way_back_does_not_hold_up_a_retry_on_it()
    {
        var night = Failed();
        night.Rollback("executor");
        night.Rollback("supervisor");
        night.Outcome = s => s is { Name: "restore/mbs2", Attempt: 1 } ? "failed" : "succeeded";
        night.Drive();
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Equal(["restore/mbs2"], night.State.Undecided.Select(x => x.Name));
        Assert.Null(night.Retry(""));
        night.Drive();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
    }

    private static string? Without(PureNight night, string who, string host) => night.CodeOf(id => new LeaveOut(id, who, "web", null, host, "later"));

    private static PureNight Failed()
    {
        var night = new PureNight { Outcome = s => s.Name == "upgrade-store/mbs3" ? "failed" : "succeeded" }.KickedOff();
        Assert.Equal(RunStatus.Paused, night.State.Status);
        return night;
    }

    private static PureNight AtDoors(Core.Engine.RunFiles? files = null)
    {
        var night = new PureNight(files: files).KickedOff();
        night.Accept();
        night.Drive();
        return night;
    }
}
