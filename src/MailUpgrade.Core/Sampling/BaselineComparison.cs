using System.Globalization;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Core.Sampling;

/// <summary>Names every difference between two states of the same accounts.</summary>
public static class BaselineComparison
{
    private const string Absent = "absent";

    /// <summary>Folders whose mail is thrown away by the mail system itself: not compared.</summary>
    public static IReadOnlyList<string> PurgedFolders { get; } = ["Junk", "Trash"];

    /// <summary>Differences in the order of accounts, then of volumes; empty where all is as before.</summary>
    public static IReadOnlyList<Finding> Compare(Baseline before, Baseline after) =>
    [
        .. Pairs(before.Accounts, after.Accounts, a => a.Address).SelectMany(p => OfAccount(p.Key, p.Before, p.After)),
        .. Pairs(before.Volumes, after.Volumes, v => $"{v.Host} volume {v.Volume}").SelectMany(p => OfVolume(p.Key, p.Before, p.After)),
    ];

    private static IEnumerable<Finding> OfAccount(string address, AccountState? before, AccountState? after)
    {
        if (before is null || after is null)
        {
            return [new Finding(address, "account", before is null ? Absent : "there", after is null ? Absent : "there")];
        }

        if (before.Login != after.Login)
        {
            return [new Finding(address, "login", before.Login, after.Login)];
        }

        var purged = Purged(before) == Purged(after);
        return
        [
            .. Differs(address, "mailbox host", before.Host, after.Host),

            // What a purge takes also changes the quota; then the folders say more.
            .. purged ? Differs(address, "quota used, bytes", Text(before.UsedBytes), Text(after.UsedBytes)) : [],
            .. Pairs(Compared(before), Compared(after), f => f.Path).SelectMany(p => OfFolder(address, p.Key, p.Before, p.After)),
            .. Differs(address, "oldest message", before.OldestMessage, after.OldestMessage),
            .. Differs(address, "filters", Text(before.Filters), Text(after.Filters)),
            .. Differs(address, "shares that work", Text(before.Shares), Text(after.Shares)),
        ];
    }

    private static IEnumerable<Finding> OfFolder(string address, string path, FolderState? before, FolderState? after)
    {
        if (before is null || after is null)
        {
            return [new Finding(address, $"folder {path}", before is null ? Absent : $"{before.Count} items", after is null ? Absent : $"{after.Count} items")];
        }

        return
        [
            .. Differs(address, $"{path}, items", Text(before.Count), Text(after.Count)),
            .. Differs(address, $"{path}, bytes", Text(before.SizeBytes), Text(after.SizeBytes)),
            .. Differs(address, $"{path}, unread", Text(before.Unread), Text(after.Unread)),
            .. Differs(address, $"{path}, UIDVALIDITY", Text(before.UidValidity), Text(after.UidValidity)),
        ];
    }

    private static IEnumerable<Finding> OfVolume(string name, VolumeState? before, VolumeState? after) =>
        before is null || after is null
            ? [new Finding(name, "volume", before is null ? Absent : "there", after is null ? Absent : "there")]
            : Differs(name, before.Item.Length > 0 ? $"item {before.Item} of {before.Account}" : "blob", before.Read, after.Read);

    private static IEnumerable<Finding> Differs(string account, string what, string before, string after) =>
        before == after ? [] : [new Finding(account, what, before, after)];

    private static IEnumerable<FolderState> Compared(AccountState account) => account.Folders.Where(f => !PurgedFolders.Contains(f.Path));

    private static long Purged(AccountState account) => account.Folders.Where(f => PurgedFolders.Contains(f.Path)).Sum(f => f.SizeBytes);

    private static IEnumerable<(string Key, T? Before, T? After)> Pairs<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key)
        where T : class
    {
        var old = before.ToDictionary(key, StringComparer.Ordinal);
        var fresh = after.ToDictionary(key, StringComparer.Ordinal);
        return old.Keys.Union(fresh.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(k => (k, old.GetValueOrDefault(k), fresh.GetValueOrDefault(k)));
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
