namespace MailUpgrade.Core.Plans;

/// <summary>People, their roles, their identities.</summary>
public sealed record Team(IReadOnlyList<Person> People)
{
    /// <summary>Who signs the acceptance paper for whom; null leaves lines to fill in by hand.</summary>
    public Parties? Parties { get; init; }

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
    string Id, string Name, IReadOnlyList<string> Roles, string Language, IReadOnlyDictionary<string, string> Identities)
{
    /// <summary>Office of the person, for the acceptance paper; empty leaves a line.</summary>
    public string Position { get; init; } = "";
}

/// <summary>The two sides of the acceptance paper.</summary>
/// <param name="Provider">Who did the work.</param>
/// <param name="Client">Whose mail it is.</param>
public sealed record Parties(Party Provider, Party Client);

/// <summary>One side.</summary>
/// <param name="Name">Name of the firm or office.</param>
/// <param name="Address">Its address; may be empty.</param>
/// <param name="Signs">Id of the person who signs, or null for the one whose role it is.</param>
public sealed record Party(string Name, string Address, string? Signs);

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
