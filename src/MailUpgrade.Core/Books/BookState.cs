using System.Collections.Immutable;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Books;

/// <summary>All that is known beyond one run: the fold of the book's events, and nothing else.</summary>
public sealed record BookState
{
    /// <summary>Before the first event.</summary>
    public static BookState Empty { get; } = new();

    /// <summary>Last event.</summary>
    public long Seq { get; init; }

    /// <summary>When the last event was.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Passed rehearsals, in order.</summary>
    public ImmutableList<RehearsalPassed> Rehearsals { get; init; } = [];

    /// <summary>Measured ways back, in order.</summary>
    public ImmutableList<WayBackMeasured> WaysBack { get; init; } = [];

    /// <summary>Issues of all runs as they stand, in the order in which they were opened.</summary>
    public ImmutableList<IssueKept> Issues { get; init; } = [];

    /// <summary>The last date set for a plan on a fleet.</summary>
    public ImmutableDictionary<(string Plan, string Fleet), NightScheduled> Nights { get; init; } =
        ImmutableDictionary<(string Plan, string Fleet), NightScheduled>.Empty;

    /// <summary>Days frozen in chat and not given back.</summary>
    public ImmutableList<DaysFrozen> Freezes { get; init; } = [];

    /// <summary>Marks of hosts by fleet.</summary>
    public ImmutableDictionary<string, HostsSeen> Hosts { get; init; } = ImmutableDictionary<string, HostsSeen>.Empty;

    /// <summary>What was said last of each identity: a person's id, or null where it was taken away.</summary>
    public ImmutableDictionary<(string Channel, string Identity), string?> Identities { get; init; } =
        ImmutableDictionary<(string Channel, string Identity), string?>.Empty;

    /// <summary>Runs whose papers were made and told.</summary>
    public ImmutableHashSet<string> Papers { get; init; } = [];

    /// <summary>Runs after which people were asked.</summary>
    public ImmutableHashSet<string> Reviews { get; init; } = [];

    /// <summary>What people answered, in order; the last word of a person on a question counts.</summary>
    public ImmutableList<ReviewAnswered> ReviewAnswers { get; init; } = [];

    /// <summary>Runs that have ended, with what they left to be seen to, in order.</summary>
    public ImmutableList<AftercareListed> Ended { get; init; } = [];

    /// <summary>What is to be seen to after all runs, in order of their numbers.</summary>
    public ImmutableList<AftercareEntry> Aftercare { get; init; } = [];

    /// <summary>Passed rehearsals of one plan hash.</summary>
    public IReadOnlyList<RehearsalPassed> RehearsalsOf(string planHash) => [.. Rehearsals.Where(r => r.PlanHash == planHash)];

    /// <summary>The days of the calendar file and those frozen in chat.</summary>
    public FreezeCalendar With(FreezeCalendar file) => Freezes.Count == 0 ? file
        : new FreezeCalendar([.. file.Freezes, .. Freezes.Select(f => new Freeze(f.From, f.Through, new LocalText(f.Reason, f.Reason)))]);

    /// <summary>State after an event. Old books must always fold, so nothing here throws for an event that was once written.</summary>
    public static BookState Apply(BookState s, BookRecorded r) => (r.Event switch
    {
        RehearsalPassed e => s.Rehearsals.Any(x => x.Run == e.Run) ? s : s with { Rehearsals = s.Rehearsals.Add(e) },
        WayBackMeasured e => s.WaysBack.Any(x => x.Run == e.Run) ? s : s with { WaysBack = s.WaysBack.Add(e) },
        IssueKept e => s with { Issues = Keep(s.Issues, e) },
        NightScheduled e => s with { Nights = s.Nights.SetItem((e.PlanId, e.FleetId), e) },
        DaysFrozen e => s with { Freezes = s.Freezes.Add(e) },
        DaysReleased e => s with { Freezes = s.Freezes.RemoveAll(f => f.From == e.From && f.Through == e.Through) },
        IdentityBound e => s with { Identities = s.Identities.SetItem((e.IdentityChannel, e.Identity), e.Person) },
        IdentityUnbound e => s with { Identities = s.Identities.SetItem((e.IdentityChannel, e.Identity), null) },
        PaperKept e => s with { Papers = s.Papers.Add(e.Run) },
        ReviewAsked e => s with { Reviews = s.Reviews.Add(e.Run) },
        ReviewAnswered e => s with
        {
            ReviewAnswers = s.ReviewAnswers.RemoveAll(a => a.Run == e.Run && a.Person == e.Person && a.Question == e.Question).Add(e),
        },
        HostsSeen e => s with { Hosts = s.Hosts.SetItem(e.FleetId, e) },
        AftercareListed e => s.Ended.Any(x => x.Run == e.Run) ? s : s with
        {
            Ended = s.Ended.Add(e),
            Aftercare = s.Aftercare.AddRange(e.Items.Select((item, n) => new AftercareEntry(s.Aftercare.Count + n + 1, e, item))),
        },
        AftercareDone e => s with
        {
            Aftercare = Each(s.Aftercare, e.Run, [e.Item], x => x.IsOpen ? x with { Done = e, DoneBy = r.Actor, DoneAt = r.At } : x),
        },
        AftercareReminded e => s with { Aftercare = Each(s.Aftercare, e.Run, e.Items, x => x with { Reminded = e.Day }) },
        _ => s,
    }) with
    { Seq = r.Seq, LastAt = r.At };

    private static ImmutableList<AftercareEntry> Each(
        ImmutableList<AftercareEntry> list, string run, IReadOnlyList<string> items, Func<AftercareEntry, AftercareEntry> change) =>
        [.. list.Select(x => x.Of.Run == run && items.Contains(x.Item.Id) ? change(x) : x)];

    private static ImmutableList<IssueKept> Keep(ImmutableList<IssueKept> issues, IssueKept e) =>
        issues.FindIndex(i => i.Run == e.Run && i.Number == e.Number) is >= 0 and var at ? issues.SetItem(at, e) : issues.Add(e);
}
