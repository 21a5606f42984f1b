using System.Text;

namespace MailUpgrade.Core.Reports.Pages;

/// <summary>
/// The inline Markdown that our pages are made of, as HTML: <c>**bold**</c>, <c>`code`</c>, <c>\x</c> for a sign that means itself, and
/// <c>&lt;small&gt;</c>. Every other sign is text; nothing that a person or a host wrote can become a tag.
/// </summary>
internal static class InlineHtml
{
    public static string Of(string inline)
    {
        var html = new StringBuilder(inline.Length + 32);
        var bold = false;
        for (var i = 0; i < inline.Length; i++)
        {
            if (inline[i] == '\\' && i + 1 < inline.Length)
            {
                Append(html, inline[++i]);
            }
            else if (inline[i] == '`' && inline.IndexOf('`', i + 1) is var end and > 0)
            {
                html.Append("<code>");
                AppendCode(html, inline.AsSpan(i + 1, end - i - 1));
                html.Append("</code>");
                i = end;
            }
            else if (Has(inline, i, "**"))
            {
                html.Append(bold ? "</strong>" : "<strong>");
                bold = !bold;
                i++;
            }
            else if (Tag(inline, i) is { } tag)
            {
                html.Append(tag);
                i += tag.Length - 1;
            }
            else
            {
                Append(html, inline[i]);
            }
        }
        return html.Append(bold ? "</strong>" : "").ToString();
    }

    /// <summary>Tags that our own words use; foreign text has its angle brackets escaped and so never is one.</summary>
    private static string? Tag(string inline, int at) =>
        Has(inline, at, "<small>") ? "<small>" : Has(inline, at, "</small>") ? "</small>" : null;

    private static bool Has(string inline, int at, string what) => inline.AsSpan(at).StartsWith(what, StringComparison.Ordinal);

    /// <summary>Inside code only the bar of a table is escaped.</summary>
    private static void AppendCode(StringBuilder html, ReadOnlySpan<char> code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            Append(html, code[i] == '\\' && i + 1 < code.Length && code[i + 1] == '|' ? code[++i] : code[i]);
        }
    }

    private static void Append(StringBuilder html, char sign)
    {
        switch (sign)
        {
            case '&':
                html.Append("&amp;");
                break;
            case '<':
                html.Append("&lt;");
                break;
            case '>':
                html.Append("&gt;");
                break;
            case '"':
                html.Append("&quot;");
                break;
            default:
                html.Append(sign);
                break;
        }
    }
}
