using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/issue</c> alone: the list.</summary>
internal static class ShowIssues
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var say = c.Speech;
        var open = c.State.Issues.Count(i => i.IsOpen);
        return Task.FromResult<IReadOnlyList<string>>(
        [
            say.Say($"Issues: {open} open of {c.State.Issues.Count}", $"Issue: {open} terbuka dari {c.State.Issues.Count}"),
            .. c.State.Issues.Select(i => Line(i, c)),
            say.Say("/issue TEXT opens one, /issue close 3 REMEDY closes it.", "/issue TEKS membuka, /issue close 3 SOLUSI menutup."),
        ]);
    }

    private static string Line(IssueState issue, QuestionContext c)
    {
        var by = $"{c.Speech.Name(c.Scene.Team, issue.By)}, {c.Speech.When(issue.At, c.Scene.Now)}";
        var blocking = issue is { Blocking: true, IsOpen: true } ? c.Speech.Say(", blocking", ", memblokir") : "";
        return issue.IsOpen
            ? c.Speech.Say($"{issue.Number}. open{blocking}: {issue.Text} ({by})", $"{issue.Number}. terbuka{blocking}: {issue.Text} ({by})")
            : c.Speech.Say($"{issue.Number}. ✔ done: {issue.Text} - {issue.Remedy}", $"{issue.Number}. ✔ selesai: {issue.Text} - {issue.Remedy}");
    }
}
