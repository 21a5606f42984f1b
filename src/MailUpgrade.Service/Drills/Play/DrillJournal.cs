using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>Reads the journal beside the service, also while that is dead.</summary>
internal sealed class DrillJournal(string stateFolder) : IDisposable
{
    private readonly string path = Path.Combine(stateFolder, "journal.db");
    private JournalReader? reader;

    /// <summary>Id of the run begun last, or null.</summary>
    public string? Run { get; private set; }

    /// <summary>Events after a number.</summary>
    public IReadOnlyList<Recorded> After(long seq)
    {
        if (reader is null && !File.Exists(path))
        {
            return [];
        }
        reader ??= new JournalReader(path);
        Run ??= reader.Streams().LastOrDefault(s => s != Streams.Book);
        return Run is null ? [] : [.. reader.Rows(Run, seq).Select(row => RunCoordinator.ToRecorded(row.ToLine()))];
    }

    /// <summary>The file is another one from now on.</summary>
    public void Reopen()
    {
        reader?.Dispose();
        reader = null;
    }

    public void Dispose() => reader?.Dispose();
}
