using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>A step that failed, that nobody can see, that asks, that takes too long.</summary>
internal static class StepViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        StepEnded e => Ended(m, e),
        LinkLost e => [new View.Open(Subjects.Link(e.Step), m.Decision(
            $"link:{e.Step}:{m.Seq}", TeamRoles.Executor, StepTexts.LinkLost(m, e),
            m.Button(m.Say.Say("Last lines", "Baris terakhir"), $"/log {e.Step}")))],
        StepFound e => Settled(e.Step, m.Say.Say($"✔ Found again {m.Clock}: its program is being followed.", $"✔ Ketemu lagi {m.Clock}: programnya diikuti lagi.")),
        StepOverdue e => [new View.Open(Subjects.Overdue(e.Step), m.Decision(
            $"overdue:{e.Step}:{m.Seq}", TeamRoles.Executor, StepTexts.Overdue(m, e),
            m.Button(m.Say.Say("Last lines", "Baris terakhir"), $"/log {e.Step}"), m.Button("Hold", "/hold")))],
        PromptSeen { Known: false } e => [new View.Open(Subjects.Prompt(e.Step), m.Decision(
            $"prompt:{e.Step}:{m.Seq}", TeamRoles.Executor, PromptTexts.Asked(m, e),
            [.. PromptTexts.Choices(m, e).Select(c => m.Button(c.Length == 0 ? "Enter" : c, $"/answer {e.Step} {c}".TrimEnd())), m.Button(m.Say.Say("Text…", "Teks…"), "/help answer")]))],
        AnswerDecided e => Answered(m, e.Step, PromptTexts.Decided(m, e)),
        PromptPassed e => Answered(m, e.Step, m.Say.Say($"✔ The installer went on {m.Clock}: somebody answered on the host.", $"✔ Installer lanjut {m.Clock}: ada yang menjawab di host.")),
        AnswerBarred e => [new View.Open(Subjects.Prompt(e.Step), m.Decision(
            $"barred:{e.Step}:{m.Seq}", TeamRoles.Executor, PromptTexts.Barred(m, e),
            m.Button(m.Say.Say("Last lines", "Baris terakhir"), $"/log {e.Step}"), m.Button(m.Say.Say("Text…", "Teks…"), "/help answer")))],
        StepSilent e => [new View.Open(Subjects.Prompt(e.Step), m.Decision(
            $"silent:{e.Step}:{m.Seq}", TeamRoles.Executor, PromptTexts.Silent(m, e),
            m.Button(m.Say.Say("Last lines", "Baris terakhir"), $"/log {e.Step}")))],
        _ => [],
    };

    /// <summary>Before kick-off the phase calls people once, at its end; at night each failure does at once.</summary>
    private static IEnumerable<View> Ended(Moment m, StepEnded e)
    {
        foreach (var view in Settled(e.Step, m.Say.Say($"Its end is known, {m.Clock}.", $"Hasilnya sudah diketahui, {m.Clock}."))
            .Append(new View.Close(Subjects.Overdue(e.Step), m.Say.Say($"It has ended, {m.Clock}.", $"Sudah selesai, {m.Clock}.")))
            .Append(new View.Close(Subjects.Prompt(e.Step), m.Say.Say($"It has ended, {m.Clock}.", $"Sudah selesai, {m.Clock}."))))
        {
            yield return view;
        }
        if (e.Outcome != "succeeded" && m.After.HasKickedOff && m.After.OpenVoid?.Covers(m.After.StepOf(e.Step)) != true)
        {
            yield return new View.Open(Subjects.Step(e.Step), m.Decision(
                $"step:{e.Step}:{m.Seq}", TeamRoles.Executor, FailureTexts.Of(m, e), [.. Choices(m, e)]));
        }
    }

    private static IEnumerable<View> Answered(Moment m, string step, string line) =>
    [
        new View.Close(Subjects.Prompt(step), line),
        .. m.Before.Proposals.Keys.Where(k => PromptRules.IsProposalOf(k, step)).Select(k => new View.Close(Subjects.Proposal(k), line)),
    ];

    private static IEnumerable<View> Settled(string step, string line) =>
        [new View.Close(Subjects.Link(step), line), new View.Close(Subjects.Step(step), line)];

    private static IEnumerable<Button> Choices(Moment m, StepEnded e)
    {
        if (e.Outcome == "unknown")
        {
            yield return m.Button(m.Say.Say("Fetch the proof", "Ambil bukti"), $"/fixed {e.Step}", ButtonStyle.Primary);
            yield return m.Button(m.Say.Say("Last lines", "Baris terakhir"), $"/log {e.Step}");
        }
        if (!e.RetryBarred)
        {
            yield return m.Button(m.Say.Say("Check again", "Cek ulang"), $"/retry {e.Step}", e.Outcome == "unknown" ? ButtonStyle.Plain : ButtonStyle.Primary);
        }
        if (e.Outcome != "unknown")
        {
            yield return m.Button(m.Say.Say("I fixed it", "Sudah saya perbaiki"), $"/fixed {e.Step}");
        }
        if (Facts.StepOf(m.Plan, e.Step)?.Skip is not null)
        {
            yield return m.Button(m.Say.Say("Skip…", "Lewati…"), $"/skip {e.Step}", ButtonStyle.Danger);
        }
        if (!Progress.IsWayBack(m.After))
        {
            yield return m.Button(m.Say.Say("Roll back…", "Rollback…"), "/rollback", ButtonStyle.Danger);
        }
        yield return m.Button("Hold", "/hold");
    }
}
