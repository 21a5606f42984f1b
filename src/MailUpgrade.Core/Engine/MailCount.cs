using System.Globalization;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Reads the balance of waiting mail from a check with <c>counts: mail</c>: the figures
/// <c>before= during= delivered= given-back= waiting= lost=</c> behind the bar, and a line <c>LOST: QUEUE-ID SENDER RECIPIENT</c> for each
/// message of which nothing is known. A balance that does not close is no balance: then nothing can be said.
/// </summary>
internal static partial class MailCount
{
    public static readonly KeyValuePair<string, string> Mark = new("counts", "mail");

    /// <summary>The outcome with what was counted, where the step counts.</summary>
    public static Outcome With(Outcome outcome, Step step, FleetHost host, AskResult answer) =>
        step.With.Contains(Mark) && answer.Kind == EndKind.Exited ? outcome with { With = [.. outcome.With, Read(host.Name, answer.Output)] } : outcome;

    /// <summary>The output as it may be shown in chat: whose mail it was stands in the journal and the report.</summary>
    public static string Shown(Step step, string output) => step.With.Contains(Mark) ? DifferenceTexts.Masked(output) : output;

    private static MailCounted Read(string host, string output)
    {
        var figures = Figures().Matches(output.TrimStart().Split('\n', 2)[0]).DistinctBy(m => m.Groups[1].Value)
            .ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var lost = output.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("LOST: ", StringComparison.Ordinal)).Select(l => l[6..].Trim()).ToList();
        int Of(string name) => figures.GetValueOrDefault(name);
        var counted = new MailCounted(host, Of("before"), Of("during"), Of("delivered"), Of("given-back"), Of("waiting"), lost, null);
        return !figures.ContainsKey("lost") ? counted with { Unknown = "the host could not tell what became of it" }
            : QueueBalance.Of([counted]).Lost != Of("lost") || lost.Count > Of("lost") ? counted with { Unknown = "its figures do not add up" } : counted;
    }

    [GeneratedRegex(@"[| ](before|during|delivered|given-back|waiting|lost)=(\d{1,9})(?= |$)")]
    private static partial Regex Figures();
}
