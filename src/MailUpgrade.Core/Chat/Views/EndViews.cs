using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>The end of a run: nothing waits for anybody any more.</summary>
internal static class EndViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        RunEnded e =>
        [
            new View.CloseAll(m.Say.Say($"The run has ended, {m.Clock}.", $"Run sudah selesai, {m.Clock}.")),
            new View.Tell(m.Notice($"end:{m.Seq}", EndTexts.Of(m, e))),
        ],
        _ => [],
    };
}
