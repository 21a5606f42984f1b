using System.Security.Cryptography;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Evidence of people in <c>evidence/RUN/HASH.ending</c> of the state folder, readable by the bot's user alone.</summary>
public sealed class EvidenceFolder(string stateFolder) : IEvidenceStore
{
    /// <summary>Largest file that is kept.</summary>
    public const long Largest = 20 * 1024 * 1024;

    private const int HashDigits = 16;
    private const int LongestEnding = 8;

    /// <inheritdoc/>
    public Task<KeptFile> KeepAsync(string run, string name, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (bytes.Length is 0 || bytes.Length > Largest)
        {
            throw new EvidenceRefusedException(bytes.Length == 0 ? "the file is empty" : $"the file has {bytes.Length / 1024 / 1024} MB, and 20 MB is the most");
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var folder = Path.Combine(stateFolder, "evidence", run);
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        var file = hash[..HashDigits] + EndingOf(name);
        AtomicFile.Write(Path.Combine(folder, file), bytes.Span);
        return Task.FromResult(new KeptFile($"evidence/{run}/{file}", hash, bytes.Length));
    }

    /// <summary>Letters and digits behind the last dot; nothing else of a name that somebody else chose.</summary>
    private static string EndingOf(string name)
    {
        var ending = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        return ending.Length is > 0 and <= LongestEnding && ending.All(char.IsAsciiLetterOrDigit) ? "." + ending : ".bin";
    }
}
