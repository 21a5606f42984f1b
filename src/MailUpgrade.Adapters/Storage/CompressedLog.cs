using System.IO.Compression;

namespace MailUpgrade.Adapters.Storage;

/// <summary>A log that lies compressed as <c>PATH.gz</c> in place of PATH. At every moment one of the two is whole.</summary>
internal static class CompressedLog
{
    /// <summary>Below this a file takes a block of the disk either way.</summary>
    public const int LeastBytes = 64 * 1024;

    /// <summary>Compresses a log that is long enough; nobody writes to it now.</summary>
    public static void Make(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length < LeastBytes)
        {
            return;
        }
        using (var from = File.OpenRead(path))
        using (var to = new GZipStream(File.Create(path + ".gz.new"), CompressionLevel.Fastest))
        {
            from.CopyTo(to);
        }
        File.Move(path + ".gz.new", path + ".gz", overwrite: true);
        File.Delete(path);
    }

    /// <summary>Makes the plain log again where only the compressed one is there.</summary>
    public static void Restore(string path)
    {
        // Both: a kill came between the two. The plain one is whole.
        if (File.Exists(path + ".gz") && !File.Exists(path))
        {
            using (var from = new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress))
            using (var to = File.Create(path + ".new"))
            {
                from.CopyTo(to);
            }
            File.Move(path + ".new", path);
        }
        File.Delete(path + ".gz");
    }

    /// <summary>The last bytes of a compressed log, and how many are before them.</summary>
    public static (byte[] Bytes, long Before) Tail(string path, int most)
    {
        using var from = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var ring = new byte[most * 2];
        var (held, before) = (0, 0L);
        for (int read; (read = from.Read(ring, held, ring.Length - held)) > 0;)
        {
            held += read;
            if (held == ring.Length)
            {
                ring.AsSpan(most).CopyTo(ring);
                (held, before) = (most, before + most);
            }
        }
        var over = Math.Max(0, held - most);
        return (ring[over..held], before + over);
    }
}
