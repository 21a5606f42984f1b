namespace MailUpgrade.Core.Chat;

/// <summary>Words that somebody may have meant.</summary>
public static class NearWords
{
    /// <summary>At most three words, the nearest first; none where nothing is near.</summary>
    public static IReadOnlyList<string> Of(string said, IEnumerable<string> words) =>
        [.. words.Select(w => (Word: w, Far: Distance(said, w)))
            .Where(x => x.Far <= Math.Max(1, x.Word.Length / 3) || (said.Length > 1 && x.Word.StartsWith(said, StringComparison.Ordinal)))
            .OrderBy(x => x.Far).ThenBy(x => x.Word, StringComparer.Ordinal).Take(3).Select(x => x.Word)];

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return row[^1];
    }
}
