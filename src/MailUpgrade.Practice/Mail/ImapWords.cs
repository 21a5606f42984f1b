using System.Globalization;
using System.Text;

namespace MailUpgrade.Practice.Mail;

/// <summary>Divides a line of an IMAP command into words.</summary>
internal static class ImapWords
{
    /// <summary>Adds the words of a line; says how long the literal is that follows it, and whether it comes unasked (LITERAL+).</summary>
    public static (long Length, bool AtOnce)? Split(string line, List<string> words)
    {
        for (var i = 0; i < line.Length;)
        {
            switch (line[i])
            {
                case ' ':
                    i++;
                    break;
                case '"':
                    words.Add(Quoted(line, ref i));
                    break;
                case '(':
                    words.Add(Bracketed(line, ref i));
                    break;
                case '{' when line[^1] == '}':
                    var plus = line[^2] == '+';
                    var digits = line[(i + 1)..^(plus ? 2 : 1)];
                    return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                        ? (length, plus)
                        : throw new WireLimitException("not a literal");
                default:
                    var end = line.IndexOf(' ', i);
                    end = end < 0 ? line.Length : end;
                    words.Add(line[i..end]);
                    i = end;
                    break;
            }
        }

        return null;
    }

    private static string Quoted(string line, ref int i)
    {
        var text = new StringBuilder();
        for (i++; i < line.Length && line[i] != '"'; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
            {
                i++;
            }

            text.Append(line[i]);
        }

        i++;
        return text.ToString();
    }

    private static string Bracketed(string line, ref int i)
    {
        var from = i;
        var depth = 0;
        do
        {
            depth += line[i] switch { '(' => 1, ')' => -1, _ => 0 };
            i++;
        }
        while (i < line.Length && depth > 0);
        return line[from..i];
    }
}
