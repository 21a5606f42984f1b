using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/eta</c>: the planned remainder after what has happened. The chance of ending in time is told from five rehearsals on.</summary>
internal static class ShowEta
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. Lines(c)]);

    private static IEnumerable<string> Lines(QuestionContext c)
    {
        var (s, scene, say) = (c.State, c.Scene, c.Speech);
        if (s.HasEnded || Progress.IsWayBack(s))
        {
            yield return Headline.Of(s, scene, say).Line;
            yield return s.HasEnded ? say.Say("Nothing is left.", "Sudah tidak ada sisanya.")
                : say.Say($"A rollback is planned with about {say.Span(scene.Plan.Guidance.Length)}, then checks of about {say.Span(scene.Plan.Guidance.Recheck)}.", $"Rollback direncanakan sekitar {say.Span(scene.Plan.Guidance.Length)}, lalu pengecekan sekitar {say.Span(scene.Plan.Guidance.Recheck)}.");
            yield break;
        }
        var delay = Progress.BehindPlan(s, scene) ?? TimeSpan.Zero;
        var times = PlannedTimes.Of(scene.Plan, s.KickOff, scene.Zone);
        var end = times.Where(t => !scene.Plan.PhaseOf(t.Phase).BeginsBeforeKickOff).Max(t => t.End) + delay;
        var doors = scene.Plan.Phases.FirstOrDefault(p => p.IsPointOfNoReturn);
        yield return FirstLine.Of(say.Say($"By plan it ends about {say.When(end, scene.Now)}", $"Sesuai rencana selesai sekitar {say.When(end, scene.Now)}"));
        if (s.HasKickedOff)
        {
            yield return say.Say($"Now {Headline.Distance(delay, say)}.", $"Sekarang {Headline.Distance(delay, say)}.");
        }
        if (doors is not null && s.PhaseOf(doors.Id).Status == PhaseStatus.Pending)
        {
            var open = times.First(t => t.Phase == doors.Id).End + delay;
            yield return say.Say($"Doors open about {say.When(open, scene.Now)}.", $"Akses dibuka sekitar {say.When(open, scene.Now)}.");
        }
        var spare = s.WindowCloses - end;
        yield return spare >= TimeSpan.Zero
            ? say.Say($"That is {say.Span(spare)} before the window closes at {say.Clock(s.WindowCloses)}.", $"Itu {say.Span(spare)} sebelum batas waktu {say.Clock(s.WindowCloses)}.")
            : say.Say($"That is {say.Span(spare)} after the window closes at {say.Clock(s.WindowCloses)}.", $"Itu {say.Span(spare)} setelah batas waktu {say.Clock(s.WindowCloses)}.");
        if (Odds.Of(s, scene) is { } odds)
        {
            yield return ClockTexts.OddsLine(odds, s, say);
            yield return say.Say(
                "The chance is counted from rehearsals of this plan: machines as measured there, people as quick as there.",
                "Peluang dihitung dari gladi plan ini: mesin seperti terukur di sana, orang secepat di sana.");
            yield break;
        }
        var rehearsals = Measured.Of(scene.Book, s.PlanHash).Rehearsals;
        yield return say.Say(
            $"No chance is told: it needs {Forecast.Least} rehearsals of this plan, there are {rehearsals}.",
            $"Peluang belum ditampilkan: butuh {Forecast.Least} gladi plan ini, baru ada {rehearsals}.");
        yield return say.Say(
            "It is the plan moved by today's delay, no forecast. Decisions of people take the time they take.",
            "Ini rencana digeser sebesar keterlambatan sekarang, bukan ramalan. Keputusan orang butuh waktunya sendiri.");
    }
}
