namespace MailUpgrade.Core.Sampling;

/// <summary>What is known of every account before any is read.</summary>
/// <param name="Address">Mail address.</param>
/// <param name="Id">The mail system's own id.</param>
/// <param name="Host">Fleet name of its mailbox host.</param>
/// <param name="UsedBytes">Size of the mailbox.</param>
/// <param name="Created">When it was made.</param>
public sealed record AccountFacts(string Address, string Id, string Host, long UsedBytes, DateTimeOffset Created);
