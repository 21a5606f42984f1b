namespace MailUpgrade.Core.Runs;

/// <summary>Every refusal code. Stable: people and scripts act on them.</summary>
public static class RefusalCodes
{
#pragma warning disable CS1591 // the text of each code is in Chat/Texts/RefusalTexts.cs and printed by `mailupgrade refusals`
    public const string NotAllowed = "not-allowed";
    public const string OwnRequest = "own-request";
    public const string Stale = "stale";
    public const string Expired = "expired";
    public const string PlanChanged = "plan-changed";
    public const string NotReady = "not-ready";
    public const string WindowClosed = "window-closed";
    public const string MissedStart = "missed-start";
    public const string FrozenDay = "frozen-day";
    public const string RunEnded = "run-ended";
    public const string UnknownCommand = "unknown-command";
    public const string BadArgument = "bad-argument";
    public const string Uninterruptible = "uninterruptible";
    public const string ConfirmNeeded = "confirm-needed";
    public const string AlreadyRunning = "already-running";
    public const string AlreadyDecided = "already-decided";
    public const string NotSkippable = "not-skippable";
    public const string RetryBarred = "retry-barred";
    public const string TooLong = "too-long";
    public const string UnknownPerson = "unknown-person";
    public const string NoRun = "no-run";
    public const string NotInPerson = "not-in-person";
    public const string AnswerBarred = "answer-barred";
#pragma warning restore CS1591

    /// <summary>All codes, in the order of the contract.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NotAllowed, OwnRequest, Stale, Expired, PlanChanged, NotReady, WindowClosed, MissedStart, FrozenDay, RunEnded,
        UnknownCommand, BadArgument, Uninterruptible, ConfirmNeeded, AlreadyRunning, AlreadyDecided, NotSkippable,
        RetryBarred, TooLong, UnknownPerson, NoRun, NotInPerson, AnswerBarred,
    ];
}
