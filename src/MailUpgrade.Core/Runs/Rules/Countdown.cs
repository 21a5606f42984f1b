using System.Globalization;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>The quiet countdown. A mark that was slept through is told late while it still says something; several of them are one.</summary>
public static class Countdown
{
    /// <summary>Minutes before kick-off.</summary>
    public static IReadOnlyList<int> Marks { get; } = [24 * 60, 60, 15];

    /// <summary>Marks that are still to be told. Those before the date was set never were due.</summary>
    internal static IEnumerable<(int Minutes, DateTimeOffset Due)> Of(RunState s, DateTimeOffset now)
    {
        var left = Marks.Where(m => m < (s.CountdownTold ?? int.MaxValue)).Select(m => (Minutes: m, Due: s.KickOff - TimeSpan.FromMinutes(m)))
            .Where(m => m.Due >= s.KickOffKnownAt).ToList();
        var late = left.Where(m => m.Due <= now).ToList();
        return now >= s.KickOff ? [] : [.. late.TakeLast(1), .. left.Where(m => m.Due > now)];
    }

    internal static string Subject(int minutes) => minutes.ToString(CultureInfo.InvariantCulture);

    internal static int Minutes(string subject) => int.Parse(subject, CultureInfo.InvariantCulture);
}
