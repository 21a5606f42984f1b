using MailUpgrade.Core.Books;

namespace MailUpgrade.Core.Time;

/// <summary>What rehearsals of one plan hash have measured. Nothing is guessed: what was not rehearsed has no length here.</summary>
public sealed class Measured
{
    private readonly IReadOnlyList<RehearsalPassed> rehearsals;
    private readonly IReadOnlyList<double> waysBack;

    private Measured(IReadOnlyList<RehearsalPassed> rehearsals, IReadOnlyList<double> waysBack) =>
        (this.rehearsals, this.waysBack) = (rehearsals, waysBack);

    /// <summary>Of a plan hash; the way back also from rehearsals that ended by going back.</summary>
    public static Measured Of(BookState book, string planHash) => new(
        book.RehearsalsOf(planHash), [.. book.WaysBack.Where(w => w.PlanHash == planHash).Select(w => w.Minutes)]);

    /// <summary>How many rehearsals have passed.</summary>
    public int Rehearsals => rehearsals.Count;

    /// <summary>The middle length of a phase, or null.</summary>
    public TimeSpan? Usual(string phase) => At(Phase(phase), 0.5);

    /// <summary>95th percentile of a step on its host, or null. Of few measurements it is the longest.</summary>
    public TimeSpan? LongStep(string step) => At(
        [.. rehearsals.Where(r => r.StepMinutes?.ContainsKey(step) == true).Select(r => r.StepMinutes![step])], 0.95);

    /// <summary>95th percentile of the way back, or null.</summary>
    public TimeSpan? LongWayBack => At(waysBack, 0.95);

    /// <summary>For each rehearsal that has measured all of these phases, the minutes they took together.</summary>
    public IReadOnlyList<double> Together(IReadOnlyCollection<string> phases) =>
        [.. rehearsals.Where(r => phases.All(r.PhaseMinutes.ContainsKey)).Select(r => phases.Sum(p => r.PhaseMinutes[p]))];

    private List<double> Phase(string phase) =>
        [.. rehearsals.Where(r => r.PhaseMinutes.ContainsKey(phase)).Select(r => r.PhaseMinutes[phase])];

    /// <summary>Nearest rank: never below what was seen.</summary>
    private static TimeSpan? At(IReadOnlyList<double> minutes, double p)
    {
        if (minutes.Count == 0)
        {
            return null;
        }
        var sorted = minutes.Order().ToList();
        return TimeSpan.FromMinutes(sorted[Math.Clamp((int)Math.Ceiling(p * sorted.Count) - 1, 0, sorted.Count - 1)]);
    }
}
