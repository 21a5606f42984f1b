using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>What may be answered to an installer. Pure; the host has the same table and looks again before anything is typed.</summary>
public static class PromptRules
{
    /// <summary>Key of names on an answer: the command line by which the second person says the same.</summary>
    public static string ProposalOf(string step, string text) =>
        $"answer {step} {(Effective("", text) is var word && word is "Y" or "N" ? word : text)}".TrimEnd();

    /// <summary>Whether names are about an answer to this step, whatever it is.</summary>
    public static bool IsProposalOf(string key, string step) =>
        key == "answer " + step || key.StartsWith($"answer {step} ", StringComparison.Ordinal);

    /// <summary>The answer as the installer takes it: Enter is the default in the last brackets; yes is Y.</summary>
    public static string Effective(string prompt, string text)
    {
        var word = text.Trim();
        if (word.Length == 0)
        {
            var end = prompt.LastIndexOf(']');
            var begin = end < 0 ? -1 : prompt.LastIndexOf('[', end);
            word = begin < 0 ? "" : prompt[(begin + 1)..end];
            word = word switch { "Y/n" => "Y", "y/N" => "N", _ => word };
        }
        return word.ToUpperInvariant() switch
        {
            "Y" or "YES" => "Y",
            "N" or "NO" => "N",
            _ => word,
        };
    }

    /// <summary>Whether this is a plain No to a question.</summary>
    /// <param name="prompt">The question with its default.</param>
    /// <param name="text">What is or was typed.</param>
    /// <param name="whenEmpty">False where an empty text may stand for anything.</param>
    public static bool Declines(string prompt, string text, bool whenEmpty = true) =>
        (text.Length > 0 || whenEmpty) && Effective(prompt, text) == "N";

    /// <summary>The row of the pack that forbids this answer here, or null.</summary>
    public static NeverAnswer? BarredBy(
        Pack? pack, IReadOnlyList<string> roles, string prompt, string text, IReadOnlyCollection<string> shown)
    {
        var answer = Effective(prompt, text);
        return pack?.Never.FirstOrDefault(n => n.Forbids(roles, prompt, answer) && !(n.UnlessShown is not null && shown.Contains(n.Id)));
    }

    /// <summary>A problem with the form of what a person wants typed, as a word for the refusal, or null.</summary>
    public static string? FormFault(string prompt, string text)
    {
        if (text.Any(char.IsWhiteSpace))
        {
            return "answer-blanks";
        }
        var wanted = prompt.TrimEnd();
        var isYesNo = YesNo.Any(d => wanted.EndsWith(d, StringComparison.OrdinalIgnoreCase));
        return isYesNo && Effective(prompt, text) is not ("Y" or "N") ? "answer-yes-no" : null;
    }

    /// <summary>An unfinished line that somebody is expected to answer. Progress (<c>Starting servers...</c>) is none.</summary>
    public static bool LooksLikeQuestion(string line)
    {
        var text = line.TrimEnd();
        if (text.Length == 0 || text.EndsWith("...", StringComparison.Ordinal))
        {
            return false;
        }
        return text[^1] is ']' or '?' or ':' or ')' or '>' || line[^1] == ' '
            || Asking.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    private static readonly string[] YesNo = ["[Y]", "[N]", "[Yes]", "[No]", "[y/n]"];
    private static readonly string[] Asking = ["press ", "hit ", "enter ", "return ", "type ", "continue"];

    /// <summary>The question without what differs from host to host, so that an answer holds for the next ones.</summary>
    public static string SameOnAll(string prompt, string? host) =>
        string.IsNullOrEmpty(host) ? prompt.Trim() : prompt.Trim().Replace(host, "HOST", StringComparison.OrdinalIgnoreCase);

    /// <summary>What people answered to the same question on another host of this run, or null.</summary>
    public static string? HeldAnswer(RunState s, string prompt, string? host) =>
        s.HeldAnswers.GetValueOrDefault(SameOnAll(prompt, host));
}
