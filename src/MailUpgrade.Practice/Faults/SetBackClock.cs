using System.Globalization;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Faults;

/// <summary>The clock of the bot's machine as the fault <c>clock-back</c> has it: real time, or earlier by so many minutes of the run clock.</summary>
/// <param name="cluster">Where the fault lies.</param>
/// <param name="speed">Run seconds per real second.</param>
public sealed class SetBackClock(ClusterFolder cluster, double speed) : TimeProvider
{
    private const double UsualMinutes = 30;
    private readonly string path = Path.Combine(cluster.BotFaults, "clock-back");

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var real = System.GetUtcNow();
        return File.Exists(path) ? real - TimeSpan.FromMinutes(Minutes() / speed) : real;
    }

    private double Minutes()
    {
        try
        {
            var line = File.ReadLines(path).FirstOrDefault(l => l.StartsWith("minutes=", StringComparison.Ordinal));
            return line is not null && double.TryParse(line[8..], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : UsualMinutes;
        }
        catch (IOException)
        {
            return 0; // it was cleared meanwhile
        }
    }
}
