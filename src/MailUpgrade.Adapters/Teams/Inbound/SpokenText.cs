using System.Net;

namespace MailUpgrade.Adapters.Teams.Inbound;

/// <summary>What a person said to the bot, without the bot's own name.</summary>
public static class SpokenText
{
    /// <summary>
    /// Takes out the bot's mention by its id and exact words, the first only, and undoes HTML's escapes. Null where what is left begins
    /// with a mention of somebody else: it was said to them.
    /// </summary>
    public static string? Of(Activity activity)
    {
        var text = activity.Text;
        if (activity.Mentions.FirstOrDefault(m => m.Id == activity.Recipient.Id && m.Id.Length > 0 && m.Text.Length > 0) is { } own
            && text.IndexOf(own.Text, StringComparison.Ordinal) is >= 0 and var at)
        {
            text = text.Remove(at, own.Text.Length);
        }
        text = WebUtility.HtmlDecode(text).Replace('\u00a0', ' ').Trim();
        return text.StartsWith("<at", StringComparison.OrdinalIgnoreCase) ? null : text;
    }
}
