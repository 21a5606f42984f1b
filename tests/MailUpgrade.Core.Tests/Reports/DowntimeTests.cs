using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

public sealed class DowntimeTests
{
    [Fact]
    public void It_runs_from_the_begin_of_close_doors_to_the_end_of_open_doors_and_stands_beside_the_plan() =>
        Assert.Equal("47 min, 23:00–23:47; promised 2 h 20 min: 1 h 33 min shorter", Of(ReportNights.Clean()));

    [Fact]
    public void On_the_way_back_it_runs_to_the_end_of_the_rollback_and_is_measured_against_no_promise()
    {
        var night = ReportNights.Failed();
        night.Rollback("executor");
        night.Rollback("supervisor");
        ReportNights.Pace(night);
        Assert.Equal("42 min, 23:00–23:42", Of(night));
    }

    [Fact]
    public void A_rollback_after_the_doors_were_opened_is_a_second_time()
    {
        var night = ReportNights.BeforeKickOff();
        night.Outcome = s => s.Name.StartsWith("holds", StringComparison.Ordinal) ? "failed" : s.Name.StartsWith("take", StringComparison.Ordinal) ? null : "succeeded";
        night.Now = SamplePlan.KickOff;
        ReportNights.Pace(night);
        night.Accept();
        ReportNights.Pace(night);
        night.Go();
        ReportNights.Pace(night);
        night.Now = night.Now.AddMinutes(4);
        night.Rollback("supervisor");
        night.Rollback("client-it");
        ReportNights.Pace(night);
        Assert.Equal("54 min, 23:00–23:42, 23:52–00:04", Of(night));
    }

    [Fact]
    public void Doors_that_nobody_opened_are_told_and_stay_to_do()
    {
        var night = Nights.Rejected();
        Assert.Equal("since 23:00, no end in the journal; promised 1 h 40 min", Of(night));
        Assert.Contains("- The doors are closed since 23:00 as far as the journal knows", ReportNights.Report(night), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_kick_off_there_is_none() =>
        Assert.Equal("not at all; the doors were never closed", Of(Nights.NoGoInTime()));

    private static string Of(PureNight night) => ReportNights.Report(night).Split('\n')
        .Single(l => l.StartsWith("- **Down for users:** ", StringComparison.Ordinal))["- **Down for users:** ".Length..];
}
