using System.Globalization;

namespace MailUpgrade.Service.Endpoints;

/// <summary>What may stand in a line and in an id.</summary>
internal static class Typed
{
    /// <summary>The line with one kind of line end, or null where it has characters that steer terminals or turn text round.</summary>
    public static string? Line(string text)
    {
        var line = text.ReplaceLineEndings("\n").Trim();
        return line.Any(IsHarmful) ? null : line;
    }

    /// <summary>Ids of the page are 1 to 64 plain characters.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsHarmful(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t'))
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
