using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>One silent message per phase: written at its start, edited at its end, with the journal's head in it.</summary>
internal static class PhaseViews
{
    public static IEnumerable<View> Of(Moment m, IReadOnlyDictionary<string, long> phaseStarts) => m.Recorded.Event switch
    {
        PhaseStarted e =>
        [
            new View.Close(Subjects.Phase(e.Phase), m.Say.Say($"Begun again, {m.By}.", $"Dimulai lagi, {m.By}.")),
            new View.Tell(m.Notice(Key(m, e.Phase, phaseStarts), PhaseTexts.Started(m, e.Phase))),
        ],
        PhaseEnded e => Ended(m, e, Key(m, e.Phase, phaseStarts)),
        _ => [],
    };

    private static IEnumerable<View> Ended(Moment m, PhaseEnded e, string key)
    {
        yield return new View.Tell(m.Notice(key, PhaseTexts.Ended(m, e)));
        if (e.Outcome == "failed" && m.PhaseOf(e.Phase) is { BeginsBeforeKickOff: true } phase)
        {
            yield return new View.Open(Subjects.Phase(e.Phase), m.Decision(
                $"phase-failed:{m.Seq}", TeamRoles.Executor, PhaseTexts.FailedBefore(m, phase), [.. Buttons(m, phase)]));
        }
        if (m.PhaseOf(e.Phase)?.IsPointOfNoReturn == true && Facts.PassedNoReturn(m.After, m.Plan))
        {
            yield return new View.Close(Subjects.Warning, m.Say.Say($"Doors open since {m.Clock}.", $"Akses terbuka sejak {m.Clock}."));
        }
    }

    private static IEnumerable<Button> Buttons(Moment m, Phase phase)
    {
        if (phase.Start.Command is { } word)
        {
            yield return m.Button(m.Say.Say("Check all again", "Cek semua lagi"), "/" + word, ButtonStyle.Primary);
        }
        foreach (var step in m.After.Undecided.Where(x => x.Phase == phase.Id && x.Last?.RetryBarred != true).Take(4))
        {
            var target = Progress.Target(step);
            yield return m.Button(m.Say.Say($"Check {target} again", $"Cek ulang {target}"), $"/retry {step.Name}");
        }
    }

    private static string Key(Moment m, string phase, IReadOnlyDictionary<string, long> phaseStarts) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"phase:{phase}:{phaseStarts.GetValueOrDefault(phase, m.Recorded.Seq)}");
}
