using System.Globalization;
using System.Text;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Terminal output as plain lines.</summary>
internal static class TerminalText
{
    private const char Escape = '\u001b';

    /// <summary>
    /// Lines without colours, titles, control and direction codes. A carriage return begins the line anew and a backspace takes a
    /// letter back, as a terminal does: of a progress bar the last state is left.
    /// </summary>
    public static IEnumerable<string> Lines(string text)
    {
        var line = new StringBuilder();
        var overwrite = false;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\n')
            {
                yield return line.ToString();
                line.Clear();
                overwrite = false;
            }
            else if (letter == '\r')
            {
                overwrite = true;
            }
            else if (letter is Escape or '\u009b')
            {
                at = SkipSequence(text, at);
            }
            else if (letter == '\b')
            {
                line.Length -= Math.Min(1, line.Length);
            }
            else if (letter == '\t' || !IsControl(text, at))
            {
                if (overwrite)
                {
                    line.Clear();
                    overwrite = false;
                }
                line.Append(letter == '\t' ? ' ' : letter);
            }
        }
        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    /// <summary>Pieces of at most that many columns; East Asian letters and emoji take two.</summary>
    public static IEnumerable<string> Wrap(string line, int columns)
    {
        var piece = new StringBuilder();
        var used = 0;
        foreach (var rune in line.TrimEnd().EnumerateRunes())
        {
            var width = Width(rune);
            if (used + width > columns)
            {
                yield return piece.ToString();
                piece.Clear();
                used = 0;
            }
            piece.Append(rune.ToString());
            used += width;
        }
        yield return piece.ToString();
    }

    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1,
    };

    private static bool IsControl(string text, int at) =>
        char.IsControl(text[at]) || char.GetUnicodeCategory(text, at) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;

    /// <summary>Index of the last letter of the escape sequence that begins here (ECMA-48, xterm's OSC with BEL). None passes a line end.</summary>
    private static int SkipSequence(string text, int at)
    {
        var next = at + 1;
        var kind = text[at] == '\u009b' ? '[' : next < text.Length ? text[next++] : '\0';
        if (kind == '[')
        {
            while (next < text.Length && text[next] is >= ' ' and <= '?')
            {
                next++;
            }
            return next < text.Length && text[next] is >= '@' and <= '~' ? next : next - 1;
        }
        if (kind is ']' or 'P' or 'X' or '^' or '_')
        {
            var end = text.AsSpan(next).IndexOfAny('\u0007', Escape, '\n');
            if (end < 0)
            {
                return text.Length - 1;
            }
            end += next;
            return text[end] == '\u0007' ? end : text[end] == Escape && end + 1 < text.Length && text[end + 1] == '\\' ? end + 1 : end - 1;
        }
        while (kind is >= ' ' and <= '/' && next < text.Length)
        {
            kind = text[next++];
        }
        return kind == '\n' ? next - 2 : next - 1;
    }
}
