using System.Globalization;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Practice.Cluster;

/// <summary>
/// The cluster's copy of the run clock: <c>run now = start + (real now - anchor) * speed</c>, in a file that the simulated hosts read
/// too. Read anew at every question, so that a jump is seen at once.
/// </summary>
public sealed class PracticeClock(ClusterFolder cluster) : TimeProvider
{
    /// <summary>Replaces the copy atomically. May be called at any time, also while nothing of the cluster runs.</summary>
    /// <param name="cluster">Whose copy.</param>
    /// <param name="clock">The run clock; its speed is rounded to a whole number from 1 on, shell programs count with it.</param>
    public static void Write(ClusterFolder cluster, ClockDefinition clock)
    {
        Directory.CreateDirectory(cluster.Root);
        ClusterFiles.Write(
            cluster.Clock,
            string.Create(
                CultureInfo.InvariantCulture,
                $"CLOCK_START_MS={clock.Start.ToUnixTimeMilliseconds()}\nCLOCK_ANCHOR_MS={clock.Anchor.ToUnixTimeMilliseconds()}\nCLOCK_SPEED={Math.Max(1, Math.Round(clock.Speed)):0}\n"));
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var (start, anchor, speed) = Read();
        return DateTimeOffset.FromUnixTimeMilliseconds(start + ((System.GetUtcNow().ToUnixTimeMilliseconds() - anchor) * speed));
    }

    /// <inheritdoc/>
    /// <remarks>A jump of the clock does not shorten a timer that has begun.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var speed = Read().Speed;
        return System.CreateTimer(callback, state, Real(dueTime, speed), Real(period, speed));
    }

    /// <summary>The copy as a definition; null where there is none.</summary>
    public ClockDefinition? Definition
    {
        get
        {
            if (!File.Exists(cluster.Clock))
            {
                return null;
            }
            var (start, anchor, speed) = Read();
            return new ClockDefinition(DateTimeOffset.FromUnixTimeMilliseconds(start), DateTimeOffset.FromUnixTimeMilliseconds(anchor), speed);
        }
    }

    private static TimeSpan Real(TimeSpan run, long speed) => run == Timeout.InfiniteTimeSpan ? run : run / speed;

    private (long Start, long Anchor, long Speed) Read()
    {
        long start = 0, anchor = 0, speed = 1;
        foreach (var line in File.ReadLines(cluster.Clock))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !long.TryParse(line.AsSpan(equals + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                continue;
            }

            switch (line[..equals])
            {
                case "CLOCK_START_MS": start = value; break;
                case "CLOCK_ANCHOR_MS": anchor = value; break;
                case "CLOCK_SPEED": speed = value; break;
            }
        }

        return (start, anchor, Math.Max(1, speed));
    }
}
