using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Runs;

/// <summary>What a decision looks at beside the run's own state. Gathered by the coordinator before it asks.</summary>
/// <param name="Plan">The run's own copy.</param>
/// <param name="Fleet">The run's own copy.</param>
/// <param name="Team">The run's own copy.</param>
/// <param name="Calendar">Freeze days.</param>
/// <param name="Zone">Of the plan.</param>
/// <param name="Now">Run clock, UTC.</param>
/// <param name="OnDisk">Hashes of the files as they lie there now; null where they are not looked at (from kick-off on).</param>
/// <param name="RehearsalPassed">A rehearsal of the same plan hash has passed.</param>
public sealed record Scene(
    Plan Plan, Fleet Fleet, Team Team, FreezeCalendar Calendar, TimeZoneInfo Zone, DateTimeOffset Now, FileHashes? OnDisk,
    bool RehearsalPassed)
{
    /// <summary>Knowledge of the mail system, the run's own copy; null where no rule needs it.</summary>
    public Pack? Pack { get; init; }

    /// <summary>How far running installers say they are, by step name: <c>STAGE DONE TOTAL</c>.</summary>
    public IReadOnlyDictionary<string, string> Stages { get; init; } = new Dictionary<string, string>();

    /// <summary>Roles of a host; none where there is no such host.</summary>
    public IReadOnlyList<string> RolesOf(string? host) => Fleet.Hosts.FirstOrDefault(h => h.Name == host)?.Roles ?? [];

    /// <summary>What is known beyond this run.</summary>
    public BookState Book { get; init; } = BookState.Empty;

    /// <summary>Names of the channels on which people are told and heard; empty: not looked at.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Whether a person can be reached and heard on one of the channels in use.</summary>
    public bool IsBound(Person person) =>
        Channels.Any(c => person.Identities.TryGetValue(c, out var id) && !Book.Identities.ContainsKey((c, id)))
        || Book.Identities.Any(b => b.Value == person.Id && Channels.Contains(b.Key.Channel));

    /// <summary>Local day of an instant in the plan's zone.</summary>
    public DateOnly LocalDay(DateTimeOffset at) => Time.WindowClock.LocalDay(at, Zone);

    /// <summary>The freeze that a night starting at an instant touches, or null.</summary>
    public Freeze? FreezeOf(DateTimeOffset kickOff) =>
        Calendar.Covering(LocalDay(kickOff))
        ?? Calendar.Covering(LocalDay(Time.WindowClock.Closing(kickOff, Plan.Window, Zone)));

    /// <summary>Steps of a phase with the hosts they run on, in order.</summary>
    public IReadOnlyList<string?> HostsOf(Step step) =>
        step.Hosts is null ? [null] : [.. step.Hosts.In(Fleet).Select(h => h.Name)];
}

/// <summary>SHA-256 hex of files; an empty text stands for a file that cannot be read.</summary>
public sealed record FileHashes(string Plan, string Fleet, string Team);
