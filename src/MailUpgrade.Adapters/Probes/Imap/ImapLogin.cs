using System.Text;

namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>Whose mailbox, and with whose password. A class and not a record: its text must never show the password.</summary>
/// <param name="user">Whose mailbox.</param>
/// <param name="admin">Who logs in for him, or null: he does.</param>
/// <param name="password">Of the one who logs in.</param>
public sealed class ImapLogin(string user, string? admin, string password)
{
    /// <summary>Whose mailbox.</summary>
    public string User => user;

    /// <summary>The whole command (RFC 4616 with SASL-IR, RFC 4959): no character of a password needs quoting, and an administrator may act for a user.</summary>
    public string AsPlain(string tag) => $"{tag} AUTHENTICATE PLAIN {Initial()}\r\n";

    /// <summary>The SASL message alone, for servers that want it after a go-ahead.</summary>
    public string Initial() => Convert.ToBase64String(Encoding.UTF8.GetBytes(admin is null ? $"\0{user}\0{password}" : $"{user}\0{admin}\0{password}"));

    /// <summary>LOGIN; null where name or password cannot be quoted.</summary>
    public string? AsLogin(string tag) => admin is null && Quotable(user) && Quotable(password) ? $"{tag} LOGIN {Quoted(user)} {Quoted(password)}\r\n" : null;

    /// <summary>A text between quotation marks.</summary>
    public static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static bool Quotable(string text) => text.All(c => c is >= ' ' and < (char)127);
}
