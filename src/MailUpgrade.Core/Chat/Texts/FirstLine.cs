using System.Globalization;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>The line that a lock screen shows: at most 60 characters, and its end (a time, a choice) is never what is cut.</summary>
public static class FirstLine
{
    /// <summary>Longest first line, in characters as people count them.</summary>
    public const int Longest = 60;

    /// <summary>The text, cut where it is longer.</summary>
    public static string Of(string text) => Of(text, "", "");

    /// <summary>Start, middle and end; only the middle is cut, unless the rest alone is too long.</summary>
    public static string Of(string start, string middle, string end)
    {
        var room = Longest - Count(start) - Count(end);
        var whole = Flat(start) + (room >= Count(middle) ? Flat(middle) : Cut(Flat(middle), Math.Max(room, 0))) + Flat(end);
        return Count(whole) <= Longest ? whole : Cut(whole, Longest);
    }

    /// <summary>Characters as people count them.</summary>
    public static int Count(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>At most so many characters; a cut is shown.</summary>
    public static string Cut(string text, int length) =>
        Count(text) <= length ? text
        : length <= 0 ? ""
        : new StringInfo(text).SubstringByTextElements(0, length - 1).TrimEnd() + "…";

    private static string Flat(string text) => text.ReplaceLineEndings(" ");
}
