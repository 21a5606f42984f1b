namespace MailUpgrade.Benchmarks.Journal;

/// <summary>What one contestant did, round by round.</summary>
internal sealed class Result(string name)
{
    private readonly List<double> latenciesUs = [];

    public string Name { get; } = name;

    /// <summary>Events per second of each round.</summary>
    public List<double> Rates { get; } = [];

    public double Rate => Median(Rates);

    public void Add(double seconds, double[] latencies)
    {
        Rates.Add(latencies.Length / seconds);
        latenciesUs.AddRange(latencies);
    }

    public double PercentileUs(double share)
    {
        latenciesUs.Sort();
        return latenciesUs[(int)(share * (latenciesUs.Count - 1))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
