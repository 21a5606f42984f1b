using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Books;

/// <summary>A run has ended, and this is left for the days after, or was proven at its end.</summary>
/// <param name="Run">Run id; one run counts once.</param>
/// <param name="PlanId">Plan.</param>
/// <param name="FleetId">Fleet.</param>
/// <param name="Language">Of the run.</param>
/// <param name="Zone">Of the plan.</param>
/// <param name="State">The word of the run's end.</param>
/// <param name="KickedOff">The night had begun.</param>
/// <param name="KickOff">When.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="LeftOut">Hosts that were left out.</param>
/// <param name="Items">In order.</param>
public sealed record AftercareListed(
    string Run, string PlanId, string FleetId, string Language, string Zone, string State, bool KickedOff, DateTimeOffset KickOff, DateTimeOffset EndedAt,
    IReadOnlyList<string> LeftOut, IReadOnlyList<AftercareItem> Items) : BookEvent;

/// <summary>One thing to be seen to.</summary>
/// <param name="Id">Unique in its run.</param>
/// <param name="Title">What.</param>
/// <param name="Owner">A role, or the id of a person.</param>
/// <param name="Due">When at the latest.</param>
/// <param name="Hosts">Where it is still open.</param>
/// <param name="Proven">What the journal proves at the end of the run; null: it is open.</param>
/// <param name="Does">Pack script, or null.</param>
/// <param name="Proof">Pack script, or null.</param>
/// <param name="KeepsNotes">The proof reads the notes on the host.</param>
/// <param name="Caution">What to think of, or null.</param>
/// <param name="Sets">Names of snapshot sets that it is about; null: none.</param>
public sealed record AftercareItem(
    string Id, LocalText Title, string Owner, DateTimeOffset Due, IReadOnlyList<string> Hosts, LocalText? Proven, string? Does, string? Proof,
    bool KeepsNotes, LocalText? Caution, IReadOnlyList<string>? Sets)
{
    /// <summary>The host that a row about one left out is for, or null.</summary>
    public string? LeftOutHost => Id.StartsWith(AftercareRow.LeftOut + "-", StringComparison.Ordinal) ? Id[(AftercareRow.LeftOut.Length + 1)..] : null;
}

/// <summary>It is done: a person's word with what shows it, or a proof of the bot's.</summary>
/// <param name="Run">Run id.</param>
/// <param name="Item">Its id.</param>
/// <param name="How"><c>said</c> by a person, <c>proven</c> by a look at the hosts.</param>
/// <param name="Evidence">The words, or what was seen.</param>
public sealed record AftercareDone(string Run, string Item, string How, string Evidence) : BookEvent;

/// <summary>Owners were told that it is due or late. Once a day.</summary>
/// <param name="Run">Run id.</param>
/// <param name="Items">Ids.</param>
/// <param name="Day">Local day.</param>
public sealed record AftercareReminded(string Run, IReadOnlyList<string> Items, DateOnly Day) : BookEvent;
