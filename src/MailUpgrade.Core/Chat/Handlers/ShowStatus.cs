using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/status</c>: the pinned three lines, and what runs or waits by name.</summary>
internal static class ShowStatus
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var say = c.Speech;
        var lines = new List<string>(StatusView.Lines(c.State, c.Scene, say));
        foreach (var step in c.State.InFlight.OrderBy(x => x.StartedAt).ThenBy(x => x.Name, StringComparer.Ordinal).Take(12))
        {
            var span = say.Span(c.Scene.Now - (step.StartedAt ?? c.Scene.Now));
            lines.Add(step.Flags.HasFlag(StepFlags.LinkLost)
                ? say.Say($"? {step.Name} unknown: link lost, since {span}", $"? {step.Name} belum jelas: koneksi putus, sudah {span}")
                : step.Prompt is { Known: false } prompt
                    ? say.Say($"⏸ {step.Name} waits for an answer: {prompt.Prompt.Trim()}", $"⏸ {step.Name} menunggu jawaban: {prompt.Prompt.Trim()}")
                    : say.Say($"● {step.Name} running for {span}", $"● {step.Name} berjalan {span}") + StageText.Of(c.Scene, step.Name, say));
        }
        foreach (var step in c.State.Undecided)
        {
            var failed = step.Status == StepStatus.Failed;
            lines.Add($"{(failed ? Speech.Failed : Speech.Unknown)} {step.Name} {(failed ? say.Say("failed", "gagal") : say.Say("unknown", "belum jelas"))}: {step.Last?.Reason}");
        }
        foreach (var (decision, first) in c.State.Proposals.OrderBy(p => p.Value.Seq))
        {
            var (names, waiting) = (say.Both(first.Names.Select(n => say.Name(c.Scene.Team, n))), Texts.NamedTexts.Waiting(decision, c.State, c.Scene, say));
            lines.Add(names.Length == 0
                ? say.Say($"⏸ Names needed for {decision}: {waiting}", $"⏸ Butuh nama untuk {decision}: {waiting}")
                : say.Say($"⏸ {decision} waits for {waiting}; named by {names}", $"⏸ {decision} menunggu {waiting}; sudah: {names}"));
        }
        var open = c.State.Issues.Count(i => i.IsOpen);
        if (open > 0)
        {
            lines.Add(say.Say($"Open issues: {say.Number(open)}. /issue lists them.", $"Issue terbuka: {say.Number(open)}. /issue menampilkannya."));
        }
        return Task.FromResult<IReadOnlyList<string>>(lines);
    }
}
