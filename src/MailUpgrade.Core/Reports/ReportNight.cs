using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>All that a report is worded from.</summary>
/// <param name="Events">The journal, in order.</param>
/// <param name="State">Its fold.</param>
/// <param name="Plan">The run's own copy.</param>
/// <param name="Fleet">The run's own copy.</param>
/// <param name="Team">The run's own copy.</param>
/// <param name="Say">Language and zone.</param>
internal sealed record ReportNight(
    IReadOnlyList<Recorded> Events, RunState State, Plan Plan, Fleet Fleet, Team Team, Speech Say)
{
    /// <summary>The run's own copy of the pack; null where it is not at hand, and then its rows of the aftercare are not shown.</summary>
    public Pack? Pack { get; init; }

    /// <summary>Each figure comes with the entries that it was computed from.</summary>
    public bool Explains { get; init; }

    /// <summary>Folds a journal.</summary>
    /// <exception cref="ArgumentException">It is empty or does not begin with a run.</exception>
    public static ReportNight Of(
        IReadOnlyList<Recorded> events, Plan plan, Fleet fleet, Team team, TimeZoneInfo zone, string language) =>
        events is [{ Event: RunPlanned }, ..]
            ? new ReportNight(events, Fold.All(events), Runs.Rules.Present.PlanOf(Fold.All(events), plan), fleet, team, new Speech(language, zone))
            : throw new ArgumentException("a run's journal begins with run-planned", nameof(events));

    /// <summary>HH:MM, with the date where it is far from kick-off.</summary>
    public string At(DateTimeOffset at) => Say.When(at, State.KickOff);

    /// <summary>Name of the one who did it, safe in Markdown.</summary>
    public string Name(string actor) => Words.Of(Say.Name(Team, actor));

    /// <summary>Roles of the one who did it.</summary>
    public string Roles(string actor) => string.Join(", ", (Team.Find(actor)?.Roles ?? []).Select(Say.Role));

    /// <summary>Title of a phase in the report's language; its id where the plan has none such.</summary>
    public string Title(string phase) => Words.Of(PhaseOf(phase) is { } found ? Say.Say(found.Title) : phase);

    /// <summary>Phase by id, the way back included, or null.</summary>
    public Phase? PhaseOf(string id) => id == Plan.Rollback.Id ? Plan.Rollback : Plan.Phases.FirstOrDefault(p => p.Id == id);

    /// <summary>The phase whose begin is the point of no return and whose end opens the doors, or null.</summary>
    public Phase? DoorsOpen => Plan.Phases.FirstOrDefault(p => p.IsPointOfNoReturn);

    /// <summary>Entries of one kind.</summary>
    public IEnumerable<(Recorded Entry, T Fact)> All<T>()
        where T : RunEvent =>
        Events.Where(r => r.Event is T).Select(r => (r, (T)r.Event));

    /// <summary>The last entry of one kind for which something holds, or null.</summary>
    public Recorded? Last<T>(Func<T, bool>? holds = null)
        where T : RunEvent =>
        Events.LastOrDefault(r => r.Event is T fact && (holds is null || holds(fact)));

    /// <summary>Begin and end of a phase as they count now: a phase begun anew forgets its earlier begin.</summary>
    public PhaseSpan SpanOf(string phase)
    {
        var state = State.PhaseOf(phase);
        var start = state.Status == PhaseStatus.Pending ? null : Last<PhaseStarted>(e => e.Phase == phase);
        var end = state.EndedAt is null ? null : Last<PhaseEnded>(e => e.Phase == phase);
        return new PhaseSpan(start, end, All<PhaseStarted>().Count(x => x.Fact.Phase == phase));
    }

    /// <summary>The rollback has undone what the phase did. The way back itself is never undone.</summary>
    public bool IsUndone(string phase) => phase != Plan.Rollback.Id && State.PhaseOf(phase).Status == PhaseStatus.RolledBack;

    /// <summary>Whether an entry was made by a person.</summary>
    public static bool IsPerson(Recorded r) => r.Actor != RunCommand.Bot;
}

/// <summary>Begin and end of a phase.</summary>
/// <param name="Start">Entry of the begin that counts, or null.</param>
/// <param name="End">Entry of its end, or null.</param>
/// <param name="Times">How often it was begun.</param>
internal sealed record PhaseSpan(Recorded? Start, Recorded? End, int Times);
