namespace MailUpgrade.Core.Chat;

/// <summary>Words that somebody may have meant.</summary>
public static class NearWords
{
    /// <summary>At most three words: those that begin so first, then the nearest; none where nothing is near.</summary>
    public static IReadOnlyList<string> Of(string said, IEnumerable<string> words) =>
        [.. words.Select(w => (Word: w, Begins: said.Length > 1 && w.StartsWith(said, StringComparison.Ordinal), Far: Distance(said, w)))
            .Where(x => x.Begins || x.Far <= Math.Max(1, x.Word.Length / 3))
            .OrderByDescending(x => x.Begins).ThenBy(x => x.Far).ThenBy(x => x.Word, StringComparer.Ordinal).Take(3).Select(x => x.Word)];

    /// <summary>Letters left out, added, changed, or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }
        return cost[a.Length, b.Length];
    }
}
