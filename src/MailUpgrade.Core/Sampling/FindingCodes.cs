using System.Collections.Frozen;

namespace MailUpgrade.Core.Sampling;

/// <summary>Codes of what differs and of why. They stand in journals: never renamed.</summary>
public static class FindingCodes
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["account"] = "account",
        ["login"] = "login",
        ["mailbox-host"] = "mailbox host",
        ["quota"] = "quota used, bytes",
        ["folder"] = "folder",
        ["items"] = "items",
        ["bytes"] = "bytes",
        ["unread"] = "unread",
        ["uidvalidity"] = "UIDVALIDITY",
        ["uidnext"] = "UIDNEXT",
        ["imap-items"] = "items over IMAP",
        ["oldest"] = "oldest message",
        ["message"] = "message",
        ["filters"] = "filters",
        ["signatures"] = "signatures",
        ["shares"] = "shares that work",
        ["contacts"] = "contacts",
        ["appointments"] = "appointments",
        ["lists"] = "distribution lists",
        ["way-imap"] = "IMAP",
        ["way-pop3"] = "POP3",
        ["way-web"] = "web mail",
        ["way-soap"] = "web service",
        ["way-mobile"] = "mobile sync",
        ["way-calendar"] = "CalDAV",
        ["way-submission"] = "submission",
        ["way-lmtp"] = "LMTP",
        ["way-smtp"] = "SMTP",
        ["way-page"] = "login page",
        ["way-ldap"] = "LDAP",
        ["way-gal"] = "address book search",
        ["blob"] = "blob",
        ["volume"] = "volume",
        ["accounts"] = "accounts that exist",
        ["directory-state"] = "state of the directory",
        ["certificate"] = "certificate",
        ["certificate-imap"] = "certificate of IMAP",
        ["certificate-pop3"] = "certificate of POP3",
        ["certificate-smtp"] = "certificate of SMTP",
        ["certificate-submission"] = "certificate of submission",
        ["certificate-ldap"] = "certificate of LDAP",
        ["flow"] = "probe mail",
    }.ToFrozenDictionary();

    /// <summary>English words of what differs; an unknown code is its own word.</summary>
    public static string English(string what) => Texts.GetValueOrDefault(what, what);

    /// <summary>Every code of what can differ.</summary>
    public static IReadOnlyCollection<string> All => Texts.Keys;

    /// <summary>Codes of causes.</summary>
    public static IReadOnlyList<string> Causes { get; } =
    [
        "unknown", "messages-lost", "mail-arrived", "index-rebuilt", "folder-lost", "folder-new", "blob-missing", "volume-unreadable", "moved-host", "quota-not-recounted",
        "filters-not-migrated", "signatures-not-migrated", "share-target-unreachable", "data-not-migrated", "flags-lost", "web-down", "proxy-routes", "login-broken", "service-down",
        "account-gone", "account-new", "restored-older", "two-protocols-differ", "replica-behind", "certificate-ends", "message-changed", "mail-stuck", "read-before-too",
    ];
}
