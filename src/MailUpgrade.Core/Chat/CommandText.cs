using System.Globalization;
using System.Text;

namespace MailUpgrade.Core.Chat;

/// <summary>Whether a text is a command, and its word and rest. Looks at no more than a few characters of what is none.</summary>
/// <param name="Word">Lower case, without slash and bot name.</param>
/// <param name="Bot">Name behind <c>@</c>, or null.</param>
/// <param name="Rest">One line, trimmed, without invisible characters.</param>
/// <param name="IsClean">False where control characters or broken characters stand in it.</param>
public sealed record CommandText(string Word, string? Bot, string Rest, bool IsClean)
{
    private const int LongestWord = 40;

    /// <summary>Reads a text; null for plain talk. Only the ASCII slash begins a command.</summary>
    public static CommandText? Read(string text)
    {
        var start = SkipMentions(text);
        if (start + 1 >= text.Length || text[start] != '/' || !char.IsLetter(text[start + 1]))
        {
            return null;
        }
        var end = start + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }
        var token = text[(start + 1)..end];
        var at = token.IndexOf('@', StringComparison.Ordinal);
        var word = at < 0 ? token : token[..at];
        if (word.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }
        var (rest, isClean) = Clean(text[end..]);
        return new CommandText(
            word.Length > LongestWord ? word[..LongestWord].ToLowerInvariant() : word.ToLowerInvariant(),
            at < 0 ? null : token[(at + 1)..], rest, isClean && word.EnumerateRunes().All(IsWritten));
    }

    /// <summary>Leading mentions of a bot, as Telegram (<c>@bot</c>) and Teams (<c>&lt;at>bot&lt;/at></c>) write them.</summary>
    private static int SkipMentions(string text)
    {
        const string Close = "</at>";
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            var length = text.Length - at;
            if (string.CompareOrdinal(text, at, "<at>", 0, 4) == 0
                && text.IndexOf(Close, at, Math.Min(length, 200), StringComparison.Ordinal) is > 0 and var close)
            {
                at = close + Close.Length;
            }
            else if (length > 1 && text[at] == '@' && text.IndexOfAny([' ', '\n', '\t', '\u00a0'], at, Math.Min(length, 100)) is > 0 and var blank)
            {
                at = blank;
            }
            else
            {
                return at;
            }
        }
    }

    private static (string Text, bool IsClean) Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var isClean = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' || Rune.IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
            else if (IsWritten(rune))
            {
                clean.Append(rune);
            }
            else
            {
                // Format characters are only dropped: they come with emoji and pasted text, and would hide the order of letters.
                isClean &= Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
            }
        }
        return (string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)), isClean);
    }

    private static bool IsWritten(Rune rune) =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate);
}
