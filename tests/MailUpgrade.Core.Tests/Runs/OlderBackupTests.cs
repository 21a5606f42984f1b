using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class OlderBackupTests
{
    [Fact]
    public void Two_names_go_into_the_night_with_the_older_backup_and_the_night_begins()
    {
        var night = Failed();
        Assert.Contains("phase:backup", Core.Runs.Rules.Facts.Missing(night.State, night.Scene, all: true));
        Assert.Null(Older(night, "executor"));
        Assert.Equal(PhaseStatus.Failed, night.State.PhaseOf("backup").Status);
        Assert.Equal(RefusalCodes.OwnRequest, Older(night, "executor"));
        Assert.Equal(RefusalCodes.NotAllowed, Older(night, "client-it"));
        Assert.Null(Older(night, "supervisor"));
        Assert.Equal(PhaseStatus.Skipped, night.State.PhaseOf("backup").Status);
        Assert.Equal(RefusalCodes.AlreadyDecided, Older(night, "supervisor"));
        night.Outcome = _ => "succeeded";
        night.Ready();
        Assert.Null(night.Go());
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.True(night.State.HasKickedOff);
        Assert.Equal(3, night.State.Steps.Values.Count(x => x.Phase == "backup" && x.Attempt == 1));
    }

    [Fact]
    public void Not_before_the_new_one_is_due_not_over_one_that_runs_and_not_when_there_is_no_need()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        Assert.Equal(RefusalCodes.NotReady, Older(night, "executor"));
        night.Outcome = _ => null;
        night.Now = SamplePlan.Evening.AddHours(1);
        night.Drive();
        Assert.Equal(PhaseStatus.Running, night.State.PhaseOf("backup").Status);
        Assert.Equal(RefusalCodes.NotReady, Older(night, "executor"));
        night.Outcome = _ => "succeeded";
        night.Drive();
        Assert.Equal(RefusalCodes.AlreadyDecided, Older(night, "executor"));
        Assert.Equal(RefusalCodes.AlreadyRunning, Older(new PureNight().KickedOff(), "executor"));
    }

    [Fact]
    public void What_may_still_run_is_ended_by_two_names_and_proven_before_the_older_one_counts()
    {
        var night = Failed("inconclusive");
        Assert.StartsWith("backup-ended:", Missing(night), StringComparison.Ordinal);
        Assert.Equal(RefusalCodes.NotReady, Older(night, "executor"));
        Assert.Equal(RefusalCodes.NotAllowed, Abort(night, "client-it"));
        Assert.Null(Abort(night, "executor"));
        Assert.Equal(RefusalCodes.OwnRequest, Abort(night, "executor"));
        Assert.Equal(RefusalCodes.NotReady, Older(night, "supervisor"));
        Assert.Null(Abort(night, "supervisor"));
        Assert.Equal(RefusalCodes.NotReady, Older(night, "executor"));

        // ended without a proof: as before
        night.StartWork();
        Assert.All(night.State.InFlight, x => Assert.Equal(BackupAbort.How, x.How));
        Assert.Equal(RefusalCodes.NotReady, Abort(night, "executor"));
        End(night, "inconclusive");
        Assert.Equal(RefusalCodes.NotReady, Older(night, "executor"));

        // ended with a proof: the step has failed all the same
        Assert.Null(Abort(night, "executor"));
        Assert.Null(Abort(night, "supervisor"));
        End(night, "fail");
        Assert.Equal(PhaseStatus.Failed, night.State.PhaseOf("backup").Status);
        Assert.Equal(RefusalCodes.NotReady, Abort(night, "executor"));
        Assert.Null(Older(night, "executor"));
        Assert.Null(Older(night, "supervisor"));
        Assert.Equal(PhaseStatus.Skipped, night.State.PhaseOf("backup").Status);
    }

    [Fact]
    public void Waiting_longer_goes_on_with_the_same_step_and_the_older_one_is_refused_meanwhile()
    {
        var night = Failed("inconclusive");
        foreach (var step in night.State.Undecided.ToList())
        {
            Assert.Null(night.Retry(step.Name));
        }
        Assert.Equal(RefusalCodes.NotReady, Older(night, "executor"));
        night.StartWork();
        Assert.All(night.State.InFlight, x => Assert.Equal("start", x.How));
        Assert.Equal(RefusalCodes.NotReady, Older(night, "executor"));
        Assert.Equal(RefusalCodes.NotReady, Abort(night, "executor"));
    }

    private static string? Abort(PureNight night, string who) => night.CodeOf(id => new AbortBackup(id, who, "web", null, "it takes too long"));

    private static string Missing(PureNight night) =>
        Assert.IsType<Decision.Refused>(night.Say(id => new AcceptOlderBackup(id, "executor", "web", null, ""))).Refusal.Facts["missing"];

    /// <summary>Ends what runs, and what comes next in the phase, as failed with this verdict.</summary>
    private static void End(PureNight night, string verdict)
    {
        while (night.StartWork() | night.State.InFlight.Any())
        {
            foreach (var x in night.State.InFlight.ToList())
            {
                night.Submit(new EndStep($"end:{x.Name}:{x.Attempt}:{night.State.Seq}", new StepEnded(x.Name, x.Attempt, "failed", verdict, null, "as written", false), []));
            }
        }
    }

    private static string? Older(PureNight night, string who) => night.CodeOf(id => new AcceptOlderBackup(id, who, "web", null, "the disk of the new one is full"));

    private static PureNight Failed(string verdict)
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        night.Now = SamplePlan.Evening.AddHours(1);
        night.Outcome = _ => null;
        night.Drive();
        Assert.NotEmpty(night.State.InFlight);
        End(night, verdict);
        Assert.Equal(PhaseStatus.Failed, night.State.PhaseOf("backup").Status);
        return night;
    }

    private static PureNight Failed()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        night.Outcome = s => s.Phase == "backup" ? "failed" : "succeeded";
        night.Now = SamplePlan.Evening.AddHours(1);
        night.Drive();
        return night;
    }
}
