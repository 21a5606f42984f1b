using System.Globalization;
using System.Text.Json;

namespace MailUpgrade.Benchmarks.Journal;

/// <summary>A table for people, and as the last line one JSON object for programs.</summary>
internal static class Report
{
    public static void Print(Result[] results, int rounds, int events)
    {
        var (raw, one, many) = (results[0], results[1], results[2]);
        Console.WriteLine($"{events} events of 500 bytes per round, {rounds} rounds in turn, medians of rounds");
        Console.WriteLine($"{"",-22}{"events/s",10}{"p50 us",10}{"p99 us",10}{"of raw",9}");
        foreach (var result in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Name,-22}{result.Rate,10:F0}{result.PercentileUs(0.5),10:F0}{result.PercentileUs(0.99),10:F0}{Ratio(result, raw),9:F2}"));
        }
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, double>
        {
            ["vs_append_fsync"] = Math.Round(Ratio(one, raw), 3),
            ["vs_append_fsync_32_callers"] = Math.Round(Ratio(many, raw), 3),
            ["events_per_s"] = Math.Round(one.Rate),
            ["events_per_s_32_callers"] = Math.Round(many.Rate),
            ["raw_events_per_s"] = Math.Round(raw.Rate),
        }));
    }

    /// <summary>Median of the ratios within a round: neighbours in time have seen the same disk.</summary>
    private static double Ratio(Result ours, Result raw) => Result.Median(ours.Rates.Zip(raw.Rates, (a, b) => a / b));
}
