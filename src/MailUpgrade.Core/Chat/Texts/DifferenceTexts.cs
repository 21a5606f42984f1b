using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words of differences between accounts, by the codes that stand in the journal.</summary>
public static partial class DifferenceTexts
{
    private static readonly FrozenDictionary<string, LocalText> Whats = new Dictionary<string, LocalText>
    {
        ["account"] = new("account gone or new", "akun hilang atau baru"),
        ["login"] = new("login refused", "login ditolak"),
        ["mailbox-host"] = new("mailbox on another host", "mailbox di host lain"),
        ["quota"] = new("quota figure", "angka kuota"),
        ["folder"] = new("folder gone or new", "folder hilang atau baru"),
        ["items"] = new("number of messages", "jumlah email"),
        ["bytes"] = new("size of a folder", "ukuran folder"),
        ["unread"] = new("unread messages", "email belum dibaca"),
        ["uidvalidity"] = new("UIDVALIDITY of a folder", "UIDVALIDITY folder"),
        ["uidnext"] = new("UIDNEXT went back", "UIDNEXT mundur"),
        ["imap-items"] = new("IMAP counts otherwise", "hitungan IMAP lain"),
        ["oldest"] = new("oldest message", "email tertua"),
        ["message"] = new("a known message", "email yang dikenal"),
        ["filters"] = new("filters", "filter"),
        ["signatures"] = new("signatures", "signature"),
        ["shares"] = new("shares", "folder bersama"),
        ["contacts"] = new("contacts", "kontak"),
        ["appointments"] = new("appointments", "kalender"),
        ["lists"] = new("distribution lists", "mailing list"),
        ["way-imap"] = new("IMAP", "IMAP"),
        ["way-pop3"] = new("POP3", "POP3"),
        ["way-web"] = new("web mail", "webmail"),
        ["way-soap"] = new("web service", "layanan web"),
        ["way-mobile"] = new("mobile sync", "sinkron HP"),
        ["way-calendar"] = new("CalDAV", "CalDAV"),
        ["way-submission"] = new("sending (submission)", "kirim email (submission)"),
        ["way-lmtp"] = new("LMTP", "LMTP"),
        ["way-smtp"] = new("SMTP", "SMTP"),
        ["way-page"] = new("login page", "halaman login"),
        ["way-ldap"] = new("LDAP", "LDAP"),
        ["way-gal"] = new("address book search", "pencarian alamat"),
        ["blob"] = new("a message on a storage volume", "email di volume penyimpanan"),
        ["volume"] = new("storage volume", "volume penyimpanan"),
        ["accounts"] = new("number of accounts", "jumlah akun"),
        ["directory-state"] = new("LDAP replica", "replika LDAP"),
        ["certificate"] = new("certificate", "sertifikat"),
        ["certificate-imap"] = new("certificate of IMAP", "sertifikat IMAP"),
        ["certificate-pop3"] = new("certificate of POP3", "sertifikat POP3"),
        ["certificate-smtp"] = new("certificate of SMTP", "sertifikat SMTP"),
        ["certificate-submission"] = new("certificate of submission", "sertifikat submission"),
        ["certificate-ldap"] = new("certificate of LDAP", "sertifikat LDAP"),
        ["flow"] = new("probe mail", "email probe"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, LocalText> Causes = new Dictionary<string, LocalText>
    {
        ["unknown"] = new("cause not known", "penyebab belum jelas"),
        ["messages-lost"] = new("messages are gone", "email hilang"),
        ["mail-arrived"] = new("mail came in while the doors were closed", "ada email masuk saat akses ditutup"),
        ["index-rebuilt"] = new("the index was built anew: mail programs load everything again", "index dibangun ulang: program email mengunduh semuanya lagi"),
        ["folder-lost"] = new("the folder was not taken over", "folder tidak ikut terbawa"),
        ["folder-new"] = new("the upgrade or somebody made it", "dibuat oleh upgrade atau seseorang"),
        ["blob-missing"] = new("the database knows it, the volume has no file", "ada di database, file-nya tidak ada di volume"),
        ["volume-unreadable"] = new("the volume does not answer: mount, line or credentials", "volume tidak menjawab: mount, jalur atau kredensial"),
        ["moved-host"] = new("directory and mailbox host do not agree", "direktori dan host mailbox tidak cocok"),
        ["quota-not-recounted"] = new("the quota was not counted again", "kuota belum dihitung ulang"),
        ["filters-not-migrated"] = new("filters were not taken over", "filter tidak ikut terbawa"),
        ["signatures-not-migrated"] = new("signatures were not taken over", "signature tidak ikut terbawa"),
        ["share-target-unreachable"] = new("the owner's mailbox or the right is gone", "mailbox pemilik atau izinnya hilang"),
        ["data-not-migrated"] = new("it was not taken over", "tidak ikut terbawa"),
        ["flags-lost"] = new("read marks were lost, or somebody read mail", "tanda baca hilang, atau ada yang membaca"),
        ["web-down"] = new("other ways work: the web application does not", "cara lain jalan: aplikasi web tidak"),
        ["proxy-routes"] = new("the proxy keeps old routes", "proxy menyimpan rute lama"),
        ["login-broken"] = new("the login does not work any more", "login tidak jalan lagi"),
        ["service-down"] = new("the service does not answer", "layanan tidak menjawab"),
        ["account-gone"] = new("not in the directory any more", "tidak ada lagi di direktori"),
        ["account-new"] = new("made meanwhile", "dibuat sementara itu"),
        ["restored-older"] = new("an older copy was restored", "yang di-restore salinan lama"),
        ["two-protocols-differ"] = new("two ways count differently", "dua cara menghitung berbeda"),
        ["replica-behind"] = new("the replica is behind its master", "replika tertinggal dari master"),
        ["certificate-ends"] = new("the certificate cannot be used", "sertifikat tidak bisa dipakai"),
        ["message-changed"] = new("its bytes are others than before", "isinya tidak sama dengan sebelumnya"),
        ["mail-stuck"] = new("mail does not come through", "email tidak sampai"),
        ["read-before-too"] = new("it could not be read before either", "sebelumnya juga tidak terbaca"),
    }.ToFrozenDictionary();

    /// <summary>What differs.</summary>
    public static string What(string code, Speech say) => Whats.TryGetValue(code, out var text) ? say.Say(text) : code;

    /// <summary>Likely cause.</summary>
    public static string Cause(string code, Speech say) => Causes.TryGetValue(code, out var text) ? say.Say(text) : code;

    /// <summary>How bad.</summary>
    public static string Severity(string code, Speech say) => code switch
    {
        "grave" => say.Say("grave", "berat"),
        "serious" => say.Say("serious", "serius"),
        _ => say.Say("minor", "ringan"),
    };

    /// <summary>One difference on one line, addresses masked.</summary>
    public static string Line(int number, FoundDifference d, bool accepted, Speech say)
    {
        var where = d.Folder.Length > 0 ? $"{Masked(d.Account)}, {d.Folder}" : Masked(d.Account);
        var done = accepted ? say.Say(" (accepted)", " (diterima)") : "";
        return say.Say(
            $"{number}. {Severity(d.Severity, say)}: {where}: {What(d.What, say)} {Masked(d.Before)} → {Masked(d.After)}; {Cause(d.Cause, say)}{done}",
            $"{number}. {Severity(d.Severity, say)}: {where}: {What(d.What, say)} {Masked(d.Before)} → {Masked(d.After)}; {Cause(d.Cause, say)}{done}");
    }

    /// <summary>Chats are read by many: of a mail address the first two characters and the domain are left.</summary>
    public static string Masked(string text) => Address().Replace(text, m => $"{m.Groups[1].Value[..Math.Min(2, m.Groups[1].Length)]}…@{m.Groups[2].Value}");

    [GeneratedRegex(@"([^\s@<>()/,;:]+)@([A-Za-z0-9.-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
