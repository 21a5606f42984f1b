namespace MailUpgrade.Core.Plans;

/// <summary>One action with a verdict.</summary>
/// <param name="Id">Unique in the plan.</param>
/// <param name="Title">Short name for chat and paper.</param>
/// <param name="Kind">What the engine does with it.</param>
/// <param name="Hosts">On which hosts; null for steps without a host.</param>
/// <param name="Order">How many at a time.</param>
/// <param name="TimeOut">On the run clock, from <c>StepStarted</c> to the end of the script; null only where uninterruptible or for ask.</param>
/// <param name="Retry">How often a check or verify is asked again. Never starts the action again.</param>
/// <param name="Script">Path below the pack folder, or of the fleet's provider for snapshot and backup.</param>
/// <param name="DoneScript">Exit 0 = already done, so nothing is started. Null: cannot be known.</param>
/// <param name="VerifyScript">Nagios convention; decides the outcome after the script has ended.</param>
/// <param name="With">Values handed to the scripts as <c>MU_WITH_NAME</c>.</param>
/// <param name="Skip">Whether people may skip it, and at what price; null = not skippable.</param>
/// <param name="Uninterruptible">When nothing may kill it.</param>
/// <param name="Expect">Expected result, for the paper runbook.</param>
/// <param name="StopRule">When a person doing this by hand must stop.</param>
/// <param name="Ask">Whose answer an ask step waits for.</param>
/// <param name="WaitFor">Length of a wait step.</param>
/// <param name="Evidence">Name of the proof that the step makes (<c>backup</c>, <c>early-snapshot</c> ...), or null.</param>
public sealed record Step(
    string Id,
    LocalText Title,
    StepKind Kind,
    HostSelector? Hosts,
    StepOrder Order,
    TimeSpan? TimeOut,
    RetryRule Retry,
    string? Script,
    string? DoneScript,
    string? VerifyScript,
    IReadOnlyDictionary<string, string> With,
    SkipRule? Skip,
    Uninterruptible Uninterruptible,
    LocalText Expect,
    LocalText StopRule,
    AskRule? Ask,
    TimeSpan? WaitFor,
    string? Evidence)
{
    /// <summary>Its program gets a pseudo-terminal on the host; for run and install.</summary>
    public bool Terminal { get; init; }

    /// <summary>Name of the step on a host: <c>id/host</c>, or <c>id</c> where there is no host.</summary>
    public string NameOn(string? host) => host is null ? Id : $"{Id}/{host}";
}

/// <summary>What the engine does with a step.</summary>
public enum StepKind
{
    /// <summary>Runs a script once, by ticket.</summary>
    Run,

    /// <summary>Reads, may be repeated, Nagios convention.</summary>
    Check,

    /// <summary>Calls the fleet's snapshot provider, by ticket.</summary>
    Snapshot,

    /// <summary>Calls the fleet's backup provider, by ticket.</summary>
    Backup,

    /// <summary>Runs an installer that asks, by ticket, with the pack's prompt table.</summary>
    Install,

    /// <summary>Takes or compares the account baseline. <c>with: { take: baseline }</c> or <c>compare</c>.</summary>
    Sample,

    /// <summary>Waits for a person's answer.</summary>
    Ask,

    /// <summary>Waits a length of run time.</summary>
    Wait,
}

/// <summary>How often and how far apart a read is asked again when it does not pass. <c>Times</c> 0 = once only.</summary>
public sealed record RetryRule(int Times, TimeSpan Every)
{
    /// <summary>Ask once.</summary>
    public static RetryRule Never { get; } = new(0, TimeSpan.Zero);
}

/// <summary>What skipping costs, told before and written into the paper.</summary>
public sealed record SkipRule(LocalText Consequence);

/// <summary>When nothing may kill a step: never, always, or from a marker in its output on.</summary>
/// <param name="Always">From its start.</param>
/// <param name="FromMarker">From the first output that contains this text.</param>
public sealed record Uninterruptible(bool Always, string? FromMarker)
{
    /// <summary>May be cancelled at any time.</summary>
    public static Uninterruptible No { get; } = new(false, null);
}

/// <summary>Whose answer an ask step waits for.</summary>
/// <param name="Role">The role that answers with <c>/ok</c> or <c>/notok</c>.</param>
/// <param name="Items">What the person is asked to look at, one by one.</param>
public sealed record AskRule(string Role, IReadOnlyList<LocalText> Items);

/// <summary>How many hosts at a time.</summary>
/// <param name="Canary">Host that goes first and alone, or null.</param>
/// <param name="AtOnce">Hosts in flight afterwards; 1 = serial.</param>
public sealed record StepOrder(string? Canary, int AtOnce)
{
    /// <summary>One after another.</summary>
    public static StepOrder Serial { get; } = new(null, 1);
}
