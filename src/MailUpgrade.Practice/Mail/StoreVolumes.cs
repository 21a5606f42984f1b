using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>Volumes of a store and whether their blobs can be read, by the same files that the store's own commands go by.</summary>
internal sealed class StoreVolumes(ClusterFolder cluster, string host)
{
    // Wire clock: how often a hanging read looks whether the far side has come back.
    private static readonly TimeSpan HangLook = TimeSpan.FromSeconds(1);

    private readonly StoreFaults _faults = new(cluster.FaultsOf(host));

    /// <summary>The store has a volume 4, which lies at the far site.</summary>
    public bool HasFar => List().Any(v => v.Id == 4);

    public IReadOnlyList<StoreVolume> List()
    {
        try
        {
            return [.. File.ReadLines(Below("opt/zimbra/db/data/practice/volumes")).Select(StoreVolume.Parse).OfType<StoreVolume>()];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    public async Task<bool> ReadableAsync(int id, CancellationToken ct)
    {
        if (List().FirstOrDefault(v => v.Id == id) is not { } volume)
        {
            return false;
        }

        if (volume.StoreType == "S3")
        {
            // Only the plugin, or NG after it, knows how to read an object store.
            return Plugin() && File.Exists(Below("opt/zimbra/conf/zextras/s3-" + volume.Bucket))
                && !_faults.Has("s3-credentials-lost") && !_faults.Has("far-volume-lost");
        }

        if (!volume.Path.StartsWith("/mnt/far", StringComparison.Ordinal))
        {
            return true;
        }

        while (_faults.Has("far-volume-hangs"))
        {
            await Task.Delay(HangLook, ct);
        }

        return !_faults.Has("far-volume-lost") && File.Exists(Below(volume.Path[1..] + "/.mounted"));
    }

    private bool Plugin() =>
        File.Exists(Below("opt/zimbra/lib/ext/zextras/zextras.jar"))
        || (File.Exists(Below("var/lib/dpkg/practice-packages"))
            && File.ReadLines(Below("var/lib/dpkg/practice-packages")).Any(l => l.StartsWith("zimbra-network-modules-ng ", StringComparison.Ordinal)));

    private string Below(string path) => Path.Combine(cluster.RootOf(host), path);
}

/// <summary>A line `id|name|type|path|compressed|threshold|current|store type|bucket` of the store's volume table.</summary>
internal sealed record StoreVolume(int Id, string Name, string Type, string Path, bool Compressed, bool Current, string StoreType, string Bucket)
{
    /// <summary>Zimbra's number of the type.</summary>
    public int TypeNumber => Type switch { "primaryMessage" => 1, "secondaryMessage" => 2, _ => 10 };

    public static StoreVolume? Parse(string line) =>
        line.Split('|') is [var id, var name, var type, var path, var compressed, _, var current, var store, var bucket]
        && int.TryParse(id, out var number)
            ? new StoreVolume(number, name, type, path, compressed == "true", current == "true", store, bucket)
            : null;
}
