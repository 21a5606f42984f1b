using System.Globalization;

namespace MailUpgrade.Core.Plans;

/// <summary>Durations as the files write them: <c>90s</c>, <c>30m</c>, <c>3h</c>, <c>1h30m</c>, <c>2d</c>.</summary>
public static class DurationText
{
    private const string Units = "dhms";

    /// <summary>Reads a duration. Units fall from left to right, each at most once; a bare number is refused.</summary>
    public static bool TryParse(string text, out TimeSpan length)
    {
        length = TimeSpan.Zero;
        var lastUnit = -1;
        var digits = 0;
        var number = 0L;
        foreach (var sign in text)
        {
            if (char.IsAsciiDigit(sign) && digits < 6)
            {
                (number, digits) = ((number * 10) + (sign - '0'), digits + 1);
                continue;
            }
            var unit = Units.IndexOf(sign, StringComparison.Ordinal);
            if (digits == 0 || unit <= lastUnit)
            {
                return false;
            }
            length += unit switch
            {
                0 => TimeSpan.FromDays(number),
                1 => TimeSpan.FromHours(number),
                2 => TimeSpan.FromMinutes(number),
                _ => TimeSpan.FromSeconds(number),
            };
            (lastUnit, digits, number) = (unit, 0, 0);
        }
        return lastUnit >= 0 && digits == 0;
    }

    /// <summary>Writes a duration as the files do: <c>1h30m</c>, <c>45s</c>, <c>0m</c>. Parts of a second are dropped.</summary>
    public static string Of(TimeSpan length)
    {
        var whole = TimeSpan.FromSeconds(Math.Floor(Math.Abs(length.TotalSeconds)));
        var text = (whole.TotalHours >= 1 ? $"{(long)whole.TotalHours}h" : "")
            + (whole.Minutes > 0 ? $"{whole.Minutes}m" : "")
            + (whole.Seconds > 0 ? $"{whole.Seconds}s" : "");
        return text.Length == 0 ? "0m" : length < TimeSpan.Zero ? "-" + text : text;
    }

    /// <summary>Writes a duration for people: <c>1 h 30 min</c>, <c>45 s</c>; <c>jam</c> and <c>menit</c> in Indonesian.</summary>
    public static string ForPeople(TimeSpan length, string language)
    {
        var (hours, minutes, seconds) = language == "id" ? ("jam", "menit", "detik") : ("h", "min", "s");
        if (length.Duration() < TimeSpan.FromMinutes(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalSeconds} {seconds}");
        }
        var whole = (long)Math.Floor(length.Duration().TotalMinutes);
        var parts = new List<string>();
        if (whole >= 60)
        {
            parts.Add($"{whole / 60} {hours}");
        }
        if (whole % 60 > 0)
        {
            parts.Add($"{whole % 60} {minutes}");
        }
        return string.Join(' ', parts);
    }
}
