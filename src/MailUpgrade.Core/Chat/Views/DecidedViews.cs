using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>What people decided about a step or about the whole run, and the second name that is still needed.</summary>
internal static class DecidedViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        RetryDecided e => Step(m, e.Step, m.Say.Say($"✔ Check again, decided by {m.By}.", $"✔ Cek ulang, keputusan {m.By}.")),
        FixedDeclared { Step: { } step } e => Step(m, step, m.Say.Say($"✔ Mended by hand, says {m.By}{Note(e.Note)}. Only the check runs.", $"✔ Sudah diperbaiki manual, kata {m.By}{Note(e.Note)}. Hanya pengecekan yang jalan.")),
        SkipDecided e =>
        [
            .. Step(m, e.Step, m.Say.Say($"✔ Skipped with two names, the second {m.By}{Note(e.Reason)}.", $"✔ Dilewati dengan dua nama, yang kedua {m.By}{Note(e.Reason)}.")),
            new View.Close(Subjects.Proposal("skip " + e.Step), m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.")),
        ],
        DecisionProposed e => [new View.Open(Subjects.Proposal(e.Decision), Proposed(m, e))],
        RollbackDecided e =>
        [
            new View.CloseAll(m.Say.Say($"✔ Rollback decided, second name {m.By}.", $"✔ Rollback diputuskan, nama kedua {m.By}.")),
            new View.Tell(m.Notice($"rollback:{m.Seq}", DecidedTexts.Rollback(m, e))),
        ],
        _ => [],
    };

    private static OutboundMessage Proposed(Moment m, DecisionProposed e)
    {
        var isRollback = e.Decision == "rollback";
        if (PromptTexts.AnswerOf(e) is { } answer)
        {
            var role = IsHeldByActor(m, TeamRoles.Supervisor) ? TeamRoles.Executor : TeamRoles.Supervisor;
            return m.Decision(
                $"proposal:{e.Decision}:{m.Seq}", role, PromptTexts.Proposed(m, e, role),
                m.Button(m.Say.Say($"Agree: {answer.Shown}", $"Setuju: {answer.Shown}"), answer.Command));
        }
        var forRole = isRollback && Facts.PassedNoReturn(m.After, m.Plan)
            ? IsHeldByActor(m, TeamRoles.Supervisor) ? TeamRoles.ClientIt : TeamRoles.Supervisor
            : IsHeldByActor(m, TeamRoles.Supervisor) ? TeamRoles.Executor : TeamRoles.Supervisor;
        return m.Decision(
            $"proposal:{e.Decision}:{m.Seq}", forRole, DecidedTexts.Proposed(m, e, forRole),
            m.Button(
                isRollback ? m.Say.Say("Roll back…", "Rollback…") : m.Say.Say("Skip…", "Lewati…"), "/" + e.Decision, ButtonStyle.Danger));
    }

    private static bool IsHeldByActor(Moment m, string role) =>
        m.Recorded.Actor != RunCommand.Bot && m.Scene.Team.Find(m.Recorded.Actor)?.Roles.Contains(role) == true;

    private static IEnumerable<View> Step(Moment m, string step, string line) =>
    [
        new View.Close(Subjects.Step(step), line),
        new View.Close(Subjects.Link(step), line),
        .. m.After.Undecided.Any(x => x.Phase == m.After.StepOf(step).Phase) ? [] : new View[] { new View.Close(Subjects.Phase(m.After.StepOf(step).Phase), line) },
    ];

    private static string Note(string text) => text.Length == 0 ? "" : ": " + text.TrimEnd('.');
}
