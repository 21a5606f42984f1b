using System.Diagnostics;
using MailUpgrade.Adapters.Storage;

namespace MailUpgrade.Service.Hosting;

/// <summary>
/// Keeps what a stranger needs to finish the night outside the bot's own disk: the run's journal, the book, the run's own copy of plan,
/// fleet, team and scripts, and the sealed baseline. Each file is whole or the old one.
/// </summary>
/// <param name="state">What is copied.</param>
/// <param name="folder">Another disk or a mounted share, or null.</param>
/// <param name="command">Shell text that takes the journal on its input (<c>$MU_RUN</c> names the run), or null.</param>
public sealed class AwayCopy(StateFolder state, string? folder, string? command)
{
    // Wire clock: longest time the command may take.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Nothing is configured.</summary>
    public bool IsNone => folder is null && command is null;

    /// <summary>Copies. May be called twice.</summary>
    /// <exception cref="IOException">It could not be copied; the message says what and why.</exception>
    public async Task CopyAsync(string run, CancellationToken ct)
    {
        using var journal = new MemoryStream();
        var export = new JournalExport(state.JournalPath);
        await export.WriteAsync(run, journal, ct);
        try
        {
            if (folder is not null)
            {
                await CopyToFolderAsync(export, folder, run, journal.ToArray(), ct);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
        if (command is not null)
        {
            await RunAsync(command, run, journal.ToArray(), ct);
        }
    }

    private async Task CopyToFolderAsync(JournalExport export, string to, string run, byte[] journal, CancellationToken ct)
    {
        Directory.CreateDirectory(to);
        CopyTree(Path.Combine(state.FullPath, "runs", run, "config"), Path.Combine(to, run, "config"));
        foreach (var (own, kept) in Baseline(state, to, run))
        {
            if (File.Exists(own))
            {
                CopyFile(own, kept);
                OnlyOwner(kept);
            }
            else
            {
                File.Delete(kept); // deleted by rule there, so here too
            }
        }
        using var book = new MemoryStream();
        await export.WriteAsync(Core.Ports.Streams.Book, book, ct);
        AtomicFile.Write(Path.Combine(to, "book.jsonl"), book.ToArray());
        // Last: whoever finds this finds all that belongs to it.
        AtomicFile.Write(Path.Combine(to, run + ".jsonl"), journal);
    }

    /// <summary>The sealed baseline and its key: in the state folder, and where they are kept away. Without the key it cannot be compared with.</summary>
    internal static IEnumerable<(string Own, string Kept)> Baseline(StateFolder state, string away, string run) =>
    [
        (Path.Combine(state.FullPath, "baseline-keys", run), Path.Combine(away, run, "baseline.key")),
        (Path.Combine(state.FullPath, "baselines", run + ".sealed"), Path.Combine(away, run, "baseline.sealed")),
    ];

    internal static void OnlyOwner(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void CopyTree(string from, string to)
    {
        foreach (var file in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [])
        {
            CopyFile(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static void CopyFile(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var bytes = File.ReadAllBytes(from);
        if (!File.Exists(to) || !File.ReadAllBytes(to).AsSpan().SequenceEqual(bytes))
        {
            AtomicFile.Write(to, bytes);
        }
    }

    private static async Task RunAsync(string shell, string run, byte[] journal, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(shell);
        info.Environment["MU_RUN"] = run;
        using var process = Process.Start(info) ?? throw new IOException("the command could not be started");
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(journal, limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new IOException($"the command took longer than {Limit.TotalSeconds:0} s");
        }
        if (process.ExitCode != 0)
        {
            throw new IOException($"the command ended with status {process.ExitCode}");
        }
    }
}
