using MailUpgrade.Core.Reports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

public sealed class NightRecordsTests
{
    [Fact]
    public void Decisions_stand_newest_first_with_names_and_issues_open_ones_first()
    {
        var night = ReportNights.BeforeKickOff();
        night.Say(id => new OpenIssue(id, "executor", "web", null, "a <b>logo</b> is *wrong*", false));
        var records = Of(night);
        Assert.Equal("Budi", records.Decisions[0].Who);
        Assert.StartsWith("GO sealed", records.Decisions[0].Text, StringComparison.Ordinal);
        Assert.Equal(["waiting", "succeeded"], records.Issues.Select(i => i.State));
        Assert.Equal("a <b>logo</b> is *wrong*", records.Issues[0].Text);
    }

    [Fact]
    public void A_check_that_failed_stands_before_those_that_passed()
    {
        var night = new PureNight(files: ReportNights.Files);
        night.Outcome = s => s.Name == "look/mbs2" ? "failed" : "succeeded";
        night.Precheck();
        ReportNights.Pace(night);
        var checks = Of(night).Checks;
        Assert.Equal(("look/mbs2", "failed"), (checks[0].Who, checks[0].State));
        Assert.All(checks.Skip(1), c => Assert.Equal("succeeded", c.State));
    }

    [Fact]
    public void Differences_of_the_last_comparison_are_each_on_a_line()
    {
        var night = ReportNights.BeforeKickOff();
        night.Now = SamplePlan.KickOff;
        ReportNights.Pace(night, "a@example.co.id Inbox: before 3, after 2");
        Assert.Equal("a@example.co.id Inbox: before 3, after 2", Assert.Single(Of(night).Findings).Text);
    }

    private static NightRecords Of(PureNight night) => NightRecords.Of(
        night.Journal, night.Files.Plan, night.Files.Fleet, night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), "en");
}
