using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary>Reads the words about people and about hosts in their hands.</summary>
internal static class PeopleOrders
{
    public static Reading Handover(Spoken s) =>
        s.Rest.Length == 0 ? s.Unclear("usage") : Order(new Handover(s.Id, s.Person.Id, s.Channel, s.Seen, Person(s.Rest)));

    public static Reading Take(Spoken s) =>
        s.Rest.Length > 0 ? s.Unclear("usage") : Order(new Take(s.Id, s.Person.Id, s.Channel, s.Seen));

    public static Reading Role(Spoken s)
    {
        var words = s.Rest.Split(' ', 3);
        return words.Length < 2 ? s.Unclear("usage")
            : Order(new ChangeRole(
                s.Id, s.Person.Id, s.Channel, s.Seen, Person(words[0]), [.. words[1].ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct()],
                words.Length > 2 ? words[2] : ""));
    }

    public static Reading BreakGlass(Spoken s)
    {
        var words = s.Rest.Split(' ', 2);
        var named = TeamRoles.All.Contains(words[0]);
        return Order(new BreakGlass(
            s.Id, s.Person.Id, s.Channel, s.Seen, named ? words[0] : "", named ? words.Length > 1 ? words[1] : "" : s.Rest));
    }

    public static Reading TakeOver(Spoken s)
    {
        var (host, text) = HostAndText(s);
        return host.Length == 0 ? s.Unclear("usage") : Order(new TakeOver(s.Id, s.Person.Id, s.Channel, s.Seen, host, text));
    }

    /// <summary>Without a host it is the one that was taken.</summary>
    public static Reading GiveBack(Spoken s)
    {
        var (step, text) = s.StepAndText();
        return Order(new GiveBack(s.Id, s.Person.Id, s.Channel, s.Seen, step, text));
    }

    public static Reading Amend(Spoken s)
    {
        var place = s.Rest.StartsWith("after ", StringComparison.OrdinalIgnoreCase) ? "after" : "before";
        var words = (s.Rest.Split(' ', 2) is [var first, var rest] && first.ToLowerInvariant() is "before" or "after" ? rest : s.Rest).Split(' ', 3);
        return words.Length < 3 ? s.Unclear("usage")
            : Order(new Amend(s.Id, s.Person.Id, s.Channel, s.Seen, place, words[0].Split('/')[0].ToLowerInvariant(), Hosts(words[1]), words[2]));
    }

    /// <summary><c>mbs2,mbs3</c>, <c>mbs2..mbs6</c> or <c>rest</c>.</summary>
    private static IReadOnlyList<string> Hosts(string text) =>
        [.. text.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(Range).Distinct()];

    private static IEnumerable<string> Range(string text)
    {
        if (text.Split("..") is not [var from, var to])
        {
            return [text];
        }
        var (name, first) = Numbered(from);
        var (other, last) = Numbered(to);
        return name.Length > 0 && name == other && first <= last && last - first < 100
            ? Enumerable.Range(first, last - first + 1).Select(n => name + n.ToString(CultureInfo.InvariantCulture)) : [text];
    }

    private static (string Name, int Number) Numbered(string host)
    {
        var name = host.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return int.TryParse(host[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (name, number) : ("", 0);
    }

    private static (string Host, string Text) HostAndText(Spoken s)
    {
        var words = s.Rest.Split(' ', 2);
        return (s.Names.Find(words[0]) ?? words[0], words.Length > 1 ? words[1] : "");
    }

    private static string Person(string said) => said.TrimStart('@').ToLowerInvariant();

    private static Reading.Order Order(PersonCommand command) => new(command, Destroys: false, Confirmed: false);
}
