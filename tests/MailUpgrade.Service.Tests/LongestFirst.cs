using MailUpgrade.Service.Tests;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("MailUpgrade.Service.Tests." + nameof(LongestFirst), "MailUpgrade.Service.Tests")]

namespace MailUpgrade.Service.Tests;

/// <summary>What takes minutes begins first: a long night that began last would be waited for alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
        ["lab", ".DecisionNightTests", ".NightTests", ".InstallerDrillTests", ".LateNightTests", ".KilledNightTests", ".SadNightTests", ".ZimbraDrillTests", ".BrowserTests", ".ClockNightTests"];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(c =>
        Array.FindIndex(Long, name => c.DisplayName == name || c.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var at and >= 0 ? at : Long.Length);
}
