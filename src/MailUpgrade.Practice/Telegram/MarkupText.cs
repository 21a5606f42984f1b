using System.Net;
using System.Text;

namespace MailUpgrade.Practice.Telegram;

/// <summary>The HTML that messages may have, read as strictly as the server reads it.</summary>
internal static class MarkupText
{
    private static readonly string[] Tags = ["b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"];

    /// <summary>The text without markup.</summary>
    /// <exception cref="BotRefusal">It cannot be parsed.</exception>
    public static string Plain(string html)
    {
        var text = new StringBuilder();
        var open = new Stack<string>();
        for (var at = 0; at < html.Length; at++)
        {
            switch (html[at])
            {
                case '<':
                    var end = html.IndexOf('>', at);
                    if (end < 0)
                    {
                        throw BotRefusal.Bad($"can't parse entities: Unclosed start tag at byte offset {at}");
                    }
                    Tag(html[(at + 1)..end], at, open);
                    at = end;
                    break;
                case '>':
                    text.Append('>');
                    break;
                case '&':
                    var semicolon = html.IndexOf(';', at);
                    var entity = semicolon < 0 ? "" : html[at..(semicolon + 1)];
                    if (entity is not ("&lt;" or "&gt;" or "&amp;" or "&quot;") && !entity.StartsWith("&#", StringComparison.Ordinal))
                    {
                        text.Append('&');
                        break;
                    }
                    text.Append(WebUtility.HtmlDecode(entity));
                    at = semicolon;
                    break;
                default:
                    text.Append(html[at]);
                    break;
            }
        }
        return open.Count == 0 ? text.ToString() : throw BotRefusal.Bad($"can't parse entities: Can't find end tag corresponding to start tag \"{open.Peek()}\"");
    }

    private static void Tag(string tag, int at, Stack<string> open)
    {
        if (tag.StartsWith('/'))
        {
            if (!open.TryPop(out var last) || last != tag[1..])
            {
                throw BotRefusal.Bad($"can't parse entities: Unexpected end tag at byte offset {at}");
            }
            return;
        }
        var name = tag.Split(' ')[0];
        if (!Tags.Contains(name))
        {
            throw BotRefusal.Bad($"can't parse entities: Unsupported start tag \"{name}\" at byte offset {at}");
        }
        open.Push(name);
    }
}
