using System.Globalization;

namespace MailUpgrade.Service.Commands;

/// <summary>Names as people sort them: <c>mbs2</c> before <c>mbs10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (Split(x ?? ""), Split(y ?? ""));
        var byText = string.CompareOrdinal(a.Text, b.Text);
        return byText != 0 ? byText : a.Number.CompareTo(b.Number);
    }

    private static (string Text, long Number) Split(string name)
    {
        var text = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return (text, long.TryParse(name.AsSpan(text.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0);
    }
}
