using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>Silent news: issues, notes, samples, the service coming back.</summary>
internal static class NewsViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        IssueOpened e => [new View.Tell(m.Notice($"issue:{e.Number}", NewsTexts.IssueOpened(m, e)))],
        IssueClosed e => [new View.Tell(m.Notice($"issue:{e.Number}", NewsTexts.IssueClosed(m, e)))],
        NoteAdded e => [new View.Tell(m.Notice($"note:{m.Seq}", NewsTexts.Note(m, e)))],
        AwayFailed e => [new View.Open(Subjects.Away, m.Decision($"away:{m.Seq}", TeamRoles.Executor, ClockTexts.AwayFailed(m, e)))],
        AwayKept => [new View.Close(Subjects.Away, m.Say.Say($"✔ Copied again, {m.Clock}.", $"✔ Tersalin lagi, {m.Clock}."))],
        Sampled e => [new View.Tell(m.Notice($"sample:{m.Seq}", NewsTexts.Sample(m, e)))],
        ServiceResumed e => [new View.Tell(m.Notice($"resumed:{m.Seq}", NewsTexts.Resumed(m, e)))],
        _ => [],
    };
}
