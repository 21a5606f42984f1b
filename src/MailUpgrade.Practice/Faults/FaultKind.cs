namespace MailUpgrade.Practice.Faults;

/// <summary>A fault that can be set.</summary>
/// <param name="Id">As the contract names it.</param>
/// <param name="OnHost">It is of a host; else of the bot's own world.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Played">Somebody acts on it now; else it can be set and nothing happens yet.</param>
/// <param name="Does">For people.</param>
public sealed record FaultKind(string Id, bool OnHost, IReadOnlyList<FaultParameter> Parameters, bool Played, string Does);

/// <summary>A parameter of a fault.</summary>
/// <param name="Name">Key.</param>
/// <param name="Required">Without it the fault means nothing.</param>
/// <param name="IsNumber">A whole number from 1 to 1,000,000; else one line of text.</param>
public sealed record FaultParameter(string Name, bool Required, bool IsNumber);

/// <summary>A fault that is set.</summary>
/// <param name="Id">Which.</param>
/// <param name="Host">On which host; null for one of the bot's own world.</param>
/// <param name="Parameters">As given.</param>
public sealed record SetFault(string Id, string? Host, IReadOnlyDictionary<string, string> Parameters);
