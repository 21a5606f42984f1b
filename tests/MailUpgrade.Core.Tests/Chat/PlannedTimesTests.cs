using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class PlannedTimesTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(SamplePlan.Zone);

    [Theory]
    [InlineData("precheck", "18:40", "19:00")]
    [InlineData("backup", "19:00", "19:20")]
    [InlineData("close-doors", "23:00", "23:20")]
    [InlineData("final-snapshot", "23:20", "23:40")]
    [InlineData("stores", "23:40", "00:00")]
    [InlineData("open-doors", "00:20", "00:40")]
    public void Clock_phases_have_their_time_and_the_night_is_a_chain_from_kick_off(string phase, string start, string end)
    {
        var time = PlannedTimes.Of(SamplePlan.Plan(), SamplePlan.KickOff, Zone).Single(t => t.Phase == phase);
        Assert.Equal((start, end), (Local(time.Start), Local(time.End)));
    }

    [Fact]
    public void A_clock_time_after_the_kick_offs_own_is_that_of_the_day_before()
    {
        var kickOff = new DateTimeOffset(2018, 12, 29, 18, 30, 0, TimeSpan.Zero); // 01:30 on the 30th in Jakarta
        var backup = PlannedTimes.Of(SamplePlan.Plan(), kickOff, Zone).Single(t => t.Phase == "backup");
        Assert.Equal("2018-12-29 19:00", TimeZoneInfo.ConvertTime(backup.Start, Zone).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Without_clock_phases_the_check_is_shown_before_kick_off()
    {
        var plan = SamplePlan.Plan();
        plan = plan with { Phases = [.. plan.Phases.Where(p => p.Start.Kind != PhaseStartKind.Clock)] };
        Assert.Equal("22:40", Local(PlannedTimes.Of(plan, SamplePlan.KickOff, Zone)[0].Start));
    }

    private static string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
