using System.Text;

namespace MailUpgrade.Core.Reports.Pages;

/// <summary>Blocks as one HTML file made for print: A4, its style inside it, no script, nothing loaded from anywhere.</summary>
internal static class HtmlPage
{
    public static string Of(string title, string language, string footer, IReadOnlyList<Block> blocks)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"").Append(language == "id" ? "id" : "en").Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(InlineHtml.Of(title)).Append("</title>\n<style>\n").Append(PrintStyle.Css).Append("</style>\n</head>\n<body>\n");
        foreach (var block in blocks)
        {
            Append(html, block);
        }
        return html.Append("<footer>").Append(InlineHtml.Of(footer)).Append("</footer>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder html, Block block)
    {
        switch (block)
        {
            case Block.Title title:
                Element(html, "h1", title.Text);
                break;
            case Block.Heading heading:
                Element(html, "h2", heading.Text);
                break;
            case Block.Paragraph paragraph:
                Element(html, "p", paragraph.Text);
                break;
            case Block.List list:
                List(html, list.Items);
                break;
            case Block.Table table:
                Table(html, table);
                break;
            case Block.Signatures signatures:
                Signatures(html, signatures.Places);
                break;
            default:
                html.Append("<hr class=\"sheet\">\n");
                break;
        }
    }

    private static void Element(StringBuilder html, string tag, string text) =>
        html.Append('<').Append(tag).Append('>').Append(InlineHtml.Of(text)).Append("</").Append(tag).Append(">\n");

    private static void List(StringBuilder html, IReadOnlyList<string> items)
    {
        html.Append("<ul>\n");
        foreach (var item in items)
        {
            var lines = item.Split("\n  - ");
            html.Append("<li>").Append(string.Join("<br>", lines[0].Split("  \n").Select(l => InlineHtml.Of(l.Trim()))));
            if (lines.Length > 1)
            {
                html.Append('\n');
                List(html, lines[1..]);
            }
            html.Append("</li>\n");
        }
        html.Append("</ul>\n");
    }

    private static void Table(StringBuilder html, Block.Table table)
    {
        html.Append("<table>\n");
        if (table.Head.Any(h => h.Length > 0))
        {
            html.Append("<thead>");
            Row(html, "th", table.Head);
            html.Append("</thead>\n");
        }
        html.Append("<tbody>\n");
        foreach (var row in table.Rows)
        {
            Row(html, "td", row);
            html.Append('\n');
        }
        html.Append("</tbody>\n</table>\n");
    }

    private static void Row(StringBuilder html, string tag, IReadOnlyList<string> cells)
    {
        html.Append("<tr>");
        foreach (var cell in cells)
        {
            html.Append('<').Append(tag).Append('>').Append(InlineHtml.Of(cell)).Append("</").Append(tag).Append('>');
        }
        html.Append("</tr>");
    }

    private static void Signatures(StringBuilder html, IReadOnlyList<Signature> places)
    {
        html.Append("<div class=\"sign\">\n");
        foreach (var place in places)
        {
            html.Append("<div><p>").Append(InlineHtml.Of(place.Party)).Append("</p><p class=\"line\"></p><p><strong>")
                .Append(place.Name.Length == 0 ? "&nbsp;" : InlineHtml.Of(place.Name)).Append("</strong><br>")
                .Append(place.Position.Length == 0 ? "&nbsp;" : InlineHtml.Of(place.Position)).Append("</p></div>\n");
        }
        html.Append("</div>\n");
    }
}
