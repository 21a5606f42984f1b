using System.Text;

namespace MailUpgrade.Core.Reports;

/// <summary>Our inline Markdown as plain text: a chat and the page show signs as they are, so what was escaped is taken back.</summary>
internal static class PlainText
{
    public static string Of(string markdown)
    {
        var text = new StringBuilder(markdown.Length);
        for (var i = 0; i < markdown.Length; i++)
        {
            if (markdown[i] == '\\' && i + 1 < markdown.Length)
            {
                i++;
            }
            else if (markdown[i] == '`')
            {
                continue;
            }
            text.Append(markdown[i]);
        }
        return text.ToString();
    }
}
