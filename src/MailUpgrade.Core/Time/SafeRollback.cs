using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Time;

/// <summary>
/// The latest safe moment to decide a rollback: end of the window less the long way back, its re-check and the margin. A rehearsal that
/// measured a longer way back than the plan says is believed; a shorter one never stretches what the team has agreed.
/// </summary>
public static class SafeRollback
{
    /// <summary>The instant, for the window as it stands.</summary>
    public static DateTimeOffset Until(RunState s, Scene scene) =>
        s.WindowCloses - Length(s, scene) - scene.Plan.Guidance.Recheck - scene.Plan.Guidance.Margin;

    /// <summary>What a way back takes, cautiously.</summary>
    public static TimeSpan Length(RunState s, Scene scene) =>
        Measured.Of(scene.Book, s.PlanHash).LongWayBack is { } measured && measured > scene.Plan.Guidance.Length
            ? measured : scene.Plan.Guidance.Length;
}
