using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>What earlier runs of the plan met at a step comes up again when the step begins, with what helped.</summary>
internal static class KnownViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event is StepStarted { Attempt: 1 } e && Issues(m, e) is { Count: > 0 } known
        ? [new View.Tell(m.Notice($"known:{e.Step}:{m.Seq}", Lines(m, e, known)))] : [];

    private static List<IssueKept> Issues(Moment m, StepStarted e) =>
        [.. m.Scene.Book.Issues.Where(i => i.PlanId == m.Plan.Id && i.Run != m.After.Id && i.Step is { } at && IsAt(m, at, e))];

    /// <summary>The same step on the same host; where the sandbox had a host that this fleet lacks, the first host of the step.</summary>
    private static bool IsAt(Moment m, string at, StepStarted e)
    {
        if (at == e.Step)
        {
            return true;
        }
        var parts = at.Split('/', 2);
        var step = m.Plan.Phases.SelectMany(p => p.Steps).FirstOrDefault(s => s.Id == parts[0]);
        return parts.Length == 2 && step is not null && m.Scene.Fleet.Hosts.All(h => h.Name != parts[1])
            && m.Scene.HostsOf(step) is [var first, ..] && step.NameOn(first) == e.Step;
    }

    private static IEnumerable<string> Lines(Moment m, StepStarted e, List<IssueKept> known)
    {
        yield return FirstLine.Of(m.Say.Say("Known at ", "Sudah dikenal di "), e.Step, "");
        foreach (var issue in known)
        {
            yield return issue.Remedy is { } remedy
                ? m.Say.Say($"{issue.Run}: {issue.Text}. What helped: {remedy}", $"{issue.Run}: {issue.Text}. Yang membantu: {remedy}")
                : m.Say.Say($"{issue.Run}: {issue.Text}. Still open.", $"{issue.Run}: {issue.Text}. Masih terbuka.");
        }
    }
}
