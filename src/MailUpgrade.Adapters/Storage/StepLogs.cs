using System.Globalization;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// Step output in files <c>FOLDER/RUN/STEP.ATTEMPT.log</c>, the step's <c>/</c> written as <c>.</c>, long ones as <c>.log.gz</c> when the
/// attempt is over. Not flushed to disk: the host
/// keeps its own copy under the ticket until the step is over.
/// </summary>
public sealed class StepLogs(string folder, Redactor redactor) : IStepLogs, IDisposable
{
    /// <summary>Files kept open; a night has more attempts than a process may have files.</summary>
    private const int MostOpen = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<string, StepLogFile> files = [];
    private readonly LinkedList<string> open = [];

    /// <inheritdoc/>
    /// <exception cref="StepLogGapException">Output between what is stored and the offset is missing.</exception>
    /// <exception cref="IOException">Not stored (disk full); the same call may be made again.</exception>
    public ValueTask AppendAsync(
        string run, string step, int attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var path = PathOf(run, step, attempt);
        while (!TryAppend(path, offset, bytes.Span))
        {
            // It was compressed between the finding and the writing.
        }
        CloseOldest(path);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CompleteAsync(string run, string step, int attempt, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (Find(PathOf(run, step, attempt), make: false) is { } file)
        {
            lock (file)
            {
                file.Complete();
                file.Dispose();
            }
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SkipAsync(string run, string step, int attempt, long offset, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var file = Find(PathOf(run, step, attempt), make: true)!;
        lock (file)
        {
            file.Skip(offset);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Best effort: on a full disk the log stays as it is.</remarks>
    public async Task CompressAsync(string run, string step, int attempt, CancellationToken ct)
    {
        var path = PathOf(run, step, attempt);
        if (Find(path, make: false) is not { } file)
        {
            return;
        }
        await Task.Run(
            () =>
            {
                lock (file)
                {
                    file.Complete();
                    file.Dispose();
                    file.IsGone = true;
                    CompressedLog.Make(path);
                    Forget(path);
                }
            },
            ct).ContinueWith(done => done.Exception?.Handle(e => e is IOException or UnauthorizedAccessException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public Task<long> LengthAsync(string run, string step, int attempt, CancellationToken ct)
    {
        if (Find(PathOf(run, step, attempt), make: false) is not { } file)
        {
            return Task.FromResult(0L);
        }
        lock (file)
        {
            return Task.FromResult(file.Length);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Of the latest attempt. A longer line is wrapped: the end of an error is often what helps.</remarks>
    public Task<IReadOnlyList<string>> TailAsync(string run, string step, int lines, int columns, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(LatestAttempt(run, step) is { } path ? StepLogTail.Read(path, lines, columns) : []);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var file in files.Values)
            {
                file.Dispose();
            }
            files.Clear();
            open.Clear();
        }
    }

    private bool TryAppend(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        var file = Find(path, make: true)!;
        lock (file)
        {
            if (!file.IsGone)
            {
                file.Append(offset, bytes);
            }
            return !file.IsGone;
        }
    }

    private string PathOf(string run, string step, int attempt) => Path.Combine(
        RunFolder(run), FileName(step) + string.Create(CultureInfo.InvariantCulture, $".{attempt}.log"));

    private string RunFolder(string run) => StateFolder.IsFileName(run)
        ? Path.Combine(folder, run)
        : throw new ArgumentException($"'{run}' is no run id", nameof(run));

    private static string FileName(string step)
    {
        var name = step.Replace('/', '.');
        return StateFolder.IsFileName(name) ? name : throw new ArgumentException($"'{step}' is no step", nameof(step));
    }

    private string? LatestAttempt(string run, string step)
    {
        var (directory, name) = (RunFolder(run), FileName(step) + ".");
        return !Directory.Exists(directory)
            ? null
            : Directory.EnumerateFiles(directory).Where(path => path.EndsWith(".log", StringComparison.Ordinal) || path.EndsWith(".log.gz", StringComparison.Ordinal))
                .Select(path => (Path: path, Name: Path.GetFileNameWithoutExtension(path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path)))
                .Where(file => file.Name.StartsWith(name, StringComparison.Ordinal))
                .Select(file => (file.Path, Known: int.TryParse(file.Name.AsSpan(name.Length), CultureInfo.InvariantCulture, out var attempt), attempt))
                .Where(file => file.Known)
                .OrderByDescending(file => file.attempt)
                .Select(file => file.Path)
                .FirstOrDefault();
    }

    private StepLogFile? Find(string path, bool make)
    {
        lock (gate)
        {
            if (!files.TryGetValue(path, out var file) && (make || File.Exists(path) || File.Exists(path + ".gz")))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                files[path] = file = new StepLogFile(path, redactor);
            }
            return file;
        }
    }

    private void Forget(string path)
    {
        lock (gate)
        {
            files.Remove(path);
            open.Remove(path);
        }
    }

    private void CloseOldest(string used)
    {
        StepLogFile? oldest = null;
        lock (gate)
        {
            if (open.Last?.Value == used)
            {
                return;
            }
            open.Remove(used);
            open.AddLast(used);
            if (open.Count > MostOpen)
            {
                oldest = files.GetValueOrDefault(open.First!.Value);
                open.RemoveFirst();
            }
        }
        if (oldest is not null)
        {
            lock (oldest)
            {
                oldest.Dispose();
            }
        }
    }
}
