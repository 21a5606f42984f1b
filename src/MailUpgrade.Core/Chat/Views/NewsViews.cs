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
        Sampled e => [new View.Tell(m.Notice($"sample:{m.Seq}", NewsTexts.Sample(m, e)) with { Buttons = Deeper(m, e) })],
        DifferencesAccepted e => [new View.Tell(m.Notice($"accepted:{m.Seq}", NewsTexts.Accepted(m, e)))],
        SampleNotTaken e => [new View.Tell(m.Notice($"not-taken:{m.Seq}", NewsTexts.NotTaken(m, e)))],
        AwayFailed e => [new View.Open(Subjects.Away, m.Decision($"away:{m.Seq}", TeamRoles.Executor, ClockTexts.AwayFailed(m, e)))],
        AwayKept => [new View.Close(Subjects.Away, m.Say.Say($"✔ Copied again, {m.Clock}.", $"✔ Tersalin lagi, {m.Clock}."))],
        ServiceResumed e => [new View.Tell(m.Notice($"resumed:{m.Seq}", NewsTexts.Resumed(m, e)))],
        _ => [],
    };

    private static IReadOnlyList<Button> Deeper(Moment m, Sampled e) => e.What != "compare" || e.Findings.Count == 0 ? OutboundMessage.NoButtons
        : [m.Button(m.Say.Say("Each difference", "Tiap perbedaan"), "/sample details")];
}
