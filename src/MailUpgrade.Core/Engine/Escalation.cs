using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Who is called next for a decision that nobody has taken: after one wait the person it is for, in private on every channel; after two
/// the next person; after three the site's ring command, once per decision. While everybody answers it does nothing. Not for several threads.
/// </summary>
/// <param name="wait">Run clock between two calls; zero: nobody is ever called.</param>
public sealed class Escalation(TimeSpan wait)
{
    private readonly Dictionary<string, (DateTimeOffset Since, int Level)> waiting = [];
    private readonly Dictionary<string, List<OutboundMessage>> calls = [];

    /// <summary>What to send now.</summary>
    /// <param name="open">Decisions that wait.</param>
    /// <param name="team">People.</param>
    /// <param name="say">The run's language.</param>
    /// <param name="now">Run clock.</param>
    public IReadOnlyList<EscalationCall> Due(IReadOnlyCollection<OutboundMessage> open, Team team, Speech say, DateTimeOffset now)
    {
        var rings = wait > TimeSpan.Zero ? open.Where(m => m.Rings).ToDictionary(m => m.Key) : [];
        var due = new List<EscalationCall>();
        foreach (var gone in waiting.Keys.Where(k => !rings.ContainsKey(k)).ToList())
        {
            waiting.Remove(gone);
            due.AddRange((calls.Remove(gone, out var sent) ? sent : []).Select(m => new EscalationCall(Closed(m, say), false)));
        }
        foreach (var (key, message) in rings)
        {
            var (since, level) = waiting.TryGetValue(key, out var known) ? known : (now, 0);
            while (level < 3 && now - since >= wait * (level + 1))
            {
                level++;
                due.AddRange(Called(message, level, team, say, say.Span(wait * level)));
            }
            waiting[key] = (since, level);
        }
        return due;
    }

    private IEnumerable<EscalationCall> Called(OutboundMessage message, int level, Team team, Speech say, string length)
    {
        if (level == 3)
        {
            return [new EscalationCall(message, Rings: true)];
        }
        var people = PeopleFor(message, team);
        var called = (level == 1 ? people.Take(1) : people.Skip(1).Take(1)).Select(p => message with
        {
            Key = $"{message.Key}:call:{level}",
            To = p.Id,
            Lines =
            [
                message.Lines[0],
                say.Say($"Nobody has decided for {length}. {p.Name}, please look.", $"Belum ada keputusan selama {length}. {p.Name}, tolong dilihat."),
                .. message.Lines.Skip(1),
            ],
        }).ToList();
        calls.TryAdd(message.Key, []);
        calls[message.Key].AddRange(called);
        return called.Select(m => new EscalationCall(m, false));
    }

    /// <summary>The one it is for or who holds the role, then who else may have a say, supervisors first.</summary>
    private static List<Person> PeopleFor(OutboundMessage message, Team team)
    {
        var first = message.For is { } needed ? team.Find(needed) is { } one ? [one] : team.Holding(needed) : [];
        return [.. first.Concat(team.Holding(TeamRoles.Supervisor)).Concat(team.Holding(TeamRoles.Executor)).Distinct()];
    }

    private static OutboundMessage Closed(OutboundMessage message, Speech say) => message with
    {
        Rings = false,
        Buttons = OutboundMessage.NoButtons,
        Lines = [.. message.Lines, say.Say("✔ Done: it is decided.", "✔ Selesai: sudah diputuskan.")],
    };
}

/// <summary>A call.</summary>
/// <param name="Message">For <see cref="OutboundMessage.To"/>.</param>
/// <param name="Rings">Not a message: the site's ring command is run for it.</param>
public sealed record EscalationCall(OutboundMessage Message, bool Rings);
