using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>What the looks before kick-off found, and what a shadow night has to compare.</summary>
internal static class LookViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        ConflictsChecked { Conflicts.Count: > 0 } e when !e.Conflicts.SequenceEqual(m.Before.Conflicts) =>
            [new View.Open(Subjects.Conflicts, m.Decision($"conflicts:{m.Seq}", TeamRoles.Executor, LookTexts.Conflicts(m, e)))],
        ConflictsChecked { Conflicts.Count: 0 } e =>
        [
            new View.Close(Subjects.Conflicts, m.Say.Say($"✔ Nothing else works there since {m.Clock}.", $"✔ Sudah tidak ada pekerjaan lain, {m.Clock}.")),
            .. e.Remarks.Count > 0 ? [new View.Tell(m.Notice($"remarks:{m.Seq}", LookTexts.Remarks(m, e)))] : Array.Empty<View>(),
        ],
        KickOffSet or KickedOff => [new View.Close(Subjects.Conflicts, m.Say.Say($"Looked at anew, {m.Clock}.", $"Dicek ulang, {m.Clock}."))],
        SandboxChecked { Problems.Count: > 0 } e =>
            [new View.Open(Subjects.Sandbox, m.Decision($"sandbox:{m.Seq}", TeamRoles.Executor, LookTexts.NoSandbox(m, e)))],
        SandboxChecked e =>
        [
            new View.Close(Subjects.Sandbox, m.Say.Say($"✔ Proven {m.Clock}.", $"✔ Terbukti {m.Clock}.")),
            new View.Tell(m.Notice($"sandbox-proven:{m.Seq}", LookTexts.Sandbox(m, e))),
        ],
        RunEnded when ShadowRules.Is(m.After) => [new View.Tell(m.Notice($"verdicts:{m.Seq}", ShadowTexts.Lines(m.After, m.Say, m.Scene.Team)))],
        _ => [],
    };
}
