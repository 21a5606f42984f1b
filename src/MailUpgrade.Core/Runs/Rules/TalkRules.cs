using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Hold and resume, the end without acceptance, issues and notes.</summary>
internal static class TalkRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene) => c switch
    {
        Hold hold => s.Status == RunStatus.Paused && s.Pause!.Cause == "hold"
            ? Run.No(RefusalCodes.AlreadyDecided, ("command", "hold"), ("by", ""))
            : s.Status is RunStatus.Running or RunStatus.RollingBack or RunStatus.Paused
                ? Run.Yes(new RunPaused("hold", null, hold.Reason))
                : Run.No(RefusalCodes.NotReady, ("missing", "kick-off:"), ("instead", "/nogo")),
        Resume resume => s is { Status: RunStatus.Paused, Pause.Cause: "late" } ? WindowRules.GoOnLate(s, resume, scene) : GoOn(s),
        Reject reject => s.Refusal is null
            ? Run.No(RefusalCodes.NotReady, ("missing", "notok:"))
            : Run.Yes(new RejectionDecided(reject.Reason), new RunEnded("rejected")),
        OpenIssue issue => Run.Yes(new IssueOpened(s.Issues.Count + 1, issue.Text, issue.Blocking, StepNow(s))),
        CloseIssue close => s.Issues.Any(i => i.Number == close.Number && i.IsOpen)
            ? Run.Yes(new IssueClosed(close.Number, close.Remedy))
            : Run.No(RefusalCodes.BadArgument, ("command", "issue"), ("problem", "no-such-issue")),
        AcceptDifferences ack => SampleRules.Accept(s, ack),
        AskSample ask => SampleRules.Ask(s, ask),
        AddNote note => Run.Yes(new NoteAdded(note.Text)),
        _ => Run.No(RefusalCodes.UnknownCommand, ("command", c.Word)),
    };

    /// <summary>Where an issue was found: the step that waits for a decision, else the one that runs.</summary>
    private static string? StepNow(RunState s) => (s.Undecided.Count > 0 ? s.Undecided[0] : s.InFlight.FirstOrDefault())?.Name;

    private static Decision GoOn(RunState s) => s switch
    {
        { Status: not RunStatus.Paused } => Run.No(RefusalCodes.NotReady, ("missing", "pause:")),
        { WindowIsClosed: true, Pause.Cause: "window" } => Run.No(RefusalCodes.WindowClosed),
        { Pause.Cause: VoidSetRules.Cause } => Run.No(RefusalCodes.NotReady, ("missing", "set-again:")),
        { Pause.Cause: "not-ok" } => Run.No(RefusalCodes.NotReady, ("missing", "fixed:")),
        _ when s.Undecided.Count > 0 =>
            Run.No(RefusalCodes.NotReady, ("missing", string.Join(',', s.Undecided.Select(x => "step:" + x.Name)))),
        _ => Run.Yes(new RunResumed()),
    };
}
