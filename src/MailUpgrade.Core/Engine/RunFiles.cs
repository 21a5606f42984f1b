using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Core.Engine;

/// <summary>What a run goes by: its own copies, read once.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Fleet">Fleet.</param>
/// <param name="Team">Team.</param>
/// <param name="Pack">Knowledge of the mail system.</param>
/// <param name="Hashes">SHA-256 of the copies.</param>
public sealed record RunFiles(Plan Plan, Fleet Fleet, Team Team, Pack Pack, FileHashes Hashes);

/// <summary>The files behind a run, as they lie on disk and as copies.</summary>
public interface IRunFileSource
{
    /// <summary>The run's own copies.</summary>
    RunFiles Copies(string runId);

    /// <summary>Takes new copies of the files as they are now and returns them.</summary>
    /// <exception cref="FilesUnusableException">They have faults; the message lists them.</exception>
    RunFiles TakeCopies(string runId);

    /// <summary>Hashes of the files on disk now; an empty text where one cannot be read.</summary>
    FileHashes OnDisk();

    /// <summary>Freeze days as they are now.</summary>
    FreezeCalendar Calendar();

    /// <summary>Whether a rehearsal of this plan hash has passed.</summary>
    bool RehearsalPassed(string planHash);

    /// <summary>A script of the run's own copy of the pack with the pack's library before it; null where the pack has none there.</summary>
    string? PackScript(string runId, RunFiles files, string path);

    /// <summary>A fleet of the configuration folder by name; null where it cannot be read.</summary>
    Fleet? FleetNamed(string name);

    /// <summary>What outlives a run, as it is now.</summary>
    BookState Book();

    /// <summary>Text of a script of the run's own copies with the pack's library before it; for snapshot and backup steps that of the fleet's provider.</summary>
    string ScriptOf(string runId, RunFiles files, Step step, string script);
}

/// <summary>Files have faults and cannot be taken.</summary>
public sealed class FilesUnusableException(string message) : Exception(message);
