namespace MailUpgrade.Core.Runs.Events;

/// <summary>A person offers a role to another. It counts when that one takes it; until then nothing has changed.</summary>
public sealed record HandoverOffered(string Role, string To) : RunEvent;

/// <summary>The other took it: from now on the first one's commands of that role are refused.</summary>
public sealed record HandoverTaken(string Role, string From) : RunEvent;

/// <summary>A person has exactly these roles from now on, by two names.</summary>
public sealed record RolesChanged(string Person, IReadOnlyList<string> Roles, string Reason) : RunEvent;

/// <summary>Break-glass: these people stand in for a role that nobody can fill.</summary>
public sealed record GlassBroken(string Role, IReadOnlyList<string> By, string Reason) : RunEvent;

/// <summary>The bot's hands are off a host: nothing is started, asked or ended on it.</summary>
public sealed record HostTakenOver(string Host, string Reason) : RunEvent;

/// <summary>What is known of the person's session on a host that was taken over.</summary>
/// <param name="Host">Name.</param>
/// <param name="Detail">How it is recorded or why not, one line.</param>
/// <param name="File">Where its record lies below the state folder; null while it goes on and where there is none.</param>
public sealed record SessionNoted(string Host, string Detail, string? File) : RunEvent;

/// <summary>The bot has a host again.</summary>
/// <param name="Host">Name.</param>
/// <param name="Note">What the person did there; may be empty.</param>
/// <param name="Steps">Steps whose state is read anew by their checks; what runs is asked by its ticket.</param>
public sealed record HostGivenBack(string Host, string Note, IReadOnlyList<string> Steps) : RunEvent;

/// <summary>A step was added by two names. The sealed plan stays as it is.</summary>
/// <param name="Number">1, 2, 3 ... in this run; the step is called <c>amend-NUMBER</c>.</param>
/// <param name="Place"><c>before</c> or <c>after</c>.</param>
/// <param name="Step">Step id of the plan beside which it stands.</param>
/// <param name="Hosts">Where it runs.</param>
/// <param name="Command">What runs, one line for <c>sh</c>.</param>
public sealed record PlanAmended(int Number, string Place, string Step, IReadOnlyList<string> Hosts, string Command) : RunEvent;

/// <summary>The client's IT has looked at one item of the list.</summary>
public sealed record ItemChecked(string Step, int Item, bool Ok, string Remark) : RunEvent;

/// <summary>A photo or file that a person sent is kept as evidence.</summary>
/// <param name="File">Path below the state folder.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="Bytes">Length.</param>
/// <param name="MediaType">As the channel said.</param>
/// <param name="Caption">What the person wrote beside it; may be empty.</param>
public sealed record FileKept(string File, string Sha256, long Bytes, string MediaType, string Caption) : RunEvent;

/// <summary>At the instant the hosts were asked again for what the permit binds, and all of it was there.</summary>
public sealed record ProofConfirmed(IReadOnlyList<string> Names) : RunEvent;
