using System.Globalization;
using System.Text;

namespace MailUpgrade.Core.Reports;

/// <summary>Foreign text in Markdown: what people, scripts and installers wrote is shown as they wrote it and never formats the page.</summary>
internal static class Words
{
    private const string Special = "\\`*_[]<>|~&$";

    /// <summary>One line without control or direction signs, every sign that Markdown reads escaped.</summary>
    public static string Of(string foreign)
    {
        var text = new StringBuilder(foreign.Length + 8);
        foreach (var rune in foreign.EnumerateRunes())
        {
            Append(text, rune);
        }
        return Begun(text.ToString().Trim());
    }

    /// <summary>The same in quotation marks; nothing where there are no words.</summary>
    public static string Quoted(string foreign) => Of(foreign) is { Length: > 0 } words ? $"“{words}”" : "";

    /// <summary>Ids, hashes and commands, set as code.</summary>
    public static string Code(string id) =>
        $"`{Clean(id).Replace("`", "'", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>Takes the meaning from what would begin a heading, a list or a rule where the words stand first on their line.</summary>
    private static string Begun(string line)
    {
        if (line.Length > 0 && "#+-=".Contains(line[0], StringComparison.Ordinal))
        {
            return "\\" + line;
        }
        var behind = line.Length - line.AsSpan().TrimStart("0123456789").Length;
        return behind > 0 && behind < line.Length && line[behind] is '.' or ')' && (behind + 1 == line.Length || line[behind + 1] == ' ')
            ? line.Insert(behind, "\\") : line;
    }

    private static string Clean(string foreign) =>
        string.Concat(foreign.EnumerateRunes().Where(r => !IsUnseen(r)).Select(r => r.ToString()));

    private static void Append(StringBuilder text, Rune rune)
    {
        if (rune.Value is '\n' or '\r' or '\t' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        {
            text.Append(' ');
        }
        else if (!IsUnseen(rune))
        {
            text.Append(rune.IsAscii && Special.Contains((char)rune.Value, StringComparison.Ordinal) ? "\\" : "").Append(rune);
        }
    }

    /// <summary>Control signs, and those that turn the direction of what stands behind them.</summary>
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
