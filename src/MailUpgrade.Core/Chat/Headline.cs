using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat;

/// <summary>The run in one line: sign, phase, time, distance to the plan.</summary>
public sealed record Headline(string Sign, string Text)
{
    /// <summary>Sign and text, at most 60 characters.</summary>
    public string Line => FirstLine.Of($"{Sign} {Text}");

    /// <summary>Headline of a state.</summary>
    public static Headline Of(RunState s, Scene scene, Speech say)
    {
        var (sign, word) = Word(s, scene, say);
        var phase = Progress.Current(s, scene.Plan);
        if (s.HasEnded)
        {
            return new Headline(sign, $"{word} · {say.When(s.EndedAt!.Value, scene.Now)}");
        }
        var clock = say.Clock(scene.Now);
        if (phase is null)
        {
            var start = say.When(s.KickOff, scene.Now);
            return s.HasKickedOff ? new Headline(sign, $"{word} · {clock}")
                : new Headline(sign, $"{word} · {clock} · {say.Say($"kick-off {start}", $"kick-off {start}")}");
        }
        var (done, total) = Progress.Steps(s, scene, phase);
        var parts = new List<string> { word.Length > 0 ? $"{phase.Id} {done}/{total} {word}" : $"{phase.Id} {done}/{total}", clock };
        if (Progress.BehindPlan(s, scene) is { } behind)
        {
            parts.Add(Distance(behind, say));
        }
        return new Headline(sign, string.Join(" · ", parts));
    }

    /// <summary>Distance to the plan in words, to the minute.</summary>
    public static string Distance(TimeSpan behind, Speech say)
    {
        var minutes = (long)Math.Truncate(behind.TotalMinutes);
        var span = say.Span(TimeSpan.FromMinutes(minutes));
        return minutes switch
        {
            0 => say.Say("on plan", "sesuai rencana"),
            > 0 => say.Say($"{span} behind plan", $"{span} di belakang rencana"),
            _ => say.Say($"{span} ahead of plan", $"{span} di depan rencana"),
        };
    }

    private static (string Sign, string Word) Word(RunState s, Scene scene, Speech say)
    {
        if (s.HasEnded)
        {
            var good = s.Status is RunStatus.Completed or RunStatus.SignedOff or RunStatus.RolledBack;
            return (good ? Speech.Done : Speech.Failed, RunWords.Of(s.Status, say));
        }
        var failed = say.Say("failed", "gagal");
        var waits = say.Say("waits", "menunggu");
        if (s.Undecided.Count > 0)
        {
            return s.Undecided.Any(x => x.Status == StepStatus.Failed)
                ? (Speech.Failed, failed) : (Speech.Unknown, say.Say("unknown", "belum jelas"));
        }
        if (s.Status == RunStatus.Paused)
        {
            return (Speech.Waits, s.Pause?.Cause switch
            {
                "not-ok" => say.Say("not OK", "belum OK"),
                "late" => say.Say("two names needed", "butuh dua nama"),
                VoidSetRules.Cause => say.Say("set void", "set batal"),
                "window" => say.Say("window closed", "lewat batas waktu"),
                _ => say.Say("on hold", "ditahan"),
            });
        }
        return s.Status switch
        {
            RunStatus.Waiting when Progress.Current(s, scene.Plan) is null => (Speech.Done, RunWords.Of(s.Status, say)),
            RunStatus.Planned when Progress.Current(s, scene.Plan) is null => (Speech.Waits, RunWords.Of(s.Status, say)),
            _ when s.HasKickedOff && Facts.SomebodyIsAwaited(s, scene.Plan) => (Speech.Waits, waits),
            RunStatus.Running when Progress.Current(s, scene.Plan) is null => (Speech.Running, RunWords.Of(s.Status, say)),
            _ => (Speech.Running, ""),
        };
    }
}
