using System.Security.Cryptography;
using System.Text.Json;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Keeps baselines as JSON in <c>STATE/baselines/RUN.json</c>. The hash is that of the file's bytes.</summary>
internal sealed class BaselineFiles(string stateFolder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Replaces an earlier one; returns the hash.</summary>
    public async Task<string> WriteAsync(Baseline baseline, CancellationToken ct)
    {
        var path = PathOf(baseline.Run);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(baseline, Json);
        await using (var file = new FileStream(path + ".new", FileMode.Create))
        {
            await file.WriteAsync(bytes, ct);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        return HashOf(bytes);
    }

    /// <exception cref="InvalidOperationException">There is none, or it is not one.</exception>
    public async Task<(Baseline Baseline, string Hash)> ReadAsync(string run, CancellationToken ct)
    {
        var path = PathOf(run);
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, ct);
            var baseline = JsonSerializer.Deserialize<Baseline>(bytes, Json) ?? throw new JsonException("empty");
            return (baseline, HashOf(bytes));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidOperationException($"Run {run} has no baseline to compare with: take it before the services stop.", e);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The baseline of run {run} cannot be read ({path}): {e.Message}", e);
        }
    }

    private string PathOf(string run) =>
        run.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && run.Any(char.IsAsciiLetterOrDigit)
            ? Path.Combine(stateFolder, "baselines", run + ".json")
            : throw new ArgumentException($"'{run}' is no run id.", nameof(run));
}
