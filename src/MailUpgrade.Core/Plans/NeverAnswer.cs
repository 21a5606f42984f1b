using System.Text.RegularExpressions;

namespace MailUpgrade.Core.Plans;

/// <summary>An answer that is never typed, whoever decides it, because it destroys. The bot refuses it and the host refuses it again.</summary>
/// <param name="Id">Name of the row, unique in the pack.</param>
/// <param name="Match">The question, on the unfinished end of the output. A pattern that a POSIX extended expression and .NET read alike.</param>
/// <param name="Answers">Answers meant, Y and N for yes and no; what Enter stands for counts as that.</param>
/// <param name="AllBut">They are the only ones that may be typed; else they may not.</param>
/// <param name="UnlessShown">A line of the output before that lifts the bar, or null.</param>
/// <param name="Roles">Hosts with one of these roles; empty: all.</param>
/// <param name="Because">Why, and the way out.</param>
public sealed record NeverAnswer(
    string Id, Regex Match, IReadOnlyList<string> Answers, bool AllBut, Regex? UnlessShown, IReadOnlyList<string> Roles, LocalText Because)
{
    /// <summary>Whether the row is about this answer, before it is asked what was shown.</summary>
    public bool Forbids(IReadOnlyList<string> roles, string prompt, string answer) =>
        IsFor(roles) && Match.IsMatch(prompt) && Answers.Contains(answer, StringComparer.OrdinalIgnoreCase) != AllBut;

    /// <summary>Whether the row counts on a host of these roles.</summary>
    public bool IsFor(IReadOnlyList<string> roles) => Roles.Count == 0 || Roles.Any(roles.Contains);

    /// <summary>The row as the host keeps it: question, answers (after <c>!</c> all others), the line that lifts it; tabs between.</summary>
    public string ToHostRow() => $"{Match}\t{(AllBut ? "!" : "")}{string.Join(',', Answers)}\t{UnlessShown}";
}
