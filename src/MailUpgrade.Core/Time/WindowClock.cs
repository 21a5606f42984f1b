using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Time;

/// <summary>
/// Instants of a window in its zone. Where the clock is set back, the first of the two equal times is meant; a time
/// that does not exist because the clock is set forward becomes the first instant after the gap.
/// </summary>
public static class WindowClock
{
    /// <summary>Instant of a local time on a local date.</summary>
    public static DateTimeOffset InstantOf(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The next instant, now or later, at which a local time comes.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeOnly time, TimeZoneInfo zone)
    {
        var day = LocalDay(now, zone);
        var today = InstantOf(day, time, zone);
        return today >= now ? today : InstantOf(day.AddDays(1), time, zone);
    }

    /// <summary>The last instant before another at which a local time comes.</summary>
    public static DateTimeOffset LastBefore(DateTimeOffset before, TimeOnly time, TimeZoneInfo zone)
    {
        var day = LocalDay(before, zone);
        var sameDay = InstantOf(day, time, zone);
        return sameDay < before ? sameDay : InstantOf(day.AddDays(-1), time, zone);
    }

    /// <summary>End of the window that opens at an instant.</summary>
    public static DateTimeOffset Closing(DateTimeOffset kickOff, Window window, TimeZoneInfo zone) =>
        Next(kickOff.AddSeconds(1), window.Closes, zone);

    /// <summary>Whether a local time lies in the window (opening included, closing not).</summary>
    public static bool Contains(Window window, TimeOnly time) =>
        window.Opens < window.Closes
            ? time >= window.Opens && time < window.Closes
            : time >= window.Opens || time < window.Closes;

    /// <summary>Local date of an instant.</summary>
    public static DateOnly LocalDay(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>Latest safe moment to decide a rollback.</summary>
    public static DateTimeOffset RollbackSafeUntil(DateTimeOffset closes, RollbackClock clock) =>
        closes - clock.Length - clock.Recheck - clock.Margin;
}
