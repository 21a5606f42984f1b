using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

/// <summary>The check that tries whether snapshots can be made is the provider's script, and the one check that a shadow night does not make.</summary>
public sealed class SnapshotProbeTests
{
    private static readonly Step Look = SamplePlan.Plan().Phases[0].Steps[0];

    [Theory]
    [InlineData(StepKind.Check, "snapshot-probe", "providers/btrfs/snapshot-probe.sh")]
    [InlineData(StepKind.Check, "probe", "packs/sample/probe")]
    [InlineData(StepKind.Check, "checks/snapshot-probe", "packs/sample/checks/snapshot-probe")]
    [InlineData(StepKind.Run, "snapshot-probe", "packs/sample/snapshot-probe")]
    [InlineData(StepKind.Snapshot, "probe", "providers/btrfs/snapshot-probe.sh")]
    public void A_check_asks_the_provider_by_one_word(StepKind kind, string script, string path) => Assert.Equal(
        path, StepScripts.Script(SamplePlan.Plan() with { Pack = "sample" }, SamplePlan.Fleet() with { SnapshotProvider = "btrfs" }, Look with { Kind = kind, Script = script })!.ToString());

    [Theory]
    [InlineData("checks/precheck.sh", "pass", 1)]
    [InlineData(StepScripts.SnapshotProbe, "inconclusive", 0)]
    public async Task A_shadow_night_makes_no_snapshot_only_to_see_whether_it_could(string script, string verdict, int asked)
    {
        using var night = await new EngineNight().StartAsync();
        var reads = 0;
        var clock = new RunClock(TimeProvider.System, new ClockDefinition(SamplePlan.Evening, SamplePlan.Evening, 1), _ => { });
        var shadow = new ShadowStep(night.Run, (_, _, _, _) => Task.FromResult(new AskResult(EndKind.Exited, reads++, "fit")), clock, new EngineTimings());
        var outcome = await shadow.FollowAsync(
            Look with { Kind = StepKind.Check, Script = script }, StepState.NotBegun("look/mbs1"), () => throw new InvalidOperationException(), CancellationToken.None);
        Assert.Equal(("succeeded", verdict, asked), (outcome.Word, outcome.Verdict, reads));
    }
}
