namespace MailUpgrade.Core.Plans;

/// <summary>
/// Chooses hosts of a fleet. Terms are joined by blanks and must all hold: <c>all</c>, <c>role=mailbox</c>, <c>site=far</c>,
/// <c>name=mbs1,mbs2</c>, and <c>role!=logger</c> for the opposite. <c>bot</c> alone is the machine the bot runs on.
/// </summary>
public sealed record HostSelector(string Text, IReadOnlyList<HostTerm> Terms)
{
    /// <summary>Name under which the bot's own machine appears as a host.</summary>
    public const string Bot = "bot";

    /// <summary>True where the step runs on the bot's own machine.</summary>
    public bool IsBot => Terms is [{ Key: Bot }];

    /// <summary>Hosts in the order of the fleet file.</summary>
    public IReadOnlyList<FleetHost> In(Fleet fleet) =>
        IsBot ? [FleetHost.BotItself] : [.. fleet.Hosts.Where(h => Terms.All(t => t.Holds(h)))];

    /// <summary>Reads a selector; null with a fault text when it cannot be read.</summary>
    public static HostSelector? Parse(string text, out string? fault)
    {
        var terms = new List<HostTerm>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            var negated = at > 0 && word[at - 1] == '!';
            var key = at < 0 ? word : word[..(negated ? at - 1 : at)];
            var values = at < 0 ? [] : word[(at + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries);
            var known = at < 0 ? key is "all" or Bot : key is "role" or "site" or "name" && values.Length > 0;
            if (!known)
            {
                fault = $"'{word}' chooses no hosts: write all, bot, role=R, site=S, name=A,B or role!=R";
                return null;
            }
            terms.Add(new HostTerm(key, values, negated));
        }
        fault = terms.Count == 0 ? "empty host selector: write all, bot, role=R, site=S or name=A,B"
            : terms.Count > 1 && terms.Any(t => t.Key == Bot) ? "'bot' stands alone: it is the bot's own machine" : null;
        return fault is null ? new HostSelector(text, terms) : null;
    }
}

/// <summary>One condition of a selector.</summary>
public sealed record HostTerm(string Key, IReadOnlyList<string> Values, bool Negated)
{
    /// <summary>Whether a host meets it.</summary>
    public bool Holds(FleetHost host) => Negated != Key switch
    {
        "all" => true,
        "role" => Values.Any(host.Roles.Contains),
        "site" => Values.Contains(host.Site),
        "name" => Values.Contains(host.Name),
        _ => false,
    };
}
