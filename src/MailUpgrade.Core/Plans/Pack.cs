using System.Text.RegularExpressions;

namespace MailUpgrade.Core.Plans;

/// <summary>Knowledge of one mail system: its words, the order of a night, its installer's prompts. The scripts lie beside it.</summary>
/// <param name="Id">Folder name, also the key <c>pack</c>.</param>
/// <param name="Roles">Words that a fleet's hosts may use as roles.</param>
/// <param name="PhaseOrders">Each a list of phase ids that come in this order where a plan has them.</param>
/// <param name="RequiredPhases">Phase ids that every plan has.</param>
/// <param name="VersionPaths">Which version goes to which.</param>
/// <param name="Prompts">In order; the first match on the unterminated end of the output decides.</param>
/// <param name="KnownRemedies">Shown with a failure.</param>
/// <param name="BarsRetry">Output after which a retry is refused.</param>
public sealed record Pack(
    string Id,
    IReadOnlyList<string> Roles,
    IReadOnlyList<IReadOnlyList<string>> PhaseOrders,
    IReadOnlyList<string> RequiredPhases,
    IReadOnlyList<VersionPath> VersionPaths,
    IReadOnlyList<InstallerPrompt> Prompts,
    IReadOnlyList<KnownRemedy> KnownRemedies,
    IReadOnlyList<Regex> BarsRetry)
{
    /// <summary>Answers that are never typed, whoever decides them.</summary>
    public IReadOnlyList<NeverAnswer> Never { get; init; } = [];

    /// <summary>Lines by which the installer says that it did not take the last answer.</summary>
    public IReadOnlyList<Regex> Repeats { get; init; } = [];

    /// <summary>What to do where starting again is barred; matched on what barred it.</summary>
    public IReadOnlyList<KnownRemedy> WaysOut { get; init; } = [];

    /// <summary>Script that says in one line how far a running installer is (<c>STAGE DONE TOTAL</c>), or null.</summary>
    public string? ProgressScript { get; init; }

    /// <summary>Script that prints the logs worth keeping after an installer's failure, or null.</summary>
    public string? CollectScript { get; init; }

    /// <summary>Scripts that stop services: where a set of snapshots is void, it is made again from the first step with one of them on.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Scripts of the way back that start services: where a set of snapshots is void, its steps with one of them are begun by themselves.</summary>
    public IReadOnlyList<string> Starts { get; init; } = [];

    /// <summary>The library that goes before every script of the pack.</summary>
    public const string Library = "lib.sh";

    /// <summary>How accounts are looked at; null: the pack does not know, and plans of it cannot sample.</summary>
    public SamplingKnowledge? Sampling { get; init; }

    /// <summary>What is to be seen to after a night.</summary>
    public IReadOnlyList<AftercareRow> Aftercare { get; init; } = [];

    /// <summary>Where a pack has it: a check that looks for other work on a host.</summary>
    public const string ConflictScript = "checks/collisions.sh";

    /// <summary>Where a pack has it: a check that a host of a sandbox reaches nothing outside; it prints <c>machine-id=</c> and <c>host-key=</c>.</summary>
    public const string SandboxScript = "sandbox/probe.sh";

    /// <summary>The first path that covers both versions, or null when the pack knows none.</summary>
    public VersionPath? PathFor(string from, string to) =>
        VersionPaths.FirstOrDefault(p => Covers(p.From, from) && Covers(p.To, to));

    /// <summary>The prompt that the unterminated end of an installer's output asks, or null.</summary>
    public InstallerPrompt? PromptFor(string tail) => Prompts.FirstOrDefault(p => p.Match.IsMatch(tail));

    /// <summary>The first remedy known for a last output or verify line, or null.</summary>
    public KnownRemedy? RemedyFor(string output) => KnownRemedies.FirstOrDefault(r => r.Match.IsMatch(output));

    /// <summary>True where this output says that starting again would do harm.</summary>
    public bool IsRetryBarredBy(string output) => BarOf(output) is not null;

    /// <summary>What in this output says that starting again would do harm, or null.</summary>
    public string? BarOf(string output) => BarsRetry.Select(r => r.Match(output)).FirstOrDefault(m => m.Success)?.Value;

    /// <summary>What to do instead of starting again, or null where the pack does not know.</summary>
    public LocalText? WayOutOf(string? bar) => bar is null ? null : WaysOut.FirstOrDefault(w => w.Match.IsMatch(bar))?.Text;

    /// <summary><c>8.7</c> covers <c>8.7</c> and <c>8.7.1</c>, never <c>8.70</c>.</summary>
    private static bool Covers(string series, string version) =>
        version == series || version.StartsWith(series + ".", StringComparison.Ordinal);
}

/// <summary>Whether a version goes to another in one step. Versions are series: <c>8.7</c> stands for all 8.7.x.</summary>
/// <param name="From">Series before.</param>
/// <param name="To">Series after.</param>
/// <param name="How">Whether it goes.</param>
/// <param name="Note">What to do first, or the way around; null when there is nothing to say.</param>
public sealed record VersionPath(string From, string To, VersionPathKind How, LocalText? Note)
{
    /// <summary>The versions between, in order, where it goes by steps.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];
}

/// <summary>Whether a version path may be gone.</summary>
public enum VersionPathKind
{
    /// <summary>In one step.</summary>
    Direct,

    /// <summary>Not in one step.</summary>
    Refused,

    /// <summary>In several upgrades, each with a plan of its own.</summary>
    Steps,
}

/// <summary>A question that the installer is known to ask.</summary>
/// <param name="Match">On the unterminated end of the output.</param>
/// <param name="Answer">Typed before Enter; empty is Enter alone.</param>
public sealed record InstallerPrompt(Regex Match, string Answer);

/// <summary>What is known to help.</summary>
/// <param name="Match">On an output or verify line.</param>
/// <param name="Text">What to do.</param>
public sealed record KnownRemedy(Regex Match, LocalText Text)
{
    /// <summary>Who does it, in the words of the people; null: the executor.</summary>
    public LocalText? Owner { get; init; }

    /// <summary>The line in the reader's words, with <c>$1</c> for what <see cref="Match"/> found; null: as it was printed.</summary>
    public LocalText? Says { get; init; }
}
