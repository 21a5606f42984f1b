using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>Gates, and the client's look at the result.</summary>
internal static class GateViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        GateOpened e => [new View.Open(Subjects.Gate(e.Phase), m.Decision(
            $"gate:{e.Phase}:{m.Seq}", e.Role, GateTexts.Opened(m, e),
            m.Button("GO", "/go", m.PhaseOf(e.Phase)?.IsPointOfNoReturn == true ? ButtonStyle.Danger : ButtonStyle.Primary),
            m.Button("NO GO", "/nogo")))],
        GateDecided e => [new View.Close(Subjects.Gate(e.Phase), GateTexts.Decided(m, e))],
        StepStarted e when AskOf(m, e.Step) is { } ask => [Asked(m, e.Step, ask)],
        ItemChecked e when Facts.OpenAsk(m.After, m.Plan) is { } open && AskOf(m, open.Name) is { } ask => [Asked(m, open.Name, ask)],
        FixedDeclared { Step: null } e =>
        [
            new View.Close(Subjects.NotOk, m.Say.Say($"✔ Mended, says {m.By}{Note(e.Note)}.", $"✔ Sudah diperbaiki, kata {m.By}{Note(e.Note)}.")),
            .. Facts.OpenAsk(m.After, m.Plan) is { } open && AskOf(m, open.Name) is { } ask ? [Asked(m, open.Name, ask, e.Note)] : Array.Empty<View>(),
        ],
        ClientAccepted e => Answered(m, m.Say.Say($"✔ OK by {m.By}{Note(e.Remark)}.", $"✔ OK dari {m.By}{Note(e.Remark)}.")),
        ClientRefused e => Answered(m, m.Say.Say($"✖ Not OK by {m.By}{Note(e.Remark)}. It is asked again when it is mended.", $"✖ Belum OK dari {m.By}{Note(e.Remark)}. Ditanya lagi kalau sudah diperbaiki.")),
        RollbackDecided => Answered(m, m.Say.Say("✖ Not asked any more: the cluster goes back.", "✖ Tidak ditanyakan lagi: cluster dikembalikan.")),
        _ => [],
    };

    private static AskRule? AskOf(Moment m, string step) => Facts.StepOf(m.Plan, step)?.Ask;

    /// <summary>One message for one asking: each item that is answered edits it. Who has said no is not called again.</summary>
    private static View.Open Asked(Moment m, string step, AskRule ask, string? mended = null) => new(
        Subjects.Ask(step),
        m.Decision(AskKey(m, step), ask.Role, GateTexts.Ask(m, ask, mended), [.. AskButtons(m, ask)]) with { Rings = m.After.Refusal is null });

    private static string AskKey(Moment m, string step) =>
        FormattableString.Invariant($"ask:{step}:{Math.Max(m.After.StepOf(step).StartedSeq, m.After.MendedSeq)}");

    private static IEnumerable<Button> AskButtons(Moment m, AskRule ask)
    {
        var isList = ask.Items.Count > 1;
        if (m.After.Refusal is null)
        {
            yield return m.Button(isList ? m.Say.Say("All OK", "Semua OK") : "OK", "/ok", ButtonStyle.Primary);
            yield return m.Button(m.Say.Say("Not OK", "Belum OK"), "/notok");
        }
        foreach (var (item, n) in Enumerable.Range(1, isList ? ask.Items.Count : 0).Where(i => !m.After.Items.ContainsKey(i)).Select((i, n) => (m.Say.Number(i), n)))
        {
            yield return m.Button($"{item} ✔", $"/ok {item}") with { BeginsRow = n % 2 == 0 };
            yield return m.Button($"{item} ✖", $"/notok {item}");
        }
    }

    private static IEnumerable<View> Answered(Moment m, string line) =>
        Facts.OpenAsk(m.Before, m.Plan) is { } ask ? [new View.Close(Subjects.Ask(ask.Name), line)] : [];

    private static string Note(string text) => text.Length == 0 ? "" : ": " + text.TrimEnd('.');
}
