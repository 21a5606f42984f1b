using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/log [step|host]</c>: the last lines, as wide as a phone.</summary>
internal static class ShowLog
{
    private const int Lines = 20;

    public static async Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var say = c.Speech;
        if (Meant(c) is not { } step)
        {
            return
            [
                FirstLine.Of(c.Argument.Length == 0 ? say.Say("No step has begun", "Belum ada langkah yang mulai") : say.Say($"No step of {c.Argument} has begun", $"Belum ada langkah {c.Argument} yang mulai")),
                say.Say("Write: /log STEP or /log HOST. /status names what runs.", "Tulis: /log STEP atau /log HOST. /status menyebut yang jalan."),
            ];
        }
        var tail = await c.Logs.TailAsync(c.State.Id, step.Name, Lines, Moment.TailColumns, ct);
        var word = step.Status switch
        {
            StepStatus.Succeeded => say.Say("✔ done", "✔ selesai"),
            StepStatus.Failed => say.Say("✖ failed", "✖ gagal"),
            StepStatus.Unknown => say.Say("? unknown", "? belum jelas"),
            StepStatus.Running => say.Say("● running", "● berjalan"),
            StepStatus.Skipped => say.Say("✔ skipped", "✔ dilewati"),
            _ => say.Say("pending", "belum"),
        };
        return
        [
            FirstLine.Of("", step.Name, $": {word}"),
            say.Say($"Attempt {step.Attempt}, last {tail.Count} lines:", $"Percobaan {step.Attempt}, {tail.Count} baris terakhir:"),
            .. tail.Select(l => "  " + l),
        ];
    }

    /// <summary>The step named, else the last one of the host, else what needs somebody, else what began last.</summary>
    private static StepState? Meant(QuestionContext c)
    {
        var name = KnownNames.Of(c.Scene.Plan, c.Scene.Fleet).Find(c.Argument) ?? c.Argument;
        var begun = c.State.Steps.Values.Where(x => x.Attempt > 0).OrderByDescending(x => x.StartedAt).ThenBy(x => x.Name, StringComparer.Ordinal);
        return name.Length > 0
            ? begun.FirstOrDefault(x => x.Name == name) ?? begun.FirstOrDefault(x => x.Host == name || x.Name.StartsWith(name + "/", StringComparison.Ordinal))
            : (c.State.Undecided is [var open, ..] ? open : null) ?? begun.FirstOrDefault(x => x.Status == StepStatus.Running) ?? begun.FirstOrDefault();
    }
}
