namespace MailUpgrade.Core.Sampling;

/// <summary>State of the sampled accounts and of one blob per volume at one time. Holds no content of any message.</summary>
/// <param name="Run">Run id.</param>
/// <param name="OutOf">Accounts that exist.</param>
/// <param name="Accounts">In the order of their addresses.</param>
/// <param name="Volumes">In the order of host and volume.</param>
public sealed record Baseline(string Run, int OutOf, IReadOnlyList<AccountState> Accounts, IReadOnlyList<VolumeState> Volumes);

/// <summary>State of one account.</summary>
/// <param name="Address">Mail address.</param>
/// <param name="Id">The mail system's own id.</param>
/// <param name="Host">Fleet name of its mailbox host.</param>
/// <param name="Login">"ok", or the code with which it was refused: then the rest is empty.</param>
/// <param name="UsedBytes">Its quota figure.</param>
/// <param name="Folders">In the order of their paths.</param>
/// <param name="OldestMessage">Id, size and SHA-256 of the oldest message, "none", or the code with which reading it failed.</param>
/// <param name="Filters">Filter rules.</param>
/// <param name="Shares">Mounted folders that work.</param>
public sealed record AccountState(
    string Address,
    string Id,
    string Host,
    string Login,
    long UsedBytes,
    IReadOnlyList<FolderState> Folders,
    string OldestMessage,
    int Filters,
    int Shares);

/// <summary>State of one folder.</summary>
/// <param name="Path">Below the root, with slashes.</param>
/// <param name="Count">Items (n).</param>
/// <param name="SizeBytes">Their size (s).</param>
/// <param name="Unread">Unread items (u).</param>
/// <param name="UidValidity">Of IMAP; null for folders that IMAP does not show. Another value makes every mail program load all again.</param>
public sealed record FolderState(string Path, int Count, long SizeBytes, int Unread, long? UidValidity);

/// <summary>What reading one blob of a volume gave.</summary>
/// <param name="Host">Fleet name of the mailbox host.</param>
/// <param name="Volume">Name of the volume.</param>
/// <param name="Account">Whose message it is; empty where no sampled account has one there.</param>
/// <param name="Item">Item number; empty where there is none.</param>
/// <param name="Read">SHA-256 of the message, or the code with which reading it failed.</param>
public sealed record VolumeState(string Host, string Volume, string Account, string Item, string Read);
