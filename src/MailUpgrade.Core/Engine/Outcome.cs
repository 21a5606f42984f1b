using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Engine;

/// <summary>What came out of an attempt, before it is recorded.</summary>
/// <param name="Word"><c>succeeded failed unknown</c>.</param>
/// <param name="Verdict"><c>pass warn fail inconclusive</c>.</param>
/// <param name="Exit">Exit status, where there was one.</param>
/// <param name="Reason">One line for people.</param>
/// <param name="With">Facts that came with it.</param>
internal sealed record Outcome(string Word, string Verdict, int? Exit, string Reason, IReadOnlyList<RunEvent> With)
{
    public const int LongestReason = 200;

    public static Outcome Succeeded(string verdict, int? exit, string reason) => new("succeeded", verdict, exit, reason, []);

    public static Outcome Failed(int? exit, string reason) => new("failed", "fail", exit, reason, []);

    public static Outcome Unknown(string reason) => new("unknown", "inconclusive", null, reason, []);

    /// <summary>Nagios convention: 0 OK, 1 warning, 2 critical, 3 unknown. Cut off or never finished is not passed.</summary>
    public static Outcome OfCheck(AskResult answer)
    {
        var reason = FirstLine(answer.Output);
        return (answer.Kind, answer.ExitStatus) switch
        {
            (EndKind.Exited, 0) => Succeeded("pass", 0, reason),
            (EndKind.Exited, 1) => Succeeded("warn", 1, reason),
            (EndKind.Exited, 2) => Failed(2, reason),
            (EndKind.Exited, var status) => Failed(status, reason) with { Verdict = "inconclusive" },
            _ => Failed(null, "the check did not finish" + (reason.Length > 0 ? ": " + reason : "")) with { Verdict = "inconclusive" },
        };
    }

    private static string FirstLine(string output)
    {
        var line = output.AsSpan().TrimStart();
        var end = line.IndexOfAny('\n', '\r');
        line = end >= 0 ? line[..end] : line;
        var perf = line.IndexOf('|');
        line = (perf >= 0 ? line[..perf] : line).Trim();
        return line.Length > LongestReason ? string.Concat(line[..LongestReason], "…") : line.ToString();
    }
}
