namespace MailUpgrade.Core.Runs.Commands;

/// <summary><c>/handover person</c></summary>
public sealed record Handover(string Id, string Actor, string Channel, SeenState? Seen, string To)
    : PersonCommand(Id, Actor, Channel, "handover", Seen);

/// <summary><c>/take</c>: only with it a handover counts.</summary>
public sealed record Take(string Id, string Actor, string Channel, SeenState? Seen)
    : PersonCommand(Id, Actor, Channel, "take", Seen);

/// <summary><c>/role person role,role reason</c></summary>
public sealed record ChangeRole(string Id, string Actor, string Channel, SeenState? Seen, string Person, IReadOnlyList<string> Roles, string Reason)
    : PersonCommand(Id, Actor, Channel, "role", Seen);

/// <summary><c>/breakglass role reason</c>; without a role the first that the plan allows.</summary>
public sealed record BreakGlass(string Id, string Actor, string Channel, SeenState? Seen, string Role, string Reason)
    : PersonCommand(Id, Actor, Channel, "breakglass", Seen);

/// <summary><c>/takeover host reason</c></summary>
public sealed record TakeOver(string Id, string Actor, string Channel, SeenState? Seen, string Host, string Reason)
    : PersonCommand(Id, Actor, Channel, "takeover", Seen);

/// <summary><c>/giveback host note</c></summary>
public sealed record GiveBack(string Id, string Actor, string Channel, SeenState? Seen, string Host, string Note)
    : PersonCommand(Id, Actor, Channel, "giveback", Seen);

/// <summary><c>/amend before step hosts command</c></summary>
/// <param name="Id">Message id with its channel.</param>
/// <param name="Actor">Person id.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Place"><c>before</c> or <c>after</c> the step.</param>
/// <param name="Step">Step id of the plan.</param>
/// <param name="Hosts">Host names, or the one word <c>rest</c>: those on which the step has not begun.</param>
/// <param name="Text">What is run there, one line for <c>sh</c>.</param>
public sealed record Amend(
    string Id, string Actor, string Channel, SeenState? Seen, string Place, string Step, IReadOnlyList<string> Hosts, string Text)
    : PersonCommand(Id, Actor, Channel, "amend", Seen);

/// <summary>A photo or file that a person sent lies in the state folder.</summary>
public sealed record KeepFile(
    string Id, string Actor, string Channel, string File, string Sha256, long Bytes, string MediaType, string Caption)
    : PersonCommand(Id, Actor, Channel, "note", null);
