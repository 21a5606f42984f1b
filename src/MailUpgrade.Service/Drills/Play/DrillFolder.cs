using MailUpgrade.Adapters.Storage;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>The state folder of a drill: one that is gone afterwards, or one that is kept.</summary>
internal sealed class DrillFolder : IDisposable
{
    /// <summary>What a bot leaves in a state folder; anything else in a kept folder is somebody's own.</summary>
    private static readonly string[] Traces =
    [
        "journal.db", "journal.db-wal", "journal.db-shm", "heads.jsonl", "clock", "chat.db", "chat.db-wal", "chat.db-shm", "web.key",
        "logs", "runs", "practice", "service.log",
    ];

    private readonly bool isKept;

    private DrillFolder(string path, bool isKept) => (FullPath, this.isKept) = (path, isKept);

    public string FullPath { get; }

    /// <summary>Where a run is kept outside the state folder: another disk, for a drill that loses this one.</summary>
    public string Away { get; } = Path.Combine(Path.GetTempPath(), $"mailupgrade-away-{Guid.NewGuid():N}");

    /// <summary>All that the bot has is gone. The practice cluster stays: it is the world, with a clock of its own; so does the drill's own log.</summary>
    public void Lose()
    {
        foreach (var file in Directory.GetFiles(FullPath).Where(f => Path.GetFileName(f) != "service.log"))
        {
            File.Delete(file);
        }
        foreach (var folder in Directory.GetDirectories(FullPath).Where(d => Path.GetFileName(d) != "practice" && !Path.GetFileName(d).StartsWith("earlier-", StringComparison.Ordinal)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Makes the folder ready. What an earlier drill left in a kept one is put aside into <c>earlier-N</c>: its clock and its run
    /// would go on otherwise.
    /// </summary>
    /// <exception cref="StateFolderInUseException">A bot works on it now.</exception>
    public static DrillFolder Open(string? keep)
    {
        if (keep is null)
        {
            return new DrillFolder(Directory.CreateTempSubdirectory("mailupgrade-drill-").FullName, isKept: false);
        }
        var path = Path.GetFullPath(keep);
        using var mine = new StateFolder(path).Lock(TimeProvider.System);
        var old = Traces.Select(t => Path.Combine(path, t)).Where(Path.Exists).Concat(Directory.GetFiles(path, "bot*.log")).ToList();
        if (old.Count > 0)
        {
            var aside = Enumerable.Range(1, int.MaxValue).Select(n => Path.Combine(path, $"earlier-{n}")).First(p => !Path.Exists(p));
            Directory.CreateDirectory(aside);
            old.ForEach(trace => Directory.Move(trace, Path.Combine(aside, Path.GetFileName(trace))));
        }
        return new DrillFolder(path, isKept: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(Away))
        {
            Directory.Delete(Away, recursive: true);
        }
        if (!isKept)
        {
            try
            {
                Directory.Delete(FullPath, recursive: true);
            }
            catch (IOException)
            {
                // A process of the cluster that is just ending wrote once more: the system's own sweep of temporary files takes the rest.
            }
        }
    }
}
