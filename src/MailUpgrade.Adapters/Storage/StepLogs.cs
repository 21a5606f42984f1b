using System.Text.RegularExpressions;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Output of steps as files.</summary>
public sealed partial class StepLogs(string folder) : IStepLogs
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public ValueTask AppendAsync(string run, string step, int attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        lock (gate)
        {
            var path = PathOf(run, step, attempt);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            var skip = (int)Math.Clamp(file.Length - offset, 0, bytes.Length);
            file.Write(bytes.Span[skip..]);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long> LengthAsync(string run, string step, int attempt, CancellationToken ct)
    {
        var file = new FileInfo(PathOf(run, step, attempt));
        return Task.FromResult(file.Exists ? file.Length : 0);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> TailAsync(string run, string step, int lines, int columns, CancellationToken ct)
    {
        var dir = Path.Combine(folder, run);
        if (!Directory.Exists(dir))
        {
            return Task.FromResult<IReadOnlyList<string>>([]);
        }
        var last = Directory.EnumerateFiles(dir, step.Replace('/', '.') + ".*.log").OrderBy(f => f, StringComparer.Ordinal).LastOrDefault();
        if (last is null)
        {
            return Task.FromResult<IReadOnlyList<string>>([]);
        }
        var text = Noise().Replace(File.ReadAllText(last), "");
        return Task.FromResult<IReadOnlyList<string>>(
            [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines).Select(l => l.Length > columns ? l[..columns] : l)]);
    }

    private string PathOf(string run, string step, int attempt) => Path.Combine(folder, run, $"{step.Replace('/', '.')}.{attempt}.log");

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]")]
    private static partial Regex Noise();
}
