using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/report</c>: where the run stands and the document.</summary>
internal static class ShowReport
{
    public static async Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var say = c.Speech;
        var text = await c.Report(c.State.Id, say.Language, ct);
        var lines = new List<string> { FirstLine.Of(say.Say($"Report of {c.State.Id}", $"Laporan {c.State.Id}")), Headline.Of(c.State, c.Scene, say).Line };
        lines.AddRange(text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (await c.Journal.ReadAsync(c.State.Id, Math.Max(0, c.State.Seq - 1), ct) is [.., var head])
        {
            lines.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"journal head {head.Seq} {head.Hash}"));
        }
        return lines;
    }
}
