using System.Text.RegularExpressions;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>No fault without a drill: one that nobody plays is one that nobody has seen end well.</summary>
public sealed partial class FaultDrillTests
{
    private static readonly string Drills = Path.Combine(RepositoryRoot.Path, "drills");

    [Fact]
    public void Every_fault_is_played_by_a_drill() =>
        Assert.Equal([], FaultCatalogue.Load().Kinds.Keys.Except(PlayedIn("")).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_fault_of_hosts_and_mail_has_its_drill_among_those_of_the_pack() =>
        Assert.Equal(
            ["stop-file", "way-out-open"], // of owners and of sandboxes: in drills/decisions
            FaultCatalogue.Load().Kinds.Values.Where(k => k.OnHost).Select(k => k.Id).Except(PlayedIn("zimbra")).Order(StringComparer.Ordinal));

    private static HashSet<string> PlayedIn(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Drills, folder), "*.yaml", SearchOption.AllDirectories)
            .SelectMany(f => Set().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)),
    ];

    [GeneratedRegex("^- \\{ fault: ([a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Set();
}
