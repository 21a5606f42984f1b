using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat;

/// <summary>
/// Who an identity of a channel is: the team file, and what was bound or taken away since. What was said last about an identity counts.
/// Unknown is nobody. Safe for several threads.
/// </summary>
public sealed class Bindings
{
    /// <summary>The channel of the bot's own host, where a key has already proven the person: the identity is the person's id.</summary>
    public const string Console = "console";

    private readonly Lock gate = new();
    private readonly Dictionary<(string Channel, string Identity), string?> said = [];

    /// <summary>An identity is a person's from now on.</summary>
    /// <param name="channel">Channel name.</param>
    /// <param name="identity">Numeric or directory id.</param>
    /// <param name="person">Person id; null as <see cref="Unbind"/>.</param>
    public void Bind(string channel, string identity, string? person)
    {
        lock (gate)
        {
            said[(channel, identity)] = person;
        }
    }

    /// <summary>An identity is nobody's from now on, whatever the team file says.</summary>
    public void Unbind(string channel, string identity)
    {
        lock (gate)
        {
            said[(channel, identity)] = null;
        }
    }

    /// <summary>Person behind an identity, or null.</summary>
    public Person? Who(Team team, string channel, string identity)
    {
        if (channel == Console)
        {
            return team.Find(identity);
        }
        lock (gate)
        {
            return said.TryGetValue((channel, identity), out var person) ? person is null ? null : team.Find(person)
                : team.FindBy(channel, identity);
        }
    }

    /// <summary>Every identity of a person.</summary>
    public IReadOnlyList<(string Channel, string Identity)> All(Team team, Person person)
    {
        lock (gate)
        {
            return
            [
                .. said.Where(b => b.Value == person.Id).Select(b => b.Key),
                .. person.Identities.Where(i => !said.ContainsKey((i.Key, i.Value)) && team.FindBy(i.Key, i.Value)?.Id == person.Id).Select(i => (i.Key, i.Value)),
            ];
        }
    }

    /// <summary>Identities of a person in a channel, the newest first; empty where they have none.</summary>
    public IReadOnlyList<string> Of(Person person, string channel)
    {
        lock (gate)
        {
            var bound = said.Where(b => b.Key.Channel == channel && b.Value == person.Id).Select(b => b.Key.Identity).Reverse().ToList();
            if (person.Identities.TryGetValue(channel, out var written) && !said.ContainsKey((channel, written)))
            {
                bound.Add(written);
            }
            return bound;
        }
    }
}
