using System.Globalization;

namespace MailUpgrade.Practice.Mail;

/// <summary>A practice mailbox as it was seeded; its messages follow from the seed.</summary>
internal sealed record MailAccount(
    string Address,
    string Id,
    int MailboxId,
    ulong Seed,
    DateTimeOffset Created,
    DateTimeOffset Last,
    int Filters,
    IReadOnlyList<MailFolder> Folders,
    IReadOnlyList<MailShare> Shares)
{
    /// <summary>Item numbers of messages begin above those of folders.</summary>
    public const int FirstItem = 300;

    /// <summary>One line of the store's account file, fields divided by tabs.</summary>
    public string ToLine() => string.Join(
        '\t',
        Address,
        Id,
        MailboxId.ToString(CultureInfo.InvariantCulture),
        Seed.ToString("x16", CultureInfo.InvariantCulture),
        Created.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        Last.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        Filters.ToString(CultureInfo.InvariantCulture),
        string.Join(';', Folders.Select(f => f.ToText())),
        string.Join(';', Shares.Select(s => $"{s.Id},{s.Owner},{s.Name}")));

    public static MailAccount Parse(string line)
    {
        var fields = line.Split('\t');
        var first = FirstItem;
        var folders = new List<MailFolder>();
        foreach (var text in fields[7].Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var folder = MailFolder.Parse(text, first);
            folders.Add(folder);
            first += folder.Count;
        }

        var shares = fields[8].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split(',', 3))
            .Select(p => new MailShare(Int(p[0]), p[2], p[1]));
        return new MailAccount(
            fields[0],
            fields[1],
            Int(fields[2]),
            ulong.Parse(fields[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeSeconds(Int(fields[4])),
            DateTimeOffset.FromUnixTimeSeconds(Int(fields[5])),
            Int(fields[6]),
            folders,
            [.. shares]);
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A folder as it was seeded.</summary>
/// <param name="Id">Zimbra's number: 2 Inbox, 3 Trash, 4 Junk, 5 Sent, 6 Drafts, 7 Contacts, 10 Calendar, from 257 on people's own.</param>
/// <param name="Path">Below the root, with slashes.</param>
/// <param name="UidValidity">Of IMAP.</param>
/// <param name="Count">Items.</param>
/// <param name="Unread">Of these.</param>
/// <param name="View">message, contact, appointment.</param>
/// <param name="First">Item number of its first message; the others follow.</param>
internal sealed record MailFolder(int Id, string Path, uint UidValidity, int Count, int Unread, string View, int First)
{
    public bool OverImap => View == "message";

    public int UnreadOf(IReadOnlyList<int> items) => Math.Min(Unread, items.Count);

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Id},{UidValidity},{Count},{Unread},{View},{Path}");

    public static MailFolder Parse(string text, int first)
    {
        var parts = text.Split(',', 6);
        return new MailFolder(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[5],
            uint.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture),
            int.Parse(parts[3], CultureInfo.InvariantCulture),
            parts[4],
            first);
    }
}

/// <summary>A folder of somebody else, mounted.</summary>
internal sealed record MailShare(int Id, string Name, string Owner);
