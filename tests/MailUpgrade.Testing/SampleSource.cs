using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Testing;

/// <summary>The sample files, as if they lay on a disk.</summary>
public sealed class SampleSource(RunFiles? files = null) : IRunFileSource
{
    private readonly RunFiles files = files ?? SamplePlan.Files;

    public RunFiles Copies(string runId) => files;

    public RunFiles TakeCopies(string runId) => files;

    public FileHashes OnDisk() => files.Hashes;

    public FreezeCalendar Calendar() => new([]);

    public bool RehearsalPassed(string planHash) => true;

    /// <summary>Scripts of the pack by their path.</summary>
    public Dictionary<string, string> PackScripts { get; } = [];

    public string? PackScript(string runId, RunFiles files, string path) => PackScripts.GetValueOrDefault(path);

    public Fleet? FleetNamed(string name) => null;

    public BookState Book() => BookState.Empty;

    public string ScriptOf(string runId, RunFiles files, Step step, string script) => script;
}
