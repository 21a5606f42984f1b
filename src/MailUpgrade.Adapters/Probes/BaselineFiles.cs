using System.Security.Cryptography;
using System.Text.Json;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>
/// Keeps baselines encrypted (AES-256-GCM) in <c>STATE/baselines/RUN.sealed</c>, each with a key of its own in <c>STATE/baseline-keys/RUN</c>,
/// readable by the owner only. The hash is that of the plain JSON. Deleting the key deletes the baseline.
/// </summary>
public sealed class BaselineFiles(string stateFolder)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Hash of the plain data.</summary>
    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Replaces an earlier one; returns the hash.</summary>
    public async Task<string> WriteAsync(Baseline baseline, CancellationToken ct)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(baseline, Json);
        var key = RandomNumberGenerator.GetBytes(32);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var data = new byte[NonceBytes + TagBytes + plain.Length];
        nonce.CopyTo(data, 0);
        using (var aes = new AesGcm(key, TagBytes))
        {
            // The run's name is bound in: one run's file under another's name does not open.
            aes.Encrypt(nonce, plain, data.AsSpan(NonceBytes + TagBytes), data.AsSpan(NonceBytes, TagBytes), System.Text.Encoding.UTF8.GetBytes(baseline.Run));
        }
        await PutAsync(KeyOf(baseline.Run), key, ct);
        await PutAsync(PathOf(baseline.Run), data, ct);
        CryptographicOperations.ZeroMemory(key);
        return HashOf(plain);
    }

    /// <exception cref="InvalidOperationException">There is none, or it is not one.</exception>
    public async Task<(Baseline Baseline, string Hash)> ReadAsync(string run, CancellationToken ct)
    {
        var path = PathOf(run);
        try
        {
            var data = await File.ReadAllBytesAsync(path, ct);
            var key = await File.ReadAllBytesAsync(KeyOf(run), ct);
            var plain = new byte[Math.Max(0, data.Length - NonceBytes - TagBytes)];
            using (var aes = new AesGcm(key, TagBytes))
            {
                aes.Decrypt(data.AsSpan(0, NonceBytes), data.AsSpan(NonceBytes + TagBytes), data.AsSpan(NonceBytes, TagBytes), plain, System.Text.Encoding.UTF8.GetBytes(run));
            }
            var baseline = JsonSerializer.Deserialize<Baseline>(plain, Json) ?? throw new JsonException("empty");
            return (baseline, HashOf(plain));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidOperationException($"Run {run} has no baseline to compare with: take it before the services stop. (One that was deleted by rule is gone for good.)", e);
        }
        catch (Exception e) when (e is JsonException or CryptographicException or ArgumentException)
        {
            throw new InvalidOperationException($"The baseline of run {run} was changed or is damaged ({path}): it cannot be compared with.", e);
        }
    }

    /// <summary>Deletes baselines that are older than they may be, keys first. Returns their runs.</summary>
    public IReadOnlyList<string> DeleteOlderThan(DateTimeOffset limit)
    {
        var gone = new List<string>();
        var folder = Path.Combine(stateFolder, "baselines");
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.sealed") : [])
        {
            if (File.GetLastWriteTimeUtc(path) < limit.UtcDateTime)
            {
                var run = Path.GetFileNameWithoutExtension(path);
                File.Delete(KeyOf(run));
                File.Delete(path);
                gone.Add(run);
            }
        }
        return gone;
    }

    private static async Task PutAsync(string path, byte[] bytes, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using (var file = new FileStream(path + ".new", options))
        {
            await file.WriteAsync(bytes, ct);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".new", path, overwrite: true);
    }

    private string PathOf(string run) => Path.Combine(stateFolder, "baselines", Name(run) + ".sealed");

    private string KeyOf(string run) => Path.Combine(stateFolder, "baseline-keys", Name(run));

    private static string Name(string run) =>
        run.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && run.Any(char.IsAsciiLetterOrDigit)
            ? run : throw new ArgumentException($"'{run}' is no run id.", nameof(run));
}
