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
        FixedDeclared { Step: null } e =>
        [
            new View.Close(Subjects.NotOk, m.Say.Say($"✔ Mended, says {m.By}{Note(e.Note)}.", $"✔ Sudah diperbaiki, kata {m.By}{Note(e.Note)}.")),
            .. Facts.OpenAsk(m.After, m.Plan) is { } open && AskOf(m, open.Name) is { } ask ? [Asked(m, open.Name, ask, e.Note)] : Array.Empty<View>(),
        ],
        ClientAccepted e => Answered(m, m.Say.Say($"✔ OK by {m.By}{Note(e.Remark)}.", $"✔ OK dari {m.By}{Note(e.Remark)}.")),
        ClientRefused e => Answered(m, m.Say.Say($"✖ Not OK by {m.By}{Note(e.Remark)}. It is asked again when it is mended.", $"✖ Belum OK dari {m.By}{Note(e.Remark)}. Ditanya lagi kalau sudah diperbaiki.")),
        _ => [],
    };

    private static AskRule? AskOf(Moment m, string step) => Facts.StepOf(m.Plan, step)?.Ask;

    private static View.Open Asked(Moment m, string step, AskRule ask, string? mended = null) => new(
        Subjects.Ask(step),
        m.Decision(
            $"ask:{step}:{m.Seq}", ask.Role, GateTexts.Ask(m, ask, mended),
            m.Button("OK", "/ok", ButtonStyle.Primary), m.Button(m.Say.Say("Not OK", "Belum OK"), "/notok")));

    private static IEnumerable<View> Answered(Moment m, string line) =>
        Facts.OpenAsk(m.Before, m.Plan) is { } ask ? [new View.Close(Subjects.Ask(ask.Name), line)] : [];

    private static string Note(string text) => text.Length == 0 ? "" : ": " + text.TrimEnd('.');
}
