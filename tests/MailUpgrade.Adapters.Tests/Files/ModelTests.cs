using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Files;

public sealed class ModelTests
{
    private static readonly ConfigFolder Good = new(TestFiles.Good);

    [Fact]
    public void Every_key_of_a_plan_arrives_in_the_model()
    {
        var plan = Good.Plan("night").Required();

        Assert.Equal(("night", "mini", "1.2.3", "1.3.0", "Asia/Jakarta"), (plan.Id, plan.Pack, plan.FromVersion, plan.ToVersion, plan.Zone));
        Assert.Equal(new Window(new TimeOnly(23, 0), new TimeOnly(3, 0)), plan.Window);
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)), (plan.StartGrace, plan.NoNewsEvery));
        Assert.Equal(new RollbackClock(TimeSpan.FromMinutes(48), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10)), plan.Guidance);
        Assert.Equal(["fit", "backup", "stop", "stores", "client", "doors"], plan.Phases.Select(p => p.Id));
        Assert.Equal(
            [new(PhaseStartKind.Command, Command: "precheck"), new(PhaseStartKind.Clock, new TimeOnly(19, 0)), new(PhaseStartKind.KickOff),
             new(PhaseStartKind.AfterPrevious), new(PhaseStartKind.AfterPrevious), new PhaseStart(PhaseStartKind.AfterPrevious)],
            plan.Phases.Select(p => p.Start));
        var stores = plan.PhaseOf("stores");
        Assert.Equal(new Gate("supervisor", new LocalText("Go on?", "Lanjut?"), TimeSpan.FromMinutes(30)), stores.Gate);
        Assert.Equal(SilenceRule.ProposeRollback, stores.Silence);
        Assert.Equal(new LocalText("restore the set", "restore set"), stores.WayBack);
        Assert.True(plan.PhaseOf("doors").IsPointOfNoReturn);
        Assert.Equal(("way-back", TimeSpan.FromMinutes(48), "executor"), (plan.Rollback.Id, plan.Rollback.Planned, plan.Rollback.Owner));
    }

    [Fact]
    public void Every_key_of_a_step_arrives_in_the_model()
    {
        var plan = Good.Plan("night").Required();
        Step Of(string id) => plan.Phases.Append(plan.Rollback).SelectMany(p => p.Steps).Single(s => s.Id == id);

        var look = Of("look");
        Assert.Equal((StepKind.Check, "all", new StepOrder(null, 3), TimeSpan.FromMinutes(5)), (look.Kind, look.Hosts!.Text, look.Order, look.TimeOut));
        Assert.Equal((new RetryRule(2, TimeSpan.FromSeconds(30)), "checks/fit.sh"), (look.Retry, look.Script));
        Assert.Equal(new SkipRule(new LocalText("Nobody knows.", "Tidak ada yang tahu.")), look.Skip);
        Assert.Equal((new LocalText("OK", "OK"), new LocalText("CRITICAL", "CRITICAL")), (look.Expect, look.StopRule));
        var stop = Of("stop-all");
        Assert.Equal(("check-stopped.sh", "check-stopped.sh", StepOrder.Serial), (stop.DoneScript, stop.VerifyScript, stop.Order));
        Assert.Equal(("backup", "full"), (Of("full-backup").Evidence, Of("full-backup").With["set"]));
        Assert.Equal(TimeSpan.FromMinutes(2), Of("settle").WaitFor);
        Assert.Equal(new Uninterruptible(true, null), Of("upgrade-dir").Uninterruptible);
        Assert.Equal((new Uninterruptible(false, "Continue? [N]"), new StepOrder("box2", 2)), (Of("upgrade-box").Uninterruptible, Of("upgrade-box").Order));
        Assert.Equal(("client-it", 2), (Of("ask-client").Ask!.Role, Of("ask-client").Ask!.Items.Count));
        Assert.Null(Of("ask-client").Hosts);
    }

    [Fact]
    public void Fleet_team_calendar_and_pack_arrive_in_the_model()
    {
        var fleet = Good.Fleet("three").Required();
        Assert.Equal((FleetKind.Practice, "example.co.id", "en", 60), (fleet.Kind, fleet.Domain, fleet.Language, fleet.Accounts));
        Assert.Equal(new Site("near", new LocalText("Near", "Dekat"), null, "admin", 2222), fleet.Sites[0]);
        Assert.Equal(new Site("far", new LocalText("Far", "Jauh"), "gate@jump.example.co.id", null, 22), fleet.Sites[1]);
        Assert.Equal(new FarVolume("old", "/mnt/old", "nfs"), fleet.HostOf("box2").Volumes.Single());
        Assert.Equal(["127.0.9.1", "copy", "copy"], fleet.Testers.Append(fleet.SnapshotProvider).Append(fleet.BackupProvider));
        var team = Good.Team().Required();
        Assert.Equal("executor", team.FindBy("telegram", "1001")!.Id);
        Assert.Equal("id", team.Find("supervisor")!.Language);
        Assert.Equal("stock-taking", Good.Calendar().Required().Covering(new DateOnly(2018, 12, 24))!.Reason.En);
        var pack = Good.Pack("mini").Required();
        Assert.Equal(("Y", "", null), (pack.PromptFor("... Continue? [N] ")!.Answer, pack.PromptFor("Press return ")!.Answer, pack.PromptFor("Sure? ")));
        Assert.True(pack.IsRetryBarredBy("it is HALF CHANGED now"));
        Assert.Equal("It comes up late.", pack.RemedyFor("the Store is down")!.Text.En);
        Assert.Equal(VersionPathKind.Direct, pack.PathFor("1.2.3", "1.3.0")!.How);
        Assert.Null(pack.PathFor("1.20", "1.3"));
    }

    [Fact]
    public void Every_path_of_the_model_knows_its_line()
    {
        var loaded = Good.Plan("night");
        var lines = loaded.Text.Split('\n');

        Assert.StartsWith("    hosts: role=store", lines[loaded.Lines.LineOf("phases[1].steps[0].hosts") - 1], StringComparison.Ordinal);
        Assert.StartsWith("- id: doors", lines[loaded.Lines.LineOf("phases[5].evidence") - 1], StringComparison.Ordinal);
        Assert.Equal(1, loaded.Lines.LineOf("nowhere"));
    }

    [Fact]
    public void A_script_comes_with_the_library_of_its_pack_and_never_from_outside_its_folder()
    {
        var plan = Good.Plan("night").Required();
        var fleet = Good.Fleet("three").Required();
        var restore = StepScripts.Script(plan, fleet, plan.Rollback.Steps[0])!;

        Assert.Equal("providers/copy/snapshot-restore.sh", restore.ToString());
        Assert.Equal("packs/mini/check-stopped.sh", StepScripts.Done(plan, fleet, plan.Rollback.Steps[0])!.ToString());
        Assert.Equal("# nothing shared\necho OK\n", Good.ProgramOf("mini", restore));
        Assert.Throws<ArgumentException>(() => Good.Has(restore with { Path = "../secret" }));
        Assert.Throws<ArgumentException>(() => Good.TextOf(restore with { Owner = ".." }));
    }

    [Fact]
    public void A_file_with_faults_is_refused_whole_where_it_must_be_used()
    {
        var loaded = TeamLoader.LoadText("team.yaml", "people: []\npeopel: []\n");

        var thrown = Assert.Throws<FileFaultException>(() => loaded.Required());
        Assert.Equal(2, thrown.Faults.Count);
    }
}
