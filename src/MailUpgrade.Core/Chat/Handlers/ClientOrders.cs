using System.Globalization;
using MailUpgrade.Core.Runs.Commands;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary>Reads what the client's IT says to the list: all of it, an item, several, or all with open items.</summary>
internal static class ClientOrders
{
    /// <summary>Words that mean: accepted although items are open.</summary>
    private static readonly string[] Despite = ["with items", "dengan catatan"];

    public static Reading Accept(Spoken s)
    {
        var accept = new Accept(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest);
        if (Despite.FirstOrDefault(w => s.Rest.StartsWith(w, StringComparison.OrdinalIgnoreCase)) is { } words)
        {
            return Order(accept with { WithItems = true, Remark = s.Rest[words.Length..].Trim() });
        }
        var (items, rest) = Items(s.Rest);
        return Order(items.Count == 0 ? accept : accept with { Items = items, Remark = rest });
    }

    public static Reading NotAccept(Spoken s)
    {
        var (items, rest) = Items(s.Rest);
        return items.Count > 1 ? s.Unclear("one-item")
            : Order(new NotAccept(s.Id, s.Person.Id, s.Channel, s.Seen, items.Count == 0 ? s.Rest : rest) { Item = items is [var one] ? one : 0 });
    }

    /// <summary>Leading item numbers: <c>3</c>, <c>1,2,5</c>. A remark that begins with a longer number is a remark.</summary>
    private static (IReadOnlyList<int> Items, string Text) Items(string text)
    {
        var words = text.Split(' ', 2);
        var parts = words[0].TrimEnd(':', '.').Split(',');
        var isList = parts.All(p => p.Length is 1 or 2 && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return isList
            ? ([.. parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).Distinct()], words.Length > 1 ? words[1].Trim() : "")
            : ([], text);
    }

    private static Reading.Order Order(PersonCommand command) => new(command, Destroys: false, Confirmed: false);
}
