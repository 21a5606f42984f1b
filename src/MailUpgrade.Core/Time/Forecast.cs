namespace MailUpgrade.Core.Time;

/// <summary>
/// What measured lengths say of the next one: log-normal, with as much doubt as their number leaves (Student's t). Pure arithmetic; the
/// calibration test plays a thousand nights against it.
/// </summary>
public sealed class Forecast
{
    /// <summary>Fewer measurements make no forecast.</summary>
    public const int Least = 5;

    /// <summary>Measurements that agree to the minute still do not promise the minute.</summary>
    private const double LeastSpread = 0.02;

    private readonly double mean;
    private readonly double scale;
    private readonly int freedom;

    private Forecast(double mean, double scale, int freedom) => (this.mean, this.scale, this.freedom) = (mean, scale, freedom);

    /// <summary>A forecast from lengths in minutes, each above 0; null where they are fewer than <see cref="Least"/>.</summary>
    public static Forecast? Of(IReadOnlyCollection<double> minutes)
    {
        if (minutes.Count < Least || minutes.Any(m => m <= 0))
        {
            return null;
        }
        var logs = minutes.Select(m => Math.Log(m)).ToList();
        var mean = logs.Average();
        var spread = Math.Max(LeastSpread, Math.Sqrt(logs.Sum(x => (x - mean) * (x - mean)) / (logs.Count - 1)));
        return new Forecast(mean, spread * Math.Sqrt(1 + (1.0 / logs.Count)), logs.Count - 1);
    }

    /// <summary>Probability that it takes at most so many minutes, knowing that it has taken <paramref name="already"/> and is not over.</summary>
    public double AtMost(double minutes, double already = 0)
    {
        var past = Below(already);
        return minutes <= already ? 0 : past >= 1 ? 0 : (Below(minutes) - past) / (1 - past);
    }

    /// <summary>The length in minutes that is not passed with probability <paramref name="p"/> (0 to 1, both excluded).</summary>
    public double Quantile(double p, double already = 0)
    {
        var past = Below(already);
        return Math.Exp(mean + (scale * StudentT.Quantile(Math.Min(past + (p * (1 - past)), 1 - 1e-9), freedom)));
    }

    private double Below(double minutes) => minutes <= 0 ? 0 : StudentT.AtMost((Math.Log(minutes) - mean) / scale, freedom);
}
