using System.Globalization;
using System.Text.Json;

namespace MailUpgrade.Benchmarks.Start;

/// <summary>A table for people, and as the last line one JSON object for programs.</summary>
internal static class Report
{
    public static void Print(Contestant[] contestants, List<Round>[] rounds)
    {
        var (ours, hubot) = (rounds[0], rounds[1]);
        Console.WriteLine($"{ours.Count} rounds in turn, medians; ratios are medians of the ratios within a round, above 1 is better for us");
        Console.WriteLine($"{"",-22}{"listening ms",14}{"answers ms",12}{"CPU ms",9}{"idle MB",9}");
        for (var at = 0; at < contestants.Length; at++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{contestants[at].Name,-22}{Median(rounds[at], r => r.ListeningMs),14:F0}{Median(rounds[at], r => r.AnswerMs),12:F0}{Median(rounds[at], r => r.CpuMs),9:F0}{Median(rounds[at], r => r.IdleKb) / 1024,9:F1}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{"hubot / ours",-22}{Ratio(r => r.ListeningMs),14:F2}{Ratio(r => r.AnswerMs),12:F2}{Ratio(r => r.CpuMs),9:F2}{Ratio(r => r.IdleKb),9:F2}"));
        Console.WriteLine("The practice cluster's mail service is a process of its own that stays between starts, and is not counted.");
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, double>
        {
            ["vs_hubot_start"] = Math.Round(Ratio(r => r.ListeningMs), 3),
            ["vs_hubot_rss"] = Math.Round(Ratio(r => r.IdleKb), 3),
            ["vs_hubot_answer"] = Math.Round(Ratio(r => r.AnswerMs), 3),
            ["vs_hubot_cpu"] = Math.Round(Ratio(r => r.CpuMs), 3),
            ["listening_ms"] = Math.Round(Median(ours, r => r.ListeningMs)),
            ["hubot_listening_ms"] = Math.Round(Median(hubot, r => r.ListeningMs)),
            ["rss_mb"] = Math.Round(Median(ours, r => r.IdleKb) / 1024, 1),
            ["hubot_rss_mb"] = Math.Round(Median(hubot, r => r.IdleKb) / 1024, 1),
        }));

        double Ratio(Func<Round, double> of) => Middle([.. hubot.Zip(ours, (h, o) => of(h) / of(o))]);
    }

    private static double Median(List<Round> rounds, Func<Round, double> of) => Middle([.. rounds.Select(of)]);

    private static double Middle(List<double> values)
    {
        values.Sort();
        return (values[values.Count / 2] + values[(values.Count - 1) / 2]) / 2;
    }
}
