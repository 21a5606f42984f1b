namespace MailUpgrade.Core.Runs;

/// <summary>What a host said to a reading program.</summary>
/// <param name="Host">Name.</param>
/// <param name="Status">Nagios convention; null where it did not answer or did not finish.</param>
/// <param name="Output">All of it, or why there is none.</param>
public sealed record HostSaid(string Host, int? Status, string Output)
{
    private const int LongestLine = 120;

    /// <summary>Its first line without figures, for people.</summary>
    public string Line
    {
        get
        {
            var line = Output.TrimStart().Split('\n', 2)[0].Split('|', 2)[0].Trim();
            return line.Length > LongestLine ? line[..LongestLine] + "…" : line;
        }
    }

    /// <summary>Value of a line <c>KEY=value</c>; empty where there is none.</summary>
    public string Value(string key) => Output.Split('\n').Select(l => l.Trim())
        .FirstOrDefault(l => l.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..] ?? "";
}
