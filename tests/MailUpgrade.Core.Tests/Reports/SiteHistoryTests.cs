using MailUpgrade.Core.Reports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

public sealed class SiteHistoryTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void Two_nights_beside_each_other_read_as_approved(string language) =>
        Approved.Equal(SiteHistory.Of([Of(ReportNights.Clean("rehearsal")), Of(ReportNights.Failed())], language), $"History.{language}.md");

    [Fact]
    public void Without_nights_it_says_so() =>
        Assert.Contains("No night is on record yet.", SiteHistory.Of([], "en"), StringComparison.Ordinal);

    [Fact]
    public void More_nights_than_fit_on_paper_are_said()
    {
        var night = Of(ReportNights.Clean());
        Assert.Contains("The newest 8 of 11.", SiteHistory.Of([.. Enumerable.Repeat(night, 11)], "en"), StringComparison.Ordinal);
    }

    private static RecordedNight Of(PureNight night) => new(
        night.Journal, night.Files.Plan, night.Files.Fleet, night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone));
}
