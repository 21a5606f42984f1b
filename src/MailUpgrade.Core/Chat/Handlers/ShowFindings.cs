using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/findings [HOST]</c>: everything that the checks so far found, the same on several hosts said once, with remedy and owner.</summary>
internal static class ShowFindings
{
    private const int LinesOfAStep = 200;
    private const int Width = 300;
    private const int Most = 20;

    private static readonly (string Word, string Sign)[] Severities = [("CRITICAL: ", "✖"), ("UNKNOWN: ", "?"), ("WARNING: ", "")];

    public static async Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var say = c.Speech;
        var found = new List<(string Word, string Host, string Reason)>();
        var steps = c.Scene.Plan.Phases.Append(c.Scene.Plan.Rollback).SelectMany(p => p.Steps).Where(x => x.Kind == StepKind.Check)
            .SelectMany(step => c.Scene.HostsOf(step).Select(step.NameOn)).Select(c.State.StepOf)
            .Where(x => x.Attempt > 0 && (c.Argument.Length == 0 || x.Host == c.Argument || x.Name.Split('/')[0] == c.Argument));
        foreach (var step in steps)
        {
            // One attempt may have asked several times: the last answer begins at its first line, so only the last of each line counts.
            var lines = await c.Logs.TailAsync(c.State.Id, step.Name, LinesOfAStep, Width, ct);
            found.AddRange(Severities.SelectMany(s => lines.Where(l => l.StartsWith(s.Word, StringComparison.Ordinal)).Distinct()
                .Select(l => (s.Word, step.Host ?? step.Name, l[s.Word.Length..]))));
        }
        if (found.Count == 0)
        {
            return [say.Say("✔ The checks so far found nothing", "✔ Pemeriksaan sejauh ini tidak menemukan apa-apa")];
        }
        var counts = Severities.Select(s => found.Where(f => f.Word == s.Word).Select(f => f.Reason).Distinct().Count()).ToList();
        var text = new List<string>
        {
            FirstLine.Of(say.Say($"Findings: {counts[0]} critical, {counts[1]} unknown, {counts[2]} warnings", $"Temuan: {counts[0]} kritis, {counts[1]} belum jelas, {counts[2]} peringatan")),
        };
        foreach (var (word, sign) in Severities)
        {
            text.AddRange(FindingTexts.Grouped(c.Files.Pack, say, found.Where(f => f.Word == word).Select(f => (f.Host, f.Reason)), Most)
                .Select(l => sign.Length == 0 || l.StartsWith('→') ? l : $"{sign} {l}"));
        }
        return text;
    }
}
