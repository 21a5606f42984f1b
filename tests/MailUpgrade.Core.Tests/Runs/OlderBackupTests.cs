using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
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

    private static string? Older(PureNight night, string who) => night.CodeOf(id => new AcceptOlderBackup(id, who, "web", null, "the disk of the new one is full"));

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
