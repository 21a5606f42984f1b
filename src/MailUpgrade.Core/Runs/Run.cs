using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs;

/// <summary>
/// The rules of a run, pure: a command and what is known make a decision; events make the state. No clock, no file, no chance.
/// </summary>
public static class Run
{
    /// <summary>State after an event.</summary>
    public static RunState Apply(RunState state, Recorded recorded) => Fold.Apply(state, recorded);

    /// <summary>Answer to a command. The same command id always gets its first answer.</summary>
    public static Decision Decide(RunState state, RunCommand command, Scene scene) =>
        state.Answers.TryGetValue(command.Id, out var before) ? new Decision.Repeated(before) : First(state, command, Present.Of(state, scene));

    private static Decision First(RunState state, RunCommand command, Scene scene) => command switch
    {
        PersonCommand person => OfPerson(state, person, scene),
        PlanRun plan => state.Id.Length == 0 ? Yes(plan.Planned) : new Decision.Ignored(),
        Advance advance => EngineRules.Advance(state, advance.Work, scene),
        EndStep end => EngineRules.EndStep(state, end, scene),
        Observe seen => EngineRules.Observe(state, seen),
        TimerDue due => TimerRules.Decide(state, due.Timer, scene, due.Proof),
        CarryIssues carry => carry.Issues.Count == 0 || state.HasKickedOff || state.Id.Length == 0 ? new Decision.Ignored() : new Decision.Accepted(carry.Issues),
        ReportConflicts looked => LookRules.Conflicts(state, looked, scene),
        ReportSandbox looked => LookRules.Sandbox(state, looked, scene),
        NoticeClock seen => ClockRules.Decide(state, seen),
        ResumeService => state.HasEnded || state.Id.Length == 0 ? new Decision.Ignored()
            : Yes(new ServiceResumed([.. state.InFlight.Select(x => x.Name).Order(StringComparer.Ordinal)])),
        _ => new Decision.Ignored(),
    };

    internal static Decision Yes(params RunEvent[] events) => new Decision.Accepted(events);

    internal static Decision No(string code, params (string Key, string Value)[] facts) =>
        new Decision.Refused(Refusal.Of(code, facts));

    /// <summary>Such a button stood under a pause that is over. The warning of the latest safe rollback stands until the doors open.</summary>
    private static bool IsOfAnEarlierPause(RunState s, PersonCommand c, SeenState seen) =>
        c is Rollback or Resume or Abort && seen.Seq < s.GoneOnSeq && seen.Seq != s.WarnedSeq;

    private static Decision OfPerson(RunState s, PersonCommand c, Scene scene)
    {
        if (c is Unreadable bad)
        {
            return new Decision.Refused(new Refusal(bad.Code, bad.Facts));
        }
        if (scene.Team.Find(c.Actor) is not { } person)
        {
            return No(RefusalCodes.UnknownPerson);
        }
        if (!Permissions.May(person, c.Word, scene.Plan))
        {
            return No(RefusalCodes.NotAllowed, ("command", c.Word), ("who", string.Join(",", Permissions.RolesFor(c.Word, scene.Plan))));
        }
        if (s.HasEnded)
        {
            return No(RefusalCodes.RunEnded, ("run", s.Id), ("state", s.Status.Word()));
        }
        if (c.Seen is { } seen && (seen.Run != s.Id || seen.PlanHash != s.PlanHash || IsOfAnEarlierPause(s, c, seen)))
        {
            return No(RefusalCodes.Stale, ("command", c.Word));
        }
        return c switch
        {
            BeginPhase or DeclareReady or SetKickOff => StartRules.Decide(s, c, scene),
            Go or NoGo => GoRules.Decide(s, c, scene),
            Retry or Fixed => RepairRules.Decide(s, c, scene),
            AnswerPrompt answer => AnswerRules.Decide(s, answer, scene),
            LeaveOut without => LeaveOutRules.Decide(s, without, scene),
            Skip or Rollback or Abort => TwoNameRules.Decide(s, c, scene),
            Accept or NotAccept => ClientRules.Decide(s, c, scene),
            Handover or Take or ChangeRole or BreakGlass => PeopleRules.Decide(s, c, scene),
            TakeOver or GiveBack or Amend => HandsRules.Decide(s, c, scene),
            KeepFile file => Yes(new FileKept(file.File, file.Sha256, file.Bytes, file.MediaType, file.Caption)),
            GiveVerdict verdict => ShadowRules.Verdict(s, verdict, scene),
            AcceptOlderBackup older => OlderBackupRules.Decide(s, older, scene),
            AbortBackup abort => OlderBackupRules.Decide(s, abort, scene),
            BeginLate late => WindowRules.GoOnLate(s, late, scene),
            ExtendWindow extend => WindowRules.Extend(s, extend, scene),
            _ => TalkRules.Decide(s, c, scene),
        };
    }
}
