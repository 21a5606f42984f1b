using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Accepting differences, and asking for a look in between.</summary>
internal static class SampleRules
{
    /// <summary>More than this waiting for their turn is refused: each costs the mail service.</summary>
    public const int MostAsked = 5;

    public static Decision Accept(RunState s, AcceptDifferences c)
    {
        var details = s.Samples.GetValueOrDefault("compare")?.Details ?? [];
        if (details.Count == 0)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "differences:"));
        }
        if (c.Reason.Length == 0)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", "ack"), ("problem", "no-reason"));
        }
        if (c.Numbers.Any(n => n < 1 || n > details.Count))
        {
            return Run.No(RefusalCodes.BadArgument, ("command", "ack"), ("problem", "no-such-difference"));
        }
        var numbers = c.Numbers.Count > 0 ? c.Numbers.Distinct().Order().ToList() : [.. Enumerable.Range(1, details.Count)];
        var keys = numbers.Select(n => details[n - 1].Key).ToList();
        return keys.All(s.AcceptedDifferences.Contains)
            ? Run.No(RefusalCodes.AlreadyDecided, ("command", "ack"), ("by", ""))
            : Run.Yes(new DifferencesAccepted(numbers, keys, c.Reason));
    }

    public static Decision Ask(RunState s, AskSample c) =>
        s.AskedSamples.Count >= MostAsked ? Run.No(RefusalCodes.NotReady, ("missing", "looks:")) : Run.Yes(new SampleAsked(c.Account, c.Host));
}
