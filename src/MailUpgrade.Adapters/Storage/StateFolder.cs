namespace MailUpgrade.Adapters.Storage;

/// <summary>The folder that holds all that must outlive the process, and where each thing lies in it.</summary>
public sealed class StateFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Absolute path: a later change of the working folder must not move the state.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    public string JournalPath => Path.Combine(FullPath, "journal.db");

    public string HeadsPath => Path.Combine(FullPath, "heads.jsonl");

    public string ClockPath => Path.Combine(FullPath, "clock");

    /// <summary>Output of steps, see <see cref="StepLogs"/>.</summary>
    public string LogsPath => Path.Combine(FullPath, "logs");

    /// <summary>Where practice clusters live.</summary>
    public string PracticePath => Path.Combine(FullPath, "practice");

    internal string LockPath => Path.Combine(FullPath, "lock");

    /// <summary>Folder of a run's own copies of plan, fleet and team; made, for the owner only, when it is missing.</summary>
    public string RunPath(string run)
    {
        if (!IsFileName(run))
        {
            throw new ArgumentException($"'{run}' is no run id: it would leave the state folder", nameof(run));
        }
        var folder = Path.Combine(FullPath, "runs", run);
        MakeOwned(folder);
        return folder;
    }

    /// <summary>Makes the folder, for the owner only, when it is missing; one that exists keeps its mode. May be called twice.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public void Create() => MakeOwned(FullPath);

    /// <summary>
    /// Makes the folder and takes it for this process until the lock is disposed or the process ends, however it ends. What only
    /// reads the journal needs no lock.
    /// </summary>
    /// <exception cref="StateFolderInUseException">Another process has it.</exception>
    public StateFolderLock Lock(TimeProvider wireClock)
    {
        Create();
        return new StateFolderLock(this, wireClock);
    }

    internal static bool IsFileName(string name) =>
        name.Length > 0 && name is not "." and not ".." && name.AsSpan().IndexOfAny('/', '\0') < 0;

    private static void MakeOwned(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("the bot runs on Linux and other Unix systems");
        }
        Directory.CreateDirectory(folder, OwnerOnly);
    }
}
