namespace MailUpgrade.Core.Plans;

/// <summary>Who must name a decision before it is taken: one person for each seat, never the same person twice.</summary>
/// <param name="Decision">One of <see cref="Quorums.Names"/>.</param>
/// <param name="Seats">Two or more.</param>
/// <param name="Holds">How long a name waits for the others; afterwards it counts no more. 1 min to 12 h.</param>
public sealed record Quorum(string Decision, IReadOnlyList<Seat> Seats, TimeSpan Holds);

/// <summary>A seat that a person of any of these roles can take.</summary>
public sealed record Seat(IReadOnlyList<string> Roles)
{
    /// <summary>Word in a plan for a seat that anybody of the team can take.</summary>
    public const string Anybody = "any";

    /// <summary>A seat as a plan writes it: <c>supervisor</c>, <c>executor|supervisor</c> or <c>any</c>.</summary>
    public static Seat Of(string text) => new(text == Anybody ? TeamRoles.All : text.Split('|', StringSplitOptions.TrimEntries));

    /// <summary>As a plan writes it.</summary>
    public override string ToString() => TeamRoles.All.All(Roles.Contains) ? Anybody : string.Join('|', Roles);

    /// <summary>By the roles, in the order of the plan.</summary>
    public bool Equals(Seat? other) => other is not null && Roles.SequenceEqual(other.Roles);

    /// <inheritdoc/>
    public override int GetHashCode() => string.Join('|', Roles).GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether different people can take all the seats, or at least their own where there are fewer people than seats.</summary>
    /// <param name="seats">Seats.</param>
    /// <param name="people">Roles of each person.</param>
    public static bool Fit(IReadOnlyList<Seat> seats, IReadOnlyList<IReadOnlyList<string>> people) => Sits(seats, people, 0, []);

    private static bool Sits(IReadOnlyList<Seat> seats, IReadOnlyList<IReadOnlyList<string>> people, int person, HashSet<int> taken)
    {
        if (person == people.Count)
        {
            return true;
        }
        for (var seat = 0; seat < seats.Count; seat++)
        {
            if (seats[seat].Roles.Any(people[person].Contains) && taken.Add(seat))
            {
                if (Sits(seats, people, person + 1, taken))
                {
                    return true;
                }
                taken.Remove(seat);
            }
        }
        return false;
    }
}
