using System.Globalization;

namespace MailUpgrade.Core.Sampling;

/// <summary>Compares the folders of one account.</summary>
internal sealed class FolderComparison(
    string address, ComparisonRules rules, Action<string, string, string, string, string, string, Severity> found, Action<string> explain)
{
    private const string Absent = "absent";

    /// <summary>By how many bytes all folders together grew, purged ones included; 0 where sizes are not told.</summary>
    public long BytesGrown { get; private set; }

    public void Compare(string path, FolderState? before, FolderState? after)
    {
        BytesGrown += Math.Max(0, after?.SizeBytes ?? 0) - Math.Max(0, before?.SizeBytes ?? 0);
        if (before is null || after is null)
        {
            OfMissing(path, before, after);
            return;
        }
        OfNumbers(path, before, after);
        if (after.ImapCount is { } imap && imap != after.Count && (before.ImapCount is null || before.ImapCount == before.Count))
        {
            found(address, path, "imap-items", Text(after.Count), Text(imap), "two-protocols-differ", Severity.Serious);
        }
        if (rules.Purged.Contains(path) && after.Count <= before.Count)
        {
            if (after.Count < before.Count)
            {
                explain("purge");
            }
            return;
        }
        OfItems(path, before, after);
    }

    private void OfMissing(string path, FolderState? before, FolderState? after)
    {
        if (before is not null)
        {
            found(address, path, "folder", $"{before.Count} items", Absent, "folder-lost", before.Count > 0 ? Severity.Grave : Severity.Serious);
        }
        else if (rules.DoorsOpen)
        {
            explain("folder-made");
        }
        else
        {
            found(address, path, "folder", Absent, $"{after!.Count} items", "folder-new", Severity.Minor);
        }
    }

    private void OfNumbers(string path, FolderState before, FolderState after)
    {
        if (before.UidValidity != after.UidValidity)
        {
            found(address, path, "uidvalidity", Text(before.UidValidity), Text(after.UidValidity), "index-rebuilt", Severity.Serious);
        }
        else if (before.UidNext is { } next && after.UidNext is { } now && now < next)
        {
            found(address, path, "uidnext", Text(next), Text(now), "restored-older", Severity.Grave);
        }
    }

    private void OfItems(string path, FolderState before, FolderState after)
    {
        var grown = after.Count - before.Count;
        var arrived = before.UidNext is { } next && after.UidNext is { } now ? Math.Max(0, now - next) : 0;
        if (grown > 0 && rules.DoorsOpen && grown <= arrived)
        {
            explain("mail-arrived");
            return;
        }
        if (grown != 0)
        {
            found(address, path, "items", Text(before.Count), Text(after.Count), grown < 0 ? "messages-lost" : "mail-arrived", grown < 0 ? Severity.Grave : Severity.Minor);
        }
        if (before.SizeBytes != after.SizeBytes && before.SizeBytes >= 0 && after.SizeBytes >= 0)
        {
            found(address, path, "bytes", Text(before.SizeBytes), Text(after.SizeBytes), grown < 0 ? "messages-lost" : grown > 0 ? "mail-arrived" : "message-changed", grown < 0 || grown == 0 ? Severity.Grave : Severity.Minor);
        }
        if (before.Unread != after.Unread && grown == 0)
        {
            found(address, path, "unread", Text(before.Unread), Text(after.Unread), "flags-lost", Severity.Serious);
        }
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
