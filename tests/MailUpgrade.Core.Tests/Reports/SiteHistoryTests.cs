using MailUpgrade.Core.Books;
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
    public void What_people_answered_stands_under_its_question_with_the_number_of_the_night()
    {
        var night = Of(ReportNights.Clean());
        var page = SiteHistory.Of([night, night with { Answers = [new ReviewAnswered("r", "executor", 2, "the licence key")] }], "en");
        Assert.Contains("| 2 | Ayu | “the licence key” |", page, StringComparison.Ordinal);
        Assert.Contains("Nobody has answered a review.", SiteHistory.Of([night], "en"), StringComparison.Ordinal);
    }

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
