namespace MailUpgrade.Adapters.Storage;

/// <summary>Small files that are read while they are replaced.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Replaces a file: whoever reads sees the old or the new content, whole, after a power cut too. May be called twice; two at
    /// once leave one of the two contents.
    /// </summary>
    /// <exception cref="IOException">The old content is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        // The rename itself is in the folder; without this a power cut could bring the old file back.
        using var folder = Posix.OpenRead(Path.GetDirectoryName(target)!);
        RandomAccess.FlushToDisk(folder);
    }
}
