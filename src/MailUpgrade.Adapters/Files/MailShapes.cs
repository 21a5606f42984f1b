using static MailUpgrade.Adapters.Files.FileShapes;

namespace MailUpgrade.Adapters.Files;

/// <summary>The keys of a fleet's <c>mail</c> and a pack's <c>sampling</c>.</summary>
public static class MailShapes
{
    /// <summary>A pack's <c>sampling</c>.</summary>
    public static Shape Sampling { get; } = new("sampling",
        Must("probes", "zimbra or imap", "zimbra", "imap"),
        Must("mailbox", "the roles that hold mailboxes, e.g. [mailbox]"),
        May("mta", "the roles that take mail in, e.g. [mta]"),
        May("proxy", "the roles that users come in by, e.g. [proxy]"),
        May("directory", "the roles that know the accounts, the master's first, e.g. [ldap-master, ldap-replica]"),
        Must("ports", "{ imap: 993, pop3: 995, lmtp: 24, submission: 587, smtp: 25, ldap: 389, web: 8443, admin: 7071, page: 443 }; what is left out is not probed"),
        May("purged", "folders that the mail system empties itself, e.g. [Junk, Trash]"));

    /// <summary>A fleet's <c>mail</c>.</summary>
    public static Shape Mail { get; } = new("mail",
        May("admin", "the login of an administrator who may act for any account"),
        May("password", "file:/PATH of the file with that password"),
        May("tls", "required or none", "required", "none"),
        May("authority", "the path of a PEM file to trust in place of the system's authorities, or null"),
        May("ports", "{ imap: 143 }: ports that go before those of the pack"),
        May("directory", "{ bind: ..., password: file:/..., below: ..., filter: ..., address: mail, host: null, class: null }"),
        May("accounts", "the path of a file with lines ADDRESS [HOST [CLASS [BYTES]]]; where no directory is asked"),
        May("vip", "a list of addresses that are always looked at"),
        May("test-accounts", "a list of { address: ..., password: file:/... }"),
        May("from", "the address of the bot's own machine that probes come from: a tester, so that closed doors let them pass; or null"),
        May("outside", "an address elsewhere that takes probe mail, or null"),
        May("sample", "{ accounts: 60, detect: 1%, confidence: 95%, per-second: 3, load: 0, messages: 3, blobs: 5, keep: 30d }"));

    /// <summary>A mail's <c>directory</c>.</summary>
    public static Shape Directory { get; } = new("directory",
        Must("bind", "the DN of a reader"),
        Must("password", "file:/PATH of the file with its password"),
        Must("below", "the DN below which accounts lie"),
        May("filter", "an LDAP filter of accounts, default (objectClass=*)"),
        May("address", "the attribute with the mail address, default mail"),
        May("host", "the attribute with the mailbox host, or null where there is one"),
        May("class", "the attribute with the class of service, or null"));

    /// <summary>One of a mail's <c>test-accounts</c>.</summary>
    public static Shape TestAccount { get; } = new("test-account",
        Must("address", "a mail address"),
        Must("password", "file:/PATH of the file with its password"));

    /// <summary>A mail's <c>sample</c>.</summary>
    public static Shape Sample { get; } = new("sample",
        May("accounts", "how many are drawn at random, 0 to 1000000"),
        May("detect", "the share that a fault must hit to be seen, e.g. 1%; goes before accounts"),
        May("confidence", "with which chance it is seen, e.g. 95%"),
        May("per-second", "accounts begun per second and host, 1 to 1000"),
        May("load", "load average per core above which a host is let alone, 0 to 100 with one decimal; 0: not looked at"),
        May("messages", "newest messages read per account, 0 to 100"),
        May("blobs", "blobs read per storage volume, 0 to 1000"),
        May("keep", "how long a baseline is kept, 1d to 3650d"));
}
