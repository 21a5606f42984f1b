using MailUpgrade.Service.Drills.Play;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Zimbra;

/// <summary>The faults of a night beside its installers, one drill each: the quickest always.</summary>
public sealed class ZimbraDrillTests
{
    private static readonly string[] Always = ["backup-empty", "version-mixed", "process-cannot-die", "reboot-while-stopping", "rollback-after-doors"];

    private static IEnumerable<string> Others => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "drills", "zimbra"), "*.yaml")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Except(Always).Order(StringComparer.Ordinal);

    public static TheoryData<string> Quick => [.. Always];

    public static TheoryData<string> All => [.. Always, .. Others];

    [Theory]
    [MemberData(nameof(Quick))]
    public Task The_night_goes_as_written(string drill) => Nights.PassAsync("zimbra/" + drill);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_drill_that_we_ship_can_be_played(string name)
    {
        var file = Path.Combine(RepositoryRoot.Path, "drills", "zimbra", name + ".yaml");
        var (drill, faults) = PreparedDrill.Of(new DrillRequest(file, Path.Combine(RepositoryRoot.Path, "config"), null, null, null, null), Tools);
        Assert.Empty(faults);
        Assert.NotNull(drill);
    }

    private static DrillTools Tools { get; } = new(
        [], PracticeWorld.Of, (_, _, _) => Task.FromResult<IReadOnlyList<string>>([]), (_, _, _) => Task.FromResult(""));
}
