using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>Makes the mailboxes of a practice cluster: the same fleet gives the same mail, spread over its stores.</summary>
internal static class MailSeed
{
    /// <summary>Below a store's root prefix, so that a snapshot and a restore carry it.</summary>
    public const string AccountsFile = "opt/zimbra/store/practice-accounts";

    private static readonly string[] OwnFolders = ["Projects", "Projects/2017", "Projects/2018", "Keuangan", "Pelanggan", "Arsip", "Vendor", "Cuti"];

    // All mail was written before this; the night of the case is a day later.
    private static readonly DateTimeOffset Last = new(2018, 12, 28, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Stores that have no mailboxes yet get theirs; LDAP's list of accounts is written with them.</summary>
    public static void CreateMissing(ClusterFolder cluster, Fleet fleet)
    {
        var stores = fleet.Hosts.Where(h => h.Roles.Contains("mailbox")).ToList();
        if (stores.Count == 0 || stores.All(s => File.Exists(Path.Combine(cluster.RootOf(s.Name), AccountsFile))))
        {
            return;
        }

        var accounts = Enumerable.Range(1, fleet.Accounts).Select(n => Make(n, fleet, stores.Count)).ToList();
        for (var s = 0; s < stores.Count; s++)
        {
            var path = Path.Combine(cluster.RootOf(stores[s].Name), AccountsFile);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            ClusterFiles.Write(path, string.Concat(accounts.Where((_, i) => i % stores.Count == s).Select(a => a.ToLine() + "\n")));
        }

        var master = fleet.Hosts.FirstOrDefault(h => h.Roles.Contains("ldap-master"));
        if (master is not null)
        {
            var ledger = Path.Combine(cluster.RootOf(master.Name), "opt/zimbra/data/ldap/practice");
            Directory.CreateDirectory(ledger);
            ClusterFiles.Write(
                Path.Combine(ledger, "accounts"),
                string.Concat(accounts.Select((a, i) => string.Create(
                    CultureInfo.InvariantCulture, $"{a.Address} {stores[i % stores.Count].Name}.{fleet.Domain} {a.MailboxId} 0 {Used(a)}\n"))));
        }
    }

    /// <summary>Bytes of all seeded messages.</summary>
    public static long Used(MailAccount account) => account.Folders.Where(f => f.OverImap).Sum(f => SeededMessage.Sizes(account, f.First, f.Count));

    private static MailAccount Make(int number, Fleet fleet, int stores)
    {
        var seed = SeededMessage.Mix(0x4D41494C, number);
        int Pick(int what, int from, int to) => from + (int)(SeededMessage.Mix(seed, -1000 - what) % (ulong)(to - from + 1));

        // One in forty is a very large mailbox, one in forty has next to nothing.
        var weight = Pick(1, 0, 39) switch { 0 => 20, 1 => 0, var w => 1 + (w % 4) };
        var created = new DateTimeOffset(2009, 3, 1, 1, 0, 0, TimeSpan.Zero).AddDays(Pick(2, 0, 3300));
        uint Validity(int folder) => (uint)(created.ToUnixTimeSeconds() + folder);
        var folders = new List<(int Id, string Path, int Count, string View)>
        {
            (2, "Inbox", Pick(3, 5, 400) * weight, "message"),
            (3, "Trash", Pick(4, 0, 40), "message"),
            (4, "Junk", Pick(5, 0, 60), "message"),
            (5, "Sent", Pick(6, 2, 200) * weight, "message"),
            (6, "Drafts", Pick(7, 0, 6), "message"),
            (7, "Contacts", Pick(8, 0, 300), "contact"),
            (10, "Calendar", Pick(9, 0, 500), "appointment"),
        };
        for (var own = 0; own < Pick(10, 0, OwnFolders.Length); own++)
        {
            folders.Add((257 + own, OwnFolders[own], Pick(20 + own, 0, 250) * weight, "message"));
        }

        var first = MailAccount.FirstItem;
        var made = new List<MailFolder>();
        foreach (var (id, path, count, view) in folders)
        {
            made.Add(new MailFolder(id, path, Validity(id), count, view == "message" ? Math.Min(count, Pick(40 + id, 0, 25)) : 0, view, first));
            first += count;
        }

        var shares = Pick(11, 0, 3) > 0
            ? [new MailShare(290, "Bersama", Address(1 + (number % fleet.Accounts), fleet))]
            : (IReadOnlyList<MailShare>)[];
        return new MailAccount(
            Address(number, fleet), $"00000000-0000-4000-9000-{number:d12}", ((number - 1) / stores) + 1, seed, created, Last, Pick(12, 0, 9), made, shares);
    }

    private static string Address(int number, Fleet fleet) => string.Create(CultureInfo.InvariantCulture, $"user{number:d3}@{fleet.Domain}");
}
