namespace MailUpgrade.Core.Plans;

/// <summary>One thing to be seen to after the night, as a pack or a plan writes it. What a plan leaves out is as in the row of the same id of the pack.</summary>
/// <param name="Id">Unique in the list.</param>
public sealed record AftercareRow(string Id)
{
    /// <summary>The bot's own row of snapshot sets; a plan may give it another owner or date.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>The bot's own row of its access to the hosts.</summary>
    public const string Access = "bot-access";

    /// <summary>The bot's own row of a host that was left out.</summary>
    public const string LeftOut = "left-out";

    /// <summary>What is to be done, or null.</summary>
    public LocalText? Title { get; init; }

    /// <summary>A role, or the id of a person; null where only the pack says it.</summary>
    public string? Owner { get; init; }

    /// <summary>Days from the night, whose first morning is day 1, 0 to 90; 0 is at once.</summary>
    public int? DueDays { get; init; }

    /// <summary>The row counts only where the doors were opened on the new version; otherwise after any end.</summary>
    public bool OnlyOpened { get; init; }

    /// <summary>Steps of which each start on a host makes the row open there; none: open on <see cref="Hosts"/>.</summary>
    public IReadOnlyList<string> BegunBy { get; init; } = [];

    /// <summary>Steps whose success without a warning, after the last start of those before, is the proof for their host.</summary>
    public IReadOnlyList<string> DoneBy { get; init; } = [];

    /// <summary>Where it is to be done, or null.</summary>
    public HostSelector? Hosts { get; init; }

    /// <summary>Pack script that does it on a host, or null: people do it.</summary>
    public string? Does { get; init; }

    /// <summary>Pack script after the Nagios convention that proves it on a host, or null: a name is the proof.</summary>
    public string? Proof { get; init; }

    /// <summary>The proof reads what the run noted on the host, so that the notes stay until it is done.</summary>
    public bool KeepsNotes { get; init; }

    /// <summary>What to think of before it is done, or null.</summary>
    public LocalText? Caution { get; init; }

    /// <summary>Rows of the pack with the plan's words over them, then the plan's own. Those of the bot are not among them.</summary>
    public static IReadOnlyList<AftercareRow> Of(Plan plan, Pack? pack) =>
        [.. (pack?.Aftercare ?? []).Select(r => r.With(Find(plan.Aftercare, r.Id))), .. plan.Aftercare.Where(r => Find(pack?.Aftercare ?? [], r.Id) is null)];

    /// <summary>A row of a list by its id, or null.</summary>
    public static AftercareRow? Find(IReadOnlyList<AftercareRow> rows, string id) => rows.FirstOrDefault(r => r.Id == id);

    /// <summary>This row with the words of another one over it.</summary>
    public AftercareRow With(AftercareRow? over) => over is null ? this : this with
    {
        Title = over.Title ?? Title,
        Owner = over.Owner ?? Owner,
        DueDays = over.DueDays ?? DueDays,
        OnlyOpened = over.OnlyOpened || OnlyOpened,
        BegunBy = over.BegunBy.Count > 0 ? over.BegunBy : BegunBy,
        DoneBy = over.DoneBy.Count > 0 ? over.DoneBy : DoneBy,
        Hosts = over.Hosts ?? Hosts,
        Does = over.Does ?? Does,
        Proof = over.Proof ?? Proof,
        KeepsNotes = over.KeepsNotes || KeepsNotes,
        Caution = over.Caution ?? Caution,
    };
}
