namespace MailUpgrade.Core.Runs.State;

/// <summary>A change of what a person may do in this run.</summary>
/// <param name="Person">Person id.</param>
/// <param name="Set">All roles from now on; null where one is only given or taken.</param>
/// <param name="Given">Role given, or null.</param>
/// <param name="Taken">Role taken away by a handover, or null.</param>
public sealed record RoleChange(string Person, IReadOnlyList<string>? Set, string? Given, string? Taken);

/// <summary>A handover that was offered and not taken yet.</summary>
public sealed record Offer(string Role, string From, string To, long Seq);

/// <summary>What the client's IT said to an item.</summary>
public sealed record ItemState(bool Ok, string Remark, string By);
