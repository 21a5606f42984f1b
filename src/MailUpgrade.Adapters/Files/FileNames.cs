using System.Globalization;

namespace MailUpgrade.Adapters.Files;

/// <summary>What names and small values in the files may look like.</summary>
internal static class FileNames
{
    /// <summary>Lower-case words with hyphens or underscores: they become shell variables, file names and parts of <c>step/host</c>.</summary>
    public static bool IsWord(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>A word that may also hold dots, as file names with versions do.</summary>
    public static bool IsFileWord(string text) =>
        text.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    /// <summary>An IP address or a host name; nothing that a shell or ssh could read as more than that.</summary>
    public static bool IsAddress(string text) => Uri.CheckHostName(text) is not UriHostNameType.Unknown;

    /// <summary>Numbers and letters joined by dots, hyphens or underscores, e.g. <c>8.8.10</c>.</summary>
    public static bool IsVersion(string text) =>
        text.Length is > 0 and <= 40 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    public static bool TryTimeOfDay(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>A piece of foreign text, short enough for one line.</summary>
    public static string Shown(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 60 ? line : line[..57] + "...";
    }

    /// <summary>The known word that someone probably meant, or null.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 40)
        {
            return null;
        }
        var plain = Plain(word);
        var (best, distance) = known.Select(k => (Word: k, Distance: Distance(plain, Plain(k))))
            .OrderBy(k => k.Distance).FirstOrDefault();
        return best is not null && distance <= Math.Clamp((Math.Min(plain.Length, best.Length) + 3) / 4, 1, 3) ? best : null;
    }

    private static string Plain(string word) =>
        word.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = one[i - 1] == other[j - 1] ? corner : 1 + Math.Min(corner, Math.Min(above, row[j - 1]));
                corner = above;
            }
        }
        return row[^1];
    }
}
