using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>Traps and faults of installers, played by the real program on four practice hosts: the quickest always, all with <c>--long</c>.</summary>
public sealed class InstallerDrillTests
{
    private static readonly string[] Always = ["integrity-errors", "ng-prompt-missing", "package-fails", "repo-extra-fails", "unknown-prompt"];

    public static TheoryData<string> Others =>
    [
        .. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "drills", "zimbra"), "*.yaml")
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Except(Always).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [InlineData("integrity-errors")]
    [InlineData("ng-prompt-missing")]
    [InlineData("package-fails")]
    [InlineData("repo-extra-fails")]
    [InlineData("unknown-prompt")]
    public Task The_trap_ends_as_an_expert_would_want(string drill) => Nights.PassAsync("zimbra/" + drill);

    [LongTheory]
    [MemberData(nameof(Others))]
    public Task So_does_every_other(string drill) => Nights.PassAsync("zimbra/" + drill);
}
