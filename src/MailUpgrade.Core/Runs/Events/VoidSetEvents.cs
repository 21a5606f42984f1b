namespace MailUpgrade.Core.Runs.Events;

/// <summary>One member of a set of snapshots could not be made, so the whole set counts for nothing. Services start again by themselves.</summary>
/// <param name="Phase">That makes the set.</param>
/// <param name="Name">Of the set in the plan.</param>
/// <param name="Set">Its id; the next one has another.</param>
/// <param name="Step">Step name that failed.</param>
/// <param name="Reason">One line.</param>
/// <param name="Starts">Ids of the steps that start services again, in their order.</param>
/// <param name="Again">Ids of the steps that are done anew when people say so, from the first that stops services on.</param>
/// <param name="Phases">Phases of those steps, in order.</param>
public sealed record SetVoided(
    string Phase, string Name, string Set, string Step, string Reason, IReadOnlyList<string> Starts, IReadOnlyList<string> Again,
    IReadOnlyList<string> Phases) : RunEvent;

/// <summary>A person wants a new set in place of a void one: services are stopped again, then all members are made anew.</summary>
/// <param name="Set">Id of the void one.</param>
public sealed record SetAgain(string Set) : RunEvent;
