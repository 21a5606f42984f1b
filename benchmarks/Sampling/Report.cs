using System.Globalization;
using System.Text.Json;

namespace MailUpgrade.Benchmarks.Sampling;

/// <summary>A table for people, and as the last line one JSON object for programs. Ratios are written so that higher is better for us.</summary>
internal static class Report
{
    public static void Print(int users, Contestant ours, Contestant bare, Contestant five, IReadOnlyList<double> imaplib)
    {
        // Within a round each stands twice or beside its neighbours: the first measured rounds of bare were for warming.
        var (mine, loop, peer, read) = (Median(ours.Rates), Median(bare.Rates.Skip(1)), Median(imaplib), Median(five.Rates.Skip(1)));
        Console.WriteLine($"{users} accounts, {Contestant.AtOnce} connections, {imaplib.Count} rounds in turn, medians");
        Console.WriteLine($"{"",-28}{"accounts/s",11}{"p50 ms",9}{"p99 ms",9}{"client us",11}{"KB",8}");
        foreach (var c in new[] { ours, bare, five })
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{c.Name,-28}{Median(c.Rates),11:0}{Percentile(c.Milliseconds, 0.5),9:0}{Percentile(c.Milliseconds, 0.99),9:0}{Median(c.MicrosecondsPerAccount),11:0}{Median(c.KilobytesPerAccount),8:0.0}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"Python imaplib, 50 threads",-28}{peer,11:0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"On paper: 100,000 accounts with five messages each take {100_000 / read / 60:0.0} min at this speed, and {100_000 / 18.0 / 3600:0.0} h at the gentle default of 3 a second on each of six hosts; a sample that sees 1 % with 95 % (298 accounts) takes {298 / 18.0:0} s there."));
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, double>
        {
            ["vs_imaplib"] = Math.Round(mine / peer, 3),
            ["vs_bare_loop"] = Math.Round(mine / loop, 3),
            ["accounts_per_s"] = Math.Round(mine),
            ["accounts_per_s_five_messages"] = Math.Round(read),
            ["kb_per_account"] = Math.Round(Median(ours.KilobytesPerAccount), 1),
            ["kb_per_account_five_messages"] = Math.Round(Median(five.KilobytesPerAccount), 1),
        }));
    }

    private static double Median(IEnumerable<double> values) => Percentile([.. values], 0.5);

    private static double Percentile(List<double> values, double at) => values.Order().ElementAt((int)((values.Count - 1) * at));
}
