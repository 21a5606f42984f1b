using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>What a check found, in the reader's language, with what to do and who does it, as the pack knows it.</summary>
internal static class FindingTexts
{
    /// <summary>The line in people's words; as it was printed where the pack has no words for it. Addresses are masked.</summary>
    public static string Reason(Pack pack, Speech say, string reason) => DifferenceTexts.Masked(Said(pack, say, reason));

    private static string Said(Pack pack, Speech say, string reason)
    {
        if (pack.RemedyFor(reason) is not { Says: { } says } known)
        {
            return OwnReasons.In(say, reason);
        }
        var match = known.Match.Match(reason);
        return match.Result(say.Say(says.En, says.Id)).Trim();
    }

    /// <summary>What to do and who, or an empty text.</summary>
    public static string Remedy(Pack pack, Speech say, string reason) =>
        pack.RemedyFor(reason) is not { } known ? ""
        : known.Owner is { } owner ? $"→ {say.Say(owner.En, owner.Id)}: {say.Say(known.Text.En, known.Text.Id)}"
        : $"→ {say.Say(known.Text.En, known.Text.Id)}";

    /// <summary>
    /// Findings of many hosts on a phone: one line for each that is the same on all of them, the hosts in front, then what to do.
    /// </summary>
    /// <param name="pack">Remedies.</param>
    /// <param name="say">Language.</param>
    /// <param name="found">Host (or step, where there is none) and reason, in order.</param>
    /// <param name="most">Longest list; what is left out is counted.</param>
    public static IEnumerable<string> Grouped(Pack pack, Speech say, IEnumerable<(string Host, string Reason)> found, int most)
    {
        var groups = found.GroupBy(f => f.Reason.Replace(f.Host, "\u0001", StringComparison.Ordinal)).ToList();
        foreach (var group in groups.Take(most))
        {
            var hosts = group.Select(f => f.Host).Distinct().ToList();
            var reason = Reason(pack, say, group.First().Reason);
            yield return hosts.Count == 1 && reason.Contains(hosts[0], StringComparison.Ordinal) ? reason
                : hosts.Count <= 4 ? $"{string.Join(", ", hosts)}: {reason}"
                : say.Say($"{hosts.Count} hosts: {reason}", $"{hosts.Count} host: {reason}");
            if (Remedy(pack, say, group.First().Reason) is { Length: > 0 } remedy)
            {
                yield return remedy;
            }
        }
        if (groups.Count > most)
        {
            yield return say.Say($"and {groups.Count - most} more: /findings has all of them.", $"dan {groups.Count - most} lagi: semuanya di /findings.");
        }
    }
}
