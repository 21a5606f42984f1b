using System.Globalization;
using System.Text;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// Holds a state folder. The lock is the kernel's (<c>flock</c> on the open file <c>lock</c>), so a killed process leaves none behind;
/// the text in the file only says who it is. Child processes do not inherit it.
/// </summary>
public sealed class StateFolderLock : IDisposable
{
    private readonly FileStream file;

    internal StateFolderLock(StateFolder folder, TimeProvider wireClock)
    {
        try
        {
            file = new FileStream(folder.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException taken) when (File.Exists(folder.LockPath))
        {
            var (pid, since) = ReadOwner(folder.LockPath);
            throw new StateFolderInUseException(folder.FullPath, pid, since, taken);
        }
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{Environment.ProcessId} {JournalLineFormat.Instant(wireClock.GetUtcNow())}\n")));
    }

    /// <summary>Gives the folder back. May be called twice.</summary>
    public void Dispose() => file.Dispose();

    /// <summary>The owner's pid and since when, as far as the file tells: it may be read between the lock and the writing.</summary>
    private static (int? Pid, string? Since) ReadOwner(string path)
    {
        try
        {
            using var handle = Posix.OpenRead(path);
            var bytes = new byte[100];
            var parts = Encoding.ASCII.GetString(bytes, 0, RandomAccess.Read(handle, bytes, 0)).Split(' ', '\n');
            return parts.Length >= 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var pid) ? (pid, parts[1]) : (null, null);
        }
        catch (IOException)
        {
            return (null, null);
        }
    }
}
