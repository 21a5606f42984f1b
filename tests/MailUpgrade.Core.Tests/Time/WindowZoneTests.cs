using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Time;
using Xunit;

namespace MailUpgrade.Core.Tests.Time;

/// <summary>Jakarta has no summer time; New York has: an hour that is not there and an hour that comes twice.</summary>
public sealed class WindowZoneTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
    private static readonly Window Night = new(new TimeOnly(23, 0), new TimeOnly(6, 0));
    private static readonly DateOnly Forward = new(2019, 3, 10);
    private static readonly DateOnly Back = new(2019, 11, 3);

    [Fact]
    public void An_hour_that_is_skipped_becomes_the_first_instant_after_the_gap() =>
        Assert.Equal(Utc(2019, 3, 10, 7, 0), WindowClock.InstantOf(Forward, new TimeOnly(2, 30), NewYork));

    [Fact]
    public void An_hour_that_comes_twice_is_the_first_of_the_two() =>
        Assert.Equal(Utc(2019, 11, 3, 5, 30), WindowClock.InstantOf(Back, new TimeOnly(1, 30), NewYork));

    [Fact]
    public void A_window_over_the_gap_is_an_hour_shorter_and_over_the_doubled_hour_an_hour_longer()
    {
        Assert.Equal(TimeSpan.FromHours(6), Length(Forward.AddDays(-1), NewYork));
        Assert.Equal(TimeSpan.FromHours(8), Length(Back.AddDays(-1), NewYork));
        Assert.Equal(TimeSpan.FromHours(7), Length(Back.AddDays(-8), NewYork));
        Assert.Equal(TimeSpan.FromHours(7), Length(Forward.AddDays(-1), Jakarta));
    }

    [Fact]
    public void A_daily_time_comes_once_a_day_through_a_whole_year_of_both_changes()
    {
        foreach (var (zone, time) in new[] { (NewYork, new TimeOnly(1, 30)), (NewYork, new TimeOnly(2, 30)), (NewYork, new TimeOnly(23, 0)), (Jakarta, new TimeOnly(23, 0)) })
        {
            var at = WindowClock.Next(Utc(2019, 1, 1, 0, 0), time, zone);
            var days = new HashSet<DateOnly>();
            for (; at < Utc(2020, 1, 1, 0, 0); at = WindowClock.Next(at.AddSeconds(1), time, zone))
            {
                Assert.True(days.Add(WindowClock.LocalDay(at, zone)), $"{time} twice on {WindowClock.LocalDay(at, zone)} in {zone.Id}");
                Assert.Equal(at, WindowClock.LastBefore(at.AddSeconds(1), time, zone));
            }
            Assert.InRange(days.Count, 364, 366);
        }
    }

    private static TimeSpan Length(DateOnly day, TimeZoneInfo zone)
    {
        var opens = WindowClock.InstantOf(day, Night.Opens, zone);
        return WindowClock.Closing(opens, Night, zone) - opens;
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
