using MailUpgrade.Adapters.Files;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Files;

public sealed class BrokenPlansTests
{
    public static TheoryData<string> Names => [.. TestFiles.BrokenNames()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_plan_names_every_fault_with_its_line_and_nothing_else(string broken)
    {
        var folder = TestFiles.Overlaid(broken);
        try
        {
            var check = PlanCheck.Of(new ConfigFolder(folder), "night", "three");

            var announced = TestFiles.Announced(folder);
            Assert.NotEmpty(announced);
            Assert.Equal(announced.Order(StringComparer.Ordinal), TestFiles.Found(folder, check.Faults).Order(StringComparer.Ordinal));
            Assert.All(check.Faults, f => Assert.Contains(":", f.Text, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void There_are_at_least_ten_broken_plans() => Assert.True(TestFiles.BrokenNames().Count() >= 10);

    [Fact]
    public void A_plan_without_a_fault_lints_clean()
    {
        var check = PlanCheck.Of(new ConfigFolder(TestFiles.Good), "night", "three");

        Assert.Equal([], check.Faults.Select(f => f.ToString()));
        Assert.NotNull(check.Plan.Value);
        Assert.False(check.IsUnreadable);
    }

    [Theory]
    [InlineData("zimbra-8.7.1-to-8.8.10", "practice")]
    [InlineData("quick", "practice-small")]
    public void The_plans_that_come_with_the_product_lint_clean(string plan, string fleet)
    {
        var config = new ConfigFolder(Path.Combine(TestFiles.Repository, "config"));

        Assert.Equal([], PlanCheck.Of(config, plan, fleet).Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_fault_reads_file_line_text()
    {
        var fault = new FileFault("config/plans/night.yaml", 12, "phases[0].owner", "unknown-role", "'boss' is no role: write executor");

        Assert.Equal("config/plans/night.yaml:12: 'boss' is no role: write executor [unknown-role]", fault.ToString());
    }
}
