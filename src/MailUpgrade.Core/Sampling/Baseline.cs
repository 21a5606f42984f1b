namespace MailUpgrade.Core.Sampling;

/// <summary>State of the sampled accounts and of blobs per volume at one time. Holds no content of any message.</summary>
/// <param name="Run">Run id.</param>
/// <param name="OutOf">Accounts that exist.</param>
/// <param name="Accounts">In the order of their addresses.</param>
/// <param name="Volumes">Blobs, in the order of host, volume, account and item.</param>
public sealed record Baseline(string Run, int OutOf, IReadOnlyList<AccountState> Accounts, IReadOnlyList<VolumeState> Volumes)
{
    /// <summary>Services that belong to no account: login pages, certificates, directories.</summary>
    public IReadOnlyList<ServiceState> Services { get; init; } = [];

    /// <summary>Accounts of the random part.</summary>
    public int Random { get; init; }

    /// <summary>Out of how many these were drawn.</summary>
    public int Population { get; init; }
}

/// <summary>State of one account.</summary>
/// <param name="Address">Mail address.</param>
/// <param name="Id">The mail system's own id.</param>
/// <param name="Host">Fleet name of its mailbox host.</param>
/// <param name="Login">"ok", or the code with which it was refused: then the rest is empty.</param>
/// <param name="UsedBytes">Its quota figure; -1 where there is none.</param>
/// <param name="Folders">In the order of their paths.</param>
/// <param name="Oldest">The oldest message, or null where there is none.</param>
public sealed record AccountState(
    string Address, string Id, string Host, string Login, long UsedBytes, IReadOnlyList<FolderState> Folders, MessageState? Oldest)
{
    /// <summary>It could be read.</summary>
    public const string Ok = "ok";

    /// <summary>Newest messages.</summary>
    public IReadOnlyList<MessageState> Newest { get; init; } = [];

    /// <summary>Numbers of things beside mail, by code: <c>filters signatures shares contacts appointments lists</c>.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    /// <summary>Ways in that were tried, by code (<c>way-imap</c>): "ok", or the code with which it failed.</summary>
    public IReadOnlyDictionary<string, string> Ways { get; init; } = new Dictionary<string, string>();

    /// <summary>Why nothing can be said of it now (refused for rate, no answer in time); empty: it was read.</summary>
    public string Unjudged { get; init; } = "";
}

/// <summary>State of one folder.</summary>
/// <param name="Path">Below the root, with slashes.</param>
/// <param name="Count">Items.</param>
/// <param name="SizeBytes">Their size; -1 where the way that was used does not tell.</param>
/// <param name="Unread">Unread items.</param>
/// <param name="UidValidity">Of IMAP; null for folders that IMAP does not show. Another value makes every mail program load all again.</param>
/// <param name="UidNext">Of IMAP.</param>
public sealed record FolderState(string Path, int Count, long SizeBytes, int Unread, long? UidValidity, long? UidNext)
{
    /// <summary>Items as IMAP counts them, where two ways count; null where one does.</summary>
    public int? ImapCount { get; init; }
}

/// <summary>One message, without a word of it.</summary>
/// <param name="Folder">Path; empty where the mail system numbers items over all folders.</param>
/// <param name="Id">UID or item number.</param>
/// <param name="SizeBytes">Bytes read.</param>
/// <param name="Read">SHA-256 of its bytes, or the code with which reading it failed.</param>
public sealed record MessageState(string Folder, string Id, long SizeBytes, string Read);

/// <summary>What reading one blob of a volume gave.</summary>
/// <param name="Host">Fleet name of the mailbox host.</param>
/// <param name="Volume">Name of the volume.</param>
/// <param name="Account">Whose message it is; empty where no sampled account has one there.</param>
/// <param name="Item">Item number; empty where there is none.</param>
/// <param name="Read">SHA-256 of the message, or the code with which reading it failed.</param>
public sealed record VolumeState(string Host, string Volume, string Account, string Item, string Read);

/// <summary>A service of a host that belongs to no account.</summary>
/// <param name="Host">Fleet name.</param>
/// <param name="What">Code: <c>way-page way-lmtp way-ldap certificate certificate-imap ... directory-state accounts</c>.</param>
/// <param name="State">"ok", a figure, or the code with which it failed.</param>
public sealed record ServiceState(string Host, string What, string State);
