namespace MailUpgrade.Adapters.Tests.MailLab;

/// <summary>Damage done to an account in the mail server's own files, and undone.</summary>
/// <param name="Name">For messages.</param>
/// <param name="What">Code of the finding that must name it.</param>
/// <param name="Do">Does it.</param>
public sealed record Damage(string Name, string What, Action<MailServers, string> Do)
{
    /// <summary>Every kind that these files can have.</summary>
    public static IReadOnlyList<Damage> All { get; } =
    [
        new("messages lost", "items", (s, a) => File.Delete(Messages(Inbox(s, a)).First())),
        new("UIDVALIDITY changed", "uidvalidity", (s, a) => Edit(Path.Combine(Inbox(s, a), "dovecot-uidlist"), t => Regex(t, @"V(\d+)", m => $"V{long.Parse(m, System.Globalization.CultureInfo.InvariantCulture) + 7}"), Inbox(s, a))),
        new("folder lost", "folder", (s, a) => Directory.Delete(Path.Combine(Inbox(s, a), ".Sent"), recursive: true)),
        new("message changed", "oldest", (s, a) => Flip(Oldest(Inbox(s, a)))),
        new("message unreadable", "oldest", (s, a) => Replace(Oldest(Inbox(s, a)))),
        new("read marks lost", "unread", (s, a) => Unmark(Inbox(s, a))),
        new("quota drift", "quota", (s, a) => File.WriteAllText(Path.Combine(Inbox(s, a), "maildirsize"), "1073741824S\n99999999 44\n")),
        new("mailbox on the wrong host", "folder", (s, a) => Directory.Move(Inbox(s, a), Inbox(s, a).Replace(Other(s, a).From, Other(s, a).To, StringComparison.Ordinal))),
    ];

    public static IEnumerable<string> Messages(string box) => new[] { "cur", "new" }.SelectMany(f => Directory.GetFiles(Path.Combine(box, f))).Order(StringComparer.Ordinal);

    private static string Inbox(MailServers servers, string address) => servers.MailOf(address);

    /// <summary>The file of UID 1, as the server numbered it.</summary>
    private static string Oldest(string box)
    {
        var name = File.ReadLines(Path.Combine(box, "dovecot-uidlist")).First(l => l.StartsWith("1 ", StringComparison.Ordinal)).Split(':')[1];
        return Messages(box).First(f => Path.GetFileName(f).StartsWith(name.Split(",S=")[0], StringComparison.Ordinal));
    }

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 0x20;
        // A new file: the old one's bytes may be linked from other mailboxes.
        File.Delete(file);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>The name stays, what is behind it is no file: reading it fails.</summary>
    private static void Replace(string file)
    {
        File.Delete(file);
        File.CreateSymbolicLink(file, "/proc/1/environ");
    }

    private static void Unmark(string box)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(box, "cur")).Where(f => f.EndsWith(":2,S", StringComparison.Ordinal)))
        {
            File.Move(file, file[..^1]);
        }
    }

    private static (string From, string To) Other(MailServers servers, string address) =>
        servers.MailOf(address).StartsWith(servers.Store(1), StringComparison.Ordinal) ? (servers.Store(1), servers.Store(2)) : (servers.Store(2), servers.Store(1));

    private static void Edit(string file, Func<string, string> change, string box)
    {
        File.WriteAllText(file, change(File.ReadAllText(file)));
        // Indexes remember the old number; a restored or rebuilt mailbox has none.
        foreach (var index in Directory.GetFiles(box, "dovecot.index*"))
        {
            File.Delete(index);
        }
        foreach (var index in Directory.GetFiles(box, "dovecot.list.index*"))
        {
            File.Delete(index);
        }
    }

    private static string Regex(string text, string pattern, Func<string, string> number) =>
        new System.Text.RegularExpressions.Regex(pattern).Replace(text, m => number(m.Groups[1].Value), 1);
}
