using System.Text;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Answers an installer's questions by the pack's list, and those of no list so that nothing is destroyed.</summary>
/// <param name="pack">Whose list.</param>
/// <param name="toTheEnd">The last question before packages change is answered with Y; else with N.</param>
internal sealed partial class InstallerTalk(Pack pack, bool toTheEnd)
{
    private readonly StringBuilder _said = new();

    /// <summary>All that was said, with a note where a question came in two pieces.</summary>
    public async Task<string> LeadAsync(StreamReader output, StreamWriter input, CancellationToken ct)
    {
        var buffer = new char[4096];
        var piece = "";
        for (int n; (n = await output.ReadAsync(buffer, ct)) > 0;)
        {
            _said.Append(buffer, 0, n);
            var tail = Tail();
            if (!Question().IsMatch(tail))
            {
                piece = tail;
                continue;
            }
            if (piece.Length > 0 && tail.Length > piece.Length && tail.StartsWith(piece, StringComparison.Ordinal))
            {
                _said.Append("(in two pieces) ");
            }
            piece = "";
            _said.Append('\n');
            await input.WriteAsync(Answer(tail) + "\n");
            await input.FlushAsync(ct);
        }
        return _said.ToString();
    }

    private string Tail()
    {
        var text = _said.ToString();
        return text[(text.LastIndexOf('\n') + 1)..];
    }

    private string Answer(string question) => question switch
    {
        _ when !toTheEnd && question.Contains("Continue?", StringComparison.Ordinal) => "N",
        _ when pack.PromptFor(question) is { } known => known.Answer,
        _ when question.StartsWith("Exit? ", StringComparison.Ordinal) => "Y",
        _ => question.EndsWith("[Y] ", StringComparison.Ordinal) ? "Y" : "N",
    };

    [GeneratedRegex(@"(\[[A-Za-z]+\]|return to exit) $")]
    private static partial Regex Question();
}
