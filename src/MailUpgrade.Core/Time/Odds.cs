using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Time;

/// <summary>The chance of finishing. Only machines are forecast: people's answers take the time they took in the rehearsals.</summary>
/// <param name="Rehearsals">How many stand behind it.</param>
/// <param name="InWindow">Chance, 0 to 1, that the last phase ends before the window closes.</param>
/// <param name="LikelyBy">It ends by then in four nights of five.</param>
public sealed record Odds(int Rehearsals, double InWindow, DateTimeOffset LikelyBy)
{
    /// <summary>From five rehearsals on that measured everything that is left; null before, on the way back and after the end.</summary>
    public static Odds? Of(RunState s, Scene scene)
    {
        if (s.HasEnded || s.Status == RunStatus.RollingBack || s.PausedFrom == RunStatus.RollingBack)
        {
            return null;
        }
        var left = scene.Plan.Phases.Where(p => !p.BeginsBeforeKickOff && s.PhaseOf(p.Id).Status is not (PhaseStatus.Succeeded or PhaseStatus.Skipped))
            .Select(p => p.Id).ToList();
        var minutes = Measured.Of(scene.Book, s.PlanHash).Together(left);
        if (left.Count == 0 || Forecast.Of(minutes) is not { } forecast)
        {
            return null;
        }
        var begun = !s.HasKickedOff ? s.KickOff : s.PhaseOf(left[0]).StartedAt ?? scene.Now;
        var already = Math.Max(0, (scene.Now - begun).TotalMinutes);
        return new Odds(
            minutes.Count, forecast.AtMost((s.WindowCloses - begun).TotalMinutes, already),
            begun + TimeSpan.FromMinutes(Math.Min(forecast.Quantile(0.8, already), TimeSpan.FromDays(7).TotalMinutes)));
    }
}
