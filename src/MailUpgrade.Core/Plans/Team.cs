namespace MailUpgrade.Core.Plans;

/// <summary>People, their roles, their identities.</summary>
public sealed record Team(IReadOnlyList<Person> People)
{
    /// <summary>Person by id, or null.</summary>
    public Person? Find(string id) => People.FirstOrDefault(p => p.Id == id);

    /// <summary>Person by an identity of a channel, or null. Never by name.</summary>
    public Person? FindBy(string channel, string identity) =>
        People.FirstOrDefault(p => p.Identities.TryGetValue(channel, out var known) && known == identity);

    /// <summary>Everybody who holds a role, in the order of the file.</summary>
    public IReadOnlyList<Person> Holding(string role) => [.. People.Where(p => p.Roles.Contains(role))];
}

/// <summary>One person of the team.</summary>
/// <param name="Id">Stable word used in the journal.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Roles">Of <see cref="TeamRoles"/>.</param>
/// <param name="Language"><c>en</c> or <c>id</c>.</param>
/// <param name="Identities">Channel name to numeric or directory id.</param>
public sealed record Person(
    string Id, string Name, IReadOnlyList<string> Roles, string Language, IReadOnlyDictionary<string, string> Identities);

/// <summary>The roles of a night.</summary>
public static class TeamRoles
{
    /// <summary>Has the hands on the keyboard.</summary>
    public const string Executor = "executor";

    /// <summary>Approves.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Reads.</summary>
    public const string Observer = "observer";

    /// <summary>Accepts for the client.</summary>
    public const string ClientIt = "client-it";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Executor, Supervisor, Observer, ClientIt];
}

/// <summary>Days on which nothing may be scheduled.</summary>
public sealed record FreezeCalendar(IReadOnlyList<Freeze> Freezes)
{
    /// <summary>The freeze that covers a local date, or null.</summary>
    public Freeze? Covering(DateOnly day) => Freezes.FirstOrDefault(f => f.From <= day && day <= f.Through);
}

/// <summary>First and last frozen day, both included, and why.</summary>
public sealed record Freeze(DateOnly From, DateOnly Through, LocalText Reason);
