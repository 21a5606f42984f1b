using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Hold and resume, the client's word, issues and notes.</summary>
internal static class TalkRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene) => c switch
    {
        Hold hold => s.Status == RunStatus.Paused && s.Pause!.Cause == "hold"
            ? Run.No(RefusalCodes.AlreadyDecided, ("command", "hold"), ("by", ""))
            : s.Status is RunStatus.Running or RunStatus.RollingBack or RunStatus.Paused
                ? Run.Yes(new RunPaused("hold", null, hold.Reason))
                : Run.No(RefusalCodes.NotReady, ("missing", "kick-off:"), ("instead", "/nogo")),
        Resume => GoOn(s),
        Accept ok => Client(s, scene, new ClientAccepted(ok.Remark)),
        NotAccept no => no.Remark.Length == 0
            ? Run.No(RefusalCodes.BadArgument, ("command", "notok"), ("problem", "no-reason"))
            : Client(s, scene, new ClientRefused(no.Remark)),
        Reject reject => s.Refusal is null
            ? Run.No(RefusalCodes.NotReady, ("missing", "notok:"))
            : Run.Yes(new RejectionDecided(reject.Reason), new RunEnded("rejected")),
        OpenIssue issue => Run.Yes(new IssueOpened(s.Issues.Count + 1, issue.Text, issue.Blocking, StepNow(s))),
        CloseIssue close => s.Issues.Any(i => i.Number == close.Number && i.IsOpen)
            ? Run.Yes(new IssueClosed(close.Number, close.Remedy))
            : Run.No(RefusalCodes.BadArgument, ("command", "issue"), ("problem", "no-such-issue")),
        AddNote note => Run.Yes(new NoteAdded(note.Text)),
        _ => Run.No(RefusalCodes.UnknownCommand, ("command", c.Word)),
    };

    /// <summary>Where an issue was found: the step that waits for a decision, else the one that runs.</summary>
    private static string? StepNow(RunState s) => (s.Undecided.Count > 0 ? s.Undecided[0] : s.InFlight.FirstOrDefault())?.Name;

    private static Decision GoOn(RunState s) => s switch
    {
        { Status: not RunStatus.Paused } => Run.No(RefusalCodes.NotReady, ("missing", "pause:")),
        { WindowIsClosed: true, Pause.Cause: "window" } => Run.No(RefusalCodes.WindowClosed),
        { Pause.Cause: "not-ok" } => Run.No(RefusalCodes.NotReady, ("missing", "fixed:")),
        _ when s.Undecided.Count > 0 =>
            Run.No(RefusalCodes.NotReady, ("missing", string.Join(',', s.Undecided.Select(x => "step:" + x.Name)))),
        _ => Run.Yes(new RunResumed()),
    };

    private static Decision Client(RunState s, Scene scene, RunEvent word)
    {
        if (s.Refusal is not null)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "fixed:"));
        }
        if (Facts.OpenAsk(s, scene.Plan) is not { } ask)
        {
            return s.Acceptance is { } given
                ? Run.No(RefusalCodes.AlreadyDecided, ("command", "ok"), ("by", given.Who))
                : Run.No(RefusalCodes.NotReady, ("missing", "client-check:"));
        }
        return word is ClientRefused refused
            ? Run.Yes(refused, new RunPaused("not-ok", ask.Name, refused.Remark))
            : Run.Yes(word, new StepEnded(ask.Name, ask.Attempt, "succeeded", "pass", null, "OK", false));
    }
}
