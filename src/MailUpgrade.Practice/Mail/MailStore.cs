using System.Globalization;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// The mailboxes of one store as they are now: seeded mail, delivered mail and the faults that are set. Everything is read from the
/// host's root prefix, so that a restored snapshot is seen at once.
/// </summary>
internal sealed class MailStore(ClusterFolder cluster, string host)
{
    // Item numbers of what came later; seeded ones stay far below.
    private const int FirstDelivered = 1_000_000;
    private const int FirstArrived = 5_000_000;

    private readonly StoreFaults _faults = new(cluster.FaultsOf(host));
    private readonly LoginStorm _logins = new(cluster, host);
    private readonly Lock _delivering = new();
    private DateTime _logged;
    private volatile Loaded _loaded = new(default, new Dictionary<string, MailAccount>(), null);

    public string Host => host;

    public bool Up => File.Exists(Path.Combine(cluster.ServicesOf(host), "mailbox"));

    public bool LoginRefused => _faults.Has("login-refused");

    public bool RateLimited => _faults.Has("rate-limited");

    public StoreVolumes Volumes { get; } = new(cluster, host);

    public IReadOnlyCollection<MailAccount> Accounts => [.. Load().ByAddress.Values];

    public MailAccount? Find(string address) => Load().ByAddress.GetValueOrDefault(address.ToLowerInvariant());

    public bool WebDown => _faults.Has("web-down");

    /// <summary>The directory names another store than the one that has the mailbox.</summary>
    public bool IsMisplaced(MailAccount account) => _faults.Hits("wrong-host", account, () => IsLargest(account));

    public int Filters(MailAccount account) => _faults.Hits("filter-lost", account, () => true) ? 0 : account.Filters;

    public int Signatures(MailAccount account) => _faults.Hits("signature-lost", account, () => true) ? 0 : 1 + (int)(SeededMessage.Mix(account.Seed, -71) % 3);

    public static int Lists(MailAccount account) => (int)(SeededMessage.Mix(account.Seed, -72) % 4);

    /// <summary>The address list does not show it.</summary>
    public bool IsHidden(MailAccount account) => _faults.Hits("gal-lost", account, () => true);

    public bool SharesBroken(MailAccount account) => _faults.Hits("share-lost", account, () => true);

    public uint UidValidity(MailAccount account, MailFolder folder) =>
        folder.UidValidity + (Hit("uidvalidity-changed", account, folder) ? 1u : 0u);

    /// <summary>Item numbers of a folder, oldest first. An item's number is its UID too.</summary>
    public IReadOnlyList<int> Items(MailAccount account, MailFolder folder)
    {
        var lost = Hit("messages-lost", account, folder) ? Math.Min(_faults.Number("messages-lost", "count", 5), folder.Count) : 0;
        var items = Enumerable.Range(folder.First + lost, folder.Count - lost);
        if (folder.Id != 2)
        {
            return [.. items];
        }

        var arrived = Hit("mail-arrives", account, folder) ? _faults.Number("mail-arrives", "count", 3) : 0;
        return [.. items, .. Delivered(account), .. Enumerable.Range(FirstArrived, arrived)];
    }

    public int Size(MailAccount account, int item) =>
        item is >= FirstDelivered and < FirstArrived ? (int)new FileInfo(DeliveredPath(account, item)).Length : SeededMessage.Size(account, item);

    public long Size(MailAccount account, IReadOnlyList<int> items)
    {
        var sum = 0L;
        foreach (var item in items)
        {
            sum += Size(account, item);
        }

        return sum;
    }

    public long Used(MailAccount account) => Drift(account) + account.Folders.Where(f => f.OverImap).Sum(f => Size(account, Items(account, f)));

    public DateTimeOffset Date(MailAccount account, MailFolder folder, int item) => item switch
    {
        >= FirstArrived => account.Last.AddHours(1),
        >= FirstDelivered => new DateTimeOffset(File.GetLastWriteTimeUtc(DeliveredPath(account, item)), TimeSpan.Zero),
        _ => SeededMessage.Date(account, folder, item),
    };

    public int VolumeOf(MailAccount account, MailFolder folder, int item) =>
        item >= FirstDelivered ? 1 : SeededMessage.Volume(account, folder, item, Volumes.HasFar);

    /// <summary>The message's bytes; null where its volume does not give them. Waits while a far volume hangs.</summary>
    public async Task<byte[]?> ReadAsync(MailAccount account, MailFolder folder, int item, CancellationToken ct)
    {
        var volume = VolumeOf(account, folder, item);
        if (!await Volumes.ReadableAsync(volume, ct) || (_faults.Hits("blob-missing", account, () => IsLargest(account)) && volume == _faults.Number("blob-missing", "volume", 3)))
        {
            return null;
        }

        return item is >= FirstDelivered and < FirstArrived
            ? await File.ReadAllBytesAsync(DeliveredPath(account, item), ct)
            : SeededMessage.Bytes(account, folder, item);
    }

    /// <summary>Puts a message into the Inbox.</summary>
    public void Deliver(MailAccount account, byte[] message)
    {
        lock (_delivering)
        {
            var item = Math.Max(LastNumber(account), Delivered(account).DefaultIfEmpty(FirstDelivered).Max()) + 1;
            var path = DeliveredPath(account, item);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path + ".new", message);
            File.Move(path + ".new", path);
            Log(account, item);
        }
    }

    /// <summary>Mail that came by the fault <c>mail-arrives</c> is in the log as any other, once for each time the fault is set.</summary>
    public void LogArrivals()
    {
        var fault = new FileInfo(Path.Combine(cluster.FaultsOf(host), "mail-arrives"));
        if (!fault.Exists || fault.LastWriteTimeUtc == _logged || !Up || Load().Largest is not { } address || Find(address) is not { } account)
        {
            return;
        }

        _logged = fault.LastWriteTimeUtc;
        foreach (var item in Enumerable.Range(FirstArrived, _faults.Number("mail-arrives", "count", 3)))
        {
            Log(account, item);
        }
    }

    /// <summary>Plays <c>login-storm</c>.</summary>
    public void LogLogins() => _logins.Play(() => [.. Load().ByAddress.Keys.Order(StringComparer.Ordinal)]);

    /// <summary>The line by which administrators see a delivery; the words are those of mailbox.log.</summary>
    private void Log(MailAccount account, int item)
    {
        var at = new PracticeClock(cluster).GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        File.AppendAllText(
            Path.Combine(cluster.RootOf(host), "opt/zimbra/log/mailbox.log"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{at:yyyy-MM-dd HH:mm:ss,fff} INFO  [LmtpServer-1] [name={account.Address};mid={account.MailboxId};] mailop - Adding Message: id={item}, Message-ID=<{item}@{host}>, parentId=-1, folderId=2, folderName=Inbox.\n"));
    }

    private IEnumerable<int> Delivered(MailAccount account)
    {
        var folder = Path.GetDirectoryName(DeliveredPath(account, 0))!;
        return !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*.eml")
                .Select(f => int.TryParse(Path.GetFileNameWithoutExtension(f), NumberStyles.None, CultureInfo.InvariantCulture, out var item) ? item : 0)
                .Where(item => item > FirstDelivered).Order();
    }

    private string DeliveredPath(MailAccount account, int item) =>
        Path.Combine(cluster.RootOf(host), "opt/zimbra/store/incoming", $"{account.MailboxId}", $"{item}.eml");

    /// <summary>Takes a delivered message away.</summary>
    public bool Remove(MailAccount account, int item)
    {
        lock (_delivering)
        {
            if (item is < FirstDelivered or >= FirstArrived || !File.Exists(DeliveredPath(account, item)))
            {
                return false;
            }
            // Numbers are never given twice: the highest so far stays known.
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(DeliveredPath(account, item))!, "last"), Math.Max(item, LastNumber(account)).ToString(CultureInfo.InvariantCulture));
            File.Delete(DeliveredPath(account, item));
            return true;
        }
    }

    /// <summary>Delivered messages that carry a Message-ID.</summary>
    public IReadOnlyList<int> WithId(MailAccount account, string messageId) =>
        [.. Delivered(account).Where(item => File.ReadLines(DeliveredPath(account, item)).TakeWhile(l => l.Length > 0).Any(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase) && l.Contains(messageId, StringComparison.Ordinal)))];

    private int LastNumber(MailAccount account)
    {
        var file = Path.Combine(Path.GetDirectoryName(DeliveredPath(account, 0))!, "last");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : FirstDelivered;
    }

    private long Drift(MailAccount account) => _faults.Hits("quota-drift", account, () => IsLargest(account)) ? _faults.Number("quota-drift", "bytes", 7_340_032) : 0;

    private bool IsLargest(MailAccount account) => account.Address == Load().Largest;

    // Faults of a single folder hit the Inbox: of the accounts that they name, or of the store's largest mailbox.
    private bool Hit(string fault, MailAccount account, MailFolder folder) => folder.Id == 2 && _faults.Hits(fault, account, () => IsLargest(account));

    private Loaded Load()
    {
        var file = new FileInfo(Path.Combine(cluster.RootOf(host), MailSeed.AccountsFile));
        var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        var loaded = _loaded;
        if (loaded.Stamp == stamp)
        {
            return loaded;
        }

        var accounts = File.ReadLines(file.FullName).Select(MailAccount.Parse).ToDictionary(a => a.Address, StringComparer.Ordinal);
        return _loaded = new Loaded(stamp, accounts, accounts.Values.MaxBy(MailSeed.Used)?.Address);
    }

    private sealed record Loaded((DateTime Written, long Length) Stamp, IReadOnlyDictionary<string, MailAccount> ByAddress, string? Largest);
}
