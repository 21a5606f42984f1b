namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>A folder as LIST and STATUS tell it.</summary>
/// <param name="Name">As the server writes it.</param>
/// <param name="Path">As people do.</param>
/// <param name="Messages">How many.</param>
/// <param name="Unseen">Of these.</param>
/// <param name="UidNext">Next number.</param>
/// <param name="UidValidity">Of the numbers.</param>
/// <param name="SizeBytes">Bytes; -1 where the server does not say (RFC 8438).</param>
public sealed record ImapFolder(string Name, string Path, int Messages, int Unseen, long UidNext, long UidValidity, long SizeBytes);
