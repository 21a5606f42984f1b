using System.Text.RegularExpressions;

namespace MailUpgrade.Adapters.Cards;

/// <summary>Mail addresses in chat: the first letter and the domain are enough to find the account, and tell nobody else whose it is.</summary>
public static partial class AddressMask
{
    /// <summary>The text with <c>budi.santoso@example.test</c> as <c>b***@example.test</c>.</summary>
    public static string Of(string text) =>
        text.Contains('@', StringComparison.Ordinal) ? Address().Replace(text, m => $"{m.Groups[1].Value[..1]}***@{m.Groups[2].Value}") : text;

    [GeneratedRegex(@"(?<![\w.+%-])([\w.+%-]{1,128})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
