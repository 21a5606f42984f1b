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
        RetryDecided e => Again(m, e.Step, m.Say.Say($"✔ Check again, decided by {m.By}.", $"✔ Cek ulang, keputusan {m.By}.")),
        FixedDeclared { Step: { } step } e => Again(m, step, m.Say.Say($"✔ Mended by hand, says {m.By}{Note(e.Note)}. Only the check runs.", $"✔ Sudah diperbaiki manual, kata {m.By}{Note(e.Note)}. Hanya pengecekan yang jalan.")),
        SkipDecided e =>
        [
            .. Step(m, e.Step, m.Say.Say($"✔ Skipped with two names, the second {m.By}{Note(e.Reason)}.", $"✔ Dilewati dengan dua nama, yang kedua {m.By}{Note(e.Reason)}.")),
            new View.Close(Subjects.Proposal("skip " + e.Step), m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.")),
        ],
        DecisionProposed e => [new View.Open(Subjects.Proposal(e.Decision), Proposed(m, e))],
        LossCounted e =>
        [
            new View.Open(Subjects.Proposal("rollback"), m.Decision(
                $"loss:{m.Seq}", DecisionKinds.Missing("rollback", m.After, m.Scene) is [var role, ..] ? role : TeamRoles.Supervisor,
                [
                    m.Say.Say($"⏸ Rollback would lose {m.Say.Number(e.Messages)} messages", $"⏸ Rollback menghilangkan {m.Say.Number(e.Messages)} email"),
                    NamedTexts.Loss(e, m.Say),
                    m.Say.Say($"Waiting for {NamedTexts.Waiting("rollback", m.After, m.Scene, m.Say)}: /rollback says the same.", $"Menunggu {NamedTexts.Waiting("rollback", m.After, m.Scene, m.Say)}: /rollback dengan perintah yang sama."),
                ],
                m.Button(m.Say.Say("Roll back…", "Rollback…"), "/rollback", ButtonStyle.Danger))),
        ],
        LeftOutCounted e => [LeftOutFigures(m, e)],
        HostLeftOut e =>
        [
            new View.Close(Subjects.Proposal("without " + e.Host), m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.")),
            .. m.Before.Undecided.Where(x => x.Host == e.Host).Select(x => new View.Close(Subjects.Step(x.Name), m.Say.Say($"✔ {e.Host} is left out, {m.By}.", $"✔ {e.Host} ditinggal, {m.By}."))),
            new View.Tell(m.Notice($"without:{e.Host}:{m.Seq}",
                m.Say.Say($"● Going on without {e.Host} since {m.Clock}", $"● Lanjut tanpa {e.Host} mulai {m.Clock}"),
                e.Reason.Length == 0 ? "" : m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}"),
                NamedTexts.LeaveOutCost(e.Host, m.After, m.Say))),
        ],
        OlderBackupAccepted e =>
        [
            new View.Close(Subjects.Proposal("olderbackup"), m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.")),
            new View.Tell(m.Notice($"olderbackup:{m.Seq}",
                m.Say.Say($"✔ The older backup counts, {m.Clock}", $"✔ Backup yang lama dipakai, {m.Clock}"),
                e.Reason.Length == 0 ? "" : m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}"),
                NamedTexts.OlderBackupCost(m.Say))),
        ],
        BackupAbortDecided e =>
        [
            new View.Close(Subjects.Phase(e.Phase), m.Say.Say($"✔ The backup is being ended, {m.By}.", $"✔ Backup sedang dihentikan, {m.By}.")),
            new View.Close(Subjects.Proposal(Runs.State.BackupAbort.Key), m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.")),
            new View.Tell(m.Notice($"backup-abort:{m.Seq}",
                m.Say.Say($"● Ending the backup since {m.Clock}: {string.Join(", ", e.Steps)}", $"● Backup dihentikan mulai {m.Clock}: {string.Join(", ", e.Steps)}"),
                e.Reason.Length == 0 ? "" : m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}"),
                NamedTexts.BackupAbortCost(m.Say))),
        ],
        ProposalExpired e => [new View.Close(Subjects.Proposal(e.Decision), DecidedTexts.Expired(m))],
        PermitSealed or PermitVoided or GateDecided => [new View.Close(Subjects.Proposal("go"), m.Say.Say($"Decided, {m.By}.", $"Diputuskan, {m.By}."))],
        RollbackDecided e =>
        [
            new View.CloseAll(m.Say.Say($"✔ Rollback decided, second name {m.By}.", $"✔ Rollback diputuskan, nama kedua {m.By}.")),
            new View.Tell(m.Notice($"rollback:{m.Seq}", DecidedTexts.Rollback(m, e))),
        ],
        _ => [],
    };

    /// <summary>Whoever is asked for the second name sees the figures first; where it is decided already everybody is told them.</summary>
    private static View LeftOutFigures(Moment m, LeftOutCounted e)
    {
        var line = "without " + e.Host;
        var accounts = e.Accounts is { } n ? m.Say.Number(n) : "?";
        var first = m.Say.Say($"Without {e.Host}: {accounts} accounts have no mail", $"Tanpa {e.Host}: {accounts} akun tanpa email");
        if (!m.After.Proposals.ContainsKey(line))
        {
            return new View.Tell(m.Notice($"without-counted:{e.Host}:{m.Seq}", $"● {first}", NamedTexts.Figures(e, m.Say)));
        }
        var waiting = NamedTexts.Waiting(line, m.After, m.Scene, m.Say);
        return new View.Open(Subjects.Proposal(line), m.Decision(
            $"without-counted:{e.Host}:{m.Seq}", DecisionKinds.Missing(line, m.After, m.Scene) is [var role, ..] ? role : TeamRoles.Supervisor,
            [
                $"⏸ {first}",
                NamedTexts.LeaveOutCost(e.Host, m.After, m.Say),
                m.Say.Say($"Waiting for {waiting}: /{line} says the same.", $"Menunggu {waiting}: /{line} dengan perintah yang sama."),
            ],
            m.Button(FirstLine.Cut(m.Say.Say($"Go on without {e.Host}", $"Lanjut tanpa {e.Host}"), 30) + "…", "/" + line, ButtonStyle.Danger)));
    }

    private static OutboundMessage Proposed(Moment m, DecisionProposed e)
    {
        if (PromptTexts.AnswerOf(e) is { } answer)
        {
            var second = m.Scene.Team.Find(m.Recorded.Actor)?.Roles.Contains(TeamRoles.Supervisor) == true ? TeamRoles.Executor : TeamRoles.Supervisor;
            return m.Decision(
                $"proposal:{e.Decision}:{m.Seq}", second, PromptTexts.Proposed(m, e, second),
                m.Button(m.Say.Say($"Agree: {answer.Shown}", $"Setuju: {answer.Shown}"), answer.Command));
        }
        var what = NamedTexts.What(e.Decision, m.Say);
        var label = what.Length == 0 ? what : char.ToUpperInvariant(what[0]) + what[1..];
        return m.Decision(
            $"proposal:{e.Decision}:{m.Seq}", DecisionKinds.Missing(e.Decision, m.After, m.Scene) is [var role, ..] ? role : TeamRoles.Supervisor,
            DecidedTexts.Proposed(m, e),
            e.Decision == "go" ? m.Button("GO", "/go", ButtonStyle.Primary)
                : m.Button(e.Decision == "rollback" ? m.Say.Say("Roll back…", "Rollback…") : FirstLine.Cut(label, 30) + "…", "/" + e.Decision, ButtonStyle.Danger));
    }

    /// <summary>With another try nobody waits any more for the second name on leaving it out.</summary>
    private static IEnumerable<View> Again(Moment m, string step, string line) =>
        [.. Step(m, step, line), new View.Close(Subjects.Proposal("skip " + step), line)];

    private static IEnumerable<View> Step(Moment m, string step, string line) =>
    [
        new View.Close(Subjects.Step(step), line),
        new View.Close(Subjects.Link(step), line),
        .. m.After.Undecided.Any(x => x.Phase == m.After.StepOf(step).Phase) ? [] : new View[] { new View.Close(Subjects.Phase(m.After.StepOf(step).Phase), line) },
    ];

    private static string Note(string text) => text.Length == 0 ? "" : ": " + text.TrimEnd('.');
}
