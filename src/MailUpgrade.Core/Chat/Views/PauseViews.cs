using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>Holds, the client's no, the end of the window, the last safe half hour for a rollback.</summary>
internal static class PauseViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        RunPaused { Cause: "failure" or "unknown", Step: { } step } => [new View.Restamp(Subjects.Step(step))],
        RunPaused { Cause: "hold" } e => [new View.Open(Subjects.Hold, Held(m, e))],
        RunPaused { Cause: "late", Step: { } step } => [new View.Open(Subjects.Late, m.Decision(
            $"late:{m.Seq}", TeamRoles.Supervisor, ClockTexts.Late(m, step),
            m.Button(m.Say.Say("Begin it", "Mulai"), $"/begin {step}", ButtonStyle.Primary),
            m.Button(m.Say.Say("Roll back…", "Rollback…"), "/rollback", ButtonStyle.Danger)))],
        SetVoided e => [new View.Tell(m.Notice($"void-set:{m.Seq}", VoidSetTexts.Voided(m, e)))],
        RunPaused { Cause: VoidSetRules.Cause } => [new View.Open(Subjects.VoidSet, m.Decision(
            $"void-decision:{m.Seq}", TeamRoles.Executor, VoidSetTexts.Decide(m),
            m.Button(m.Say.Say("Make a new set", "Buat set baru"), "/retry", ButtonStyle.Primary),
            m.Button(m.Say.Say("Roll back…", "Rollback…"), "/rollback", ButtonStyle.Danger),
            m.Button(m.Say.Say("Abort…", "Hentikan…"), "/abort", ButtonStyle.Danger)))],
        SetAgain => [new View.Close(Subjects.VoidSet, m.Say.Say($"✔ A new set, decided by {m.By}. Services are stopped again.", $"✔ Set baru, keputusan {m.By}. Layanan dihentikan lagi."))],
        RollbackUnsafe e =>
        [
            new View.Close(Subjects.Warning, m.Say.Say($"Safe until {m.At(e.SafeUntil)}; that has passed.", $"Aman sampai {m.At(e.SafeUntil)}; sudah lewat.")),
            new View.Tell(m.Notice($"rollback-unsafe:{m.Seq}", ClockTexts.Unsafe(m, e))),
        ],
        WindowExtended e =>
        [
            new View.Close(Subjects.Proposal("extend " + m.Say.Clock(e.Until)), m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.")),
            new View.Close(Subjects.Window, m.Say.Say($"✔ Extended to {m.At(e.Until)}, {m.By}.", $"✔ Diundur ke {m.At(e.Until)}, {m.By}.")),
            new View.Close(Subjects.Late, m.Say.Say($"✔ Extended to {m.At(e.Until)}, {m.By}.", $"✔ Diundur ke {m.At(e.Until)}, {m.By}.")),
            new View.Tell(m.Notice($"extended:{m.Seq}", ClockTexts.Extended(m, e))),
        ],
        LateAgreed e =>
        [
            new View.Close(Subjects.Proposal(LateNode.Decision + e.Step), m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.")),
            new View.Close(Subjects.Late, m.Say.Say($"✔ Goes on by two names, the second {m.By}.", $"✔ Lanjut dengan dua nama, yang kedua {m.By}.")),
        ],
        ClockSetBack e => [new View.Tell(m.Notice($"clock-back:{m.Seq}", ClockTexts.SetBack(m, e)))],
        CountdownTold e => [new View.Tell(m.Notice($"countdown:{m.Seq}", ClockTexts.Countdown(m, e)))],
        RunPaused { Cause: "not-ok" } e => [new View.Open(Subjects.NotOk, m.Decision(
            $"not-ok:{m.Seq}", TeamRoles.Supervisor, PauseTexts.NotOk(m, e),
            [
                m.Button(m.Say.Say("Mended", "Sudah diperbaiki"), "/fixed", ButtonStyle.Primary),
                .. m.After.Items.Values.Any(i => !i.Ok) ? [m.Button(m.Say.Say("Accept with items", "Terima dengan catatan"), "/ok with items")] : Array.Empty<Button>(),
                m.Button(m.Say.Say("Not accepted…", "Tidak diterima…"), "/reject", ButtonStyle.Danger),
            ]))],
        RunResumed =>
        [
            new View.Close(Subjects.Hold, m.Say.Say($"● Goes on, {m.By}.", $"● Lanjut, {m.By}.")),
            new View.Close(Subjects.Window, m.Say.Say($"● Goes on, {m.By}.", $"● Lanjut, {m.By}.")),
        ],
        WindowClosed => Window(m),
        RollbackWarned e => [new View.Open(Subjects.Warning, m.Decision(
            $"rollback-warning:{m.Seq}", Warned(m), PauseTexts.Warning(m, e),
            m.Button(m.Say.Say("Roll back…", "Rollback…"), "/rollback", ButtonStyle.Danger)))],
        _ => [],
    };

    /// <summary>Who holds knows it; where nobody decided in time, somebody is called.</summary>
    private static OutboundMessage Held(Moment m, RunPaused e)
    {
        var byBot = m.Recorded.Actor == RunCommand.Bot;
        var message = m.Decision(
            $"hold:{m.Seq}", TeamRoles.Supervisor, PauseTexts.Hold(m, e),
            m.Button(m.Say.Say("Go on", "Lanjut"), "/resume", ButtonStyle.Primary));
        return message with { Rings = byBot };
    }

    /// <summary>Past the point of no return the work is finished, so only the fact is told.</summary>
    private static IEnumerable<View> Window(Moment m)
    {
        if (m.Before.Status == RunStatus.Running && Facts.PassedNoReturn(m.Before, m.Plan))
        {
            return [new View.Tell(m.Notice($"window:{m.Seq}", PauseTexts.WindowWhileOpen(m)))];
        }
        Button[] way = Progress.IsWayBack(m.Before) ? [] : [m.Button(m.Say.Say("Roll back…", "Rollback…"), "/rollback", ButtonStyle.Danger)];
        return [new View.Open(Subjects.Window, m.Decision($"window:{m.Seq}", TeamRoles.Supervisor, PauseTexts.Window(m), way))];
    }

    /// <summary>One person by name: a warning to everybody is a warning to nobody.</summary>
    private static string Warned(Moment m) => m.Scene.Team.Holding(TeamRoles.Supervisor) is [var first, ..] ? first.Id : TeamRoles.Supervisor;
}
