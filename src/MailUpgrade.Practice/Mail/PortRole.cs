namespace MailUpgrade.Practice.Mail;

/// <summary>What listens on a port of a host, and by which service file it lives.</summary>
internal enum PortRole
{
    Web,
    Admin,
    Imap,
    Pop3,
    Smtp,
    Submission,
    Lmtp,
    Memcached,
    Ldap,
    MySql,

    /// <summary>Takes a connection and waits; enough to see that it listens.</summary>
    Mute,
}

/// <summary>The ports of Zimbra (zimbra.md 5.1).</summary>
internal static class PortRoles
{
    /// <summary>Null for a port that the practice mail service does not play.</summary>
    public static (PortRole Role, string Service)? Of(int realPort) => realPort switch
    {
        25 => (PortRole.Smtp, "mta"),
        465 or 587 => (PortRole.Submission, "mta"),
        80 or 443 => (PortRole.Web, "proxy"),
        143 or 993 => (PortRole.Imap, "proxy"),
        110 or 995 => (PortRole.Pop3, "proxy"),
        11211 => (PortRole.Memcached, "memcached"),
        389 or 636 => (PortRole.Ldap, "ldap"),
        7025 => (PortRole.Lmtp, "mailbox"),
        7071 => (PortRole.Admin, "mailbox"),
        8080 or 8443 => (PortRole.Web, "mailbox"),
        7143 or 7993 => (PortRole.Imap, "mailbox"),
        7110 or 7995 => (PortRole.Pop3, "mailbox"),
        7072 or 7073 or 8735 or 8736 => (PortRole.Mute, "mailbox"),
        7306 => (PortRole.MySql, "mysql"),
        _ => null,
    };
}
