namespace MailUpgrade.Core.Runs.Events;

/// <summary>A phase began, or began anew.</summary>
public sealed record PhaseStarted(string Phase) : RunEvent;

/// <summary>A phase ended.</summary>
/// <param name="Phase">Id.</param>
/// <param name="Outcome"><c>succeeded</c>, <c>failed</c> or <c>skipped</c>.</param>
public sealed record PhaseEnded(string Phase, string Outcome) : RunEvent;

/// <summary>A step is about to touch the world. Durable before it does.</summary>
/// <param name="Step">Step name on its host.</param>
/// <param name="Phase">Id.</param>
/// <param name="Host">Host name, or null.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="How"><c>start</c>: done-script first, then the action; <c>verify</c>: verify alone; <c>abort</c>: ends the backup that the step began.</param>
/// <param name="Due">When its time-out is, or null.</param>
public sealed record StepStarted(
    string Step, string Phase, string? Host, int Attempt, string How, DateTimeOffset? Due) : RunEvent;

/// <summary>A step's outcome is known, or known to be unknown.</summary>
/// <param name="Step">Step name.</param>
/// <param name="Attempt">Which.</param>
/// <param name="Outcome"><c>succeeded failed unknown</c>.</param>
/// <param name="Verdict"><c>pass warn fail inconclusive</c>.</param>
/// <param name="ExitStatus">Of the script, where there was one.</param>
/// <param name="Reason">One line for people, redacted.</param>
/// <param name="RetryBarred">The pack says that trying again may destroy something.</param>
/// <param name="BarredBy">The words of the output that say so, where the pack has some.</param>
public sealed record StepEnded(
    string Step, int Attempt, string Outcome, string Verdict, int? ExitStatus, string Reason, bool RetryBarred,
    string? BarredBy = null) : RunEvent;

/// <summary>Logs of a failed installer were brought into the state folder, before anybody may try again.</summary>
/// <param name="Step">Step name.</param>
/// <param name="Attempt">Which.</param>
/// <param name="Files">Names on the host.</param>
/// <param name="Missing">Why some or all are missing, or null.</param>
public sealed record LogsCollected(string Step, int Attempt, IReadOnlyList<string> Files, string? Missing) : RunEvent;

/// <summary>The link to a step's host was lost. The step goes on there; it is asked again every 30 s.</summary>
public sealed record LinkLost(string Step, int Attempt, string Reason) : RunEvent;

/// <summary>A step that nobody could see was found again by its ticket.</summary>
public sealed record StepFound(string Step, int Attempt) : RunEvent;

/// <summary>A step took longer than its time-out and is being ended.</summary>
public sealed record StepTimedOut(string Step, int Attempt) : RunEvent;

/// <summary>A step that nothing kills takes longer than planned. People were called.</summary>
public sealed record StepOverdue(string Step, int Attempt) : RunEvent;

/// <summary>A step cannot be cancelled from here on.</summary>
public sealed record StepUninterruptible(string Step, int Attempt) : RunEvent;

/// <summary>An installer asked.</summary>
/// <param name="Step">Step name.</param>
/// <param name="Number">Input number, 1 for the first.</param>
/// <param name="Offset">Offset behind the prompt's last byte.</param>
/// <param name="Prompt">Its last line, redacted.</param>
/// <param name="Known">The pack has an answer, or people gave one on another host.</param>
/// <param name="Why">Where it is not answered although the pack knows it: <c>repeated</c>, or the id of the row that bars the answer.</param>
public sealed record PromptSeen(string Step, int Number, long Offset, string Prompt, bool Known, string? Why = null) : RunEvent;

/// <summary>The installer went on although nobody here had answered: somebody did so on the host.</summary>
public sealed record PromptPassed(string Step, int Number) : RunEvent;

/// <summary>A line on which a later answer depends was seen in the output.</summary>
/// <param name="Step">Step name.</param>
/// <param name="Attempt">Which.</param>
/// <param name="Row">Id of the pack's row.</param>
public sealed record OutputShown(string Step, int Attempt, string Row) : RunEvent;

/// <summary>The host did not type an answer, because its own table bars it there. The question waits for people.</summary>
public sealed record AnswerBarred(string Step, int Number, string Reason) : RunEvent;

/// <summary>An installer has said nothing for long. It may work, or wait for an answer that nobody recognised.</summary>
/// <param name="Step">Step name.</param>
/// <param name="Attempt">Which.</param>
/// <param name="Offset">Offset behind its last byte.</param>
/// <param name="Line">Its last line.</param>
public sealed record StepSilent(string Step, int Attempt, long Offset, string Line) : RunEvent;

/// <summary>What will be typed. Durable before it is typed.</summary>
public sealed record AnswerDecided(string Step, int Number, string Text) : RunEvent;

/// <summary>A proof exists.</summary>
/// <param name="Name">Name from the plan: <c>backup</c>, <c>early-snapshot</c> ...</param>
/// <param name="Phase">Phase that made it.</param>
/// <param name="SetId">Id of the set, the same for all hosts.</param>
/// <param name="Detail">What the verification said per host.</param>
public sealed record EvidenceRecorded(string Name, string Phase, string SetId, IReadOnlyList<string> Detail) : RunEvent;

/// <summary>Accounts were sampled.</summary>
/// <param name="What"><c>baseline</c>, <c>compare</c>, <c>flow</c>, or <c>look</c> for what somebody asked in between.</param>
/// <param name="Hash">Of the baseline data.</param>
/// <param name="Accounts">Read.</param>
/// <param name="OutOf">That exist.</param>
/// <param name="Findings">Differences, one line each.</param>
/// <param name="NotLookedAt">Left out.</param>
public sealed record Sampled(
    string What, string Hash, int Accounts, int OutOf, IReadOnlyList<string> Findings, IReadOnlyList<string> NotLookedAt)
    : RunEvent
{
    /// <summary>The same differences in parts; null in journals that know lines only.</summary>
    public IReadOnlyList<FoundDifference>? Details { get; init; }

    /// <summary>What the random part can show; null where nothing was drawn.</summary>
    public SampledStrength? Strength { get; init; }

    /// <summary>Blobs per storage volume: <c>HOST VOLUME READ FAILED</c>.</summary>
    public IReadOnlyList<string>? Blobs { get; init; }

    /// <summary>Differences that have a reason: how many, by cause.</summary>
    public IReadOnlyDictionary<string, int>? Explained { get; init; }

    /// <summary>Accounts of which nothing can be said, with the code why.</summary>
    public IReadOnlyList<string>? Unjudged { get; init; }

    /// <summary>Probe mail: <c>WAY BY TO STATE SECONDS LEFT</c>.</summary>
    public IReadOnlyList<string>? Flow { get; init; }

    /// <summary>What somebody asked for: an address or a host; null where the plan did.</summary>
    public string? Scope { get; init; }
}

/// <summary>What became of the mail that waited on a host: before the doors were closed, and what came in until they were opened.</summary>
/// <param name="Host">Host with the queue.</param>
/// <param name="Before">Waiting when the doors were closed.</param>
/// <param name="During">Came in until they were opened.</param>
/// <param name="Delivered">Handed on since.</param>
/// <param name="GivenBack">Given back to their senders.</param>
/// <param name="Waiting">Still there.</param>
/// <param name="Lost">Of which nothing is known: <c>QUEUE-ID SENDER RECIPIENT</c>.</param>
/// <param name="Unknown">Why nothing can be said of them all, or null.</param>
public sealed record MailCounted(
    string Host, int Before, int During, int Delivered, int GivenBack, int Waiting, IReadOnlyList<string> Lost, string? Unknown) : RunEvent;

/// <summary>A difference in parts.</summary>
/// <param name="Account">Mail address, host or volume.</param>
/// <param name="Folder">Folder, or empty.</param>
/// <param name="What">Code.</param>
/// <param name="Before">In the baseline.</param>
/// <param name="After">Now.</param>
/// <param name="Cause">Code of the likely cause.</param>
/// <param name="Severity"><c>minor serious grave</c>.</param>
public sealed record FoundDifference(string Account, string Folder, string What, string Before, string After, string Cause, string Severity)
{
    /// <summary>The same difference has the same key each time.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Key => $"{Account}|{Folder}|{What}|{Before}|{After}";
}

/// <summary>What a random part can show.</summary>
/// <param name="Random">Accounts drawn.</param>
/// <param name="Population">Out of how many.</param>
/// <param name="Certain">Accounts chosen by name.</param>
/// <param name="Hit">Accounts that a fault must hit.</param>
/// <param name="Chance">To see it then.</param>
public sealed record SampledStrength(int Random, int Population, int Certain, int Hit, double Chance);

/// <summary>Differences of the last comparison were accepted as they are.</summary>
/// <param name="Numbers">Their numbers there, from 1.</param>
/// <param name="Keys">Their keys, so that the same difference stays accepted.</param>
/// <param name="Reason">Why.</param>
public sealed record DifferencesAccepted(IReadOnlyList<int> Numbers, IReadOnlyList<string> Keys, string Reason) : RunEvent;

/// <summary>Somebody wants accounts looked at now; what was seen follows as <see cref="Sampled"/>.</summary>
/// <param name="Account">Mail address, or null.</param>
/// <param name="Host">Host, or null.</param>
public sealed record SampleAsked(string? Account, string? Host) : RunEvent;

/// <summary>What was asked could not be looked at.</summary>
/// <param name="Scope">Address or host.</param>
/// <param name="Reason">One line.</param>
public sealed record SampleNotTaken(string Scope, string Reason) : RunEvent;
