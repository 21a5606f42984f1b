namespace MailUpgrade.Core.Plans.Lint;

/// <summary>Whether the time boxes fit the window, and what begins by the clock begins before it opens.</summary>
internal static class TimeRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope) => Zone(scope.Plan).Concat(Night(scope)).Concat(Evening(scope));

    private static IEnumerable<PlanFault> Zone(Plan plan)
    {
        var isName = plan.Zone == "UTC" || plan.Zone.Contains('/', StringComparison.Ordinal);
        if (plan.Zone.Length > 0 && !(isName && TimeZoneInfo.TryFindSystemTimeZoneById(plan.Zone, out _)))
        {
            yield return new PlanFault(PlanFile.Plan, "zone", "unknown-zone", $"'{plan.Zone}' is no time zone of this machine: write an IANA name, e.g. Asia/Jakarta");
        }
    }

    private static IEnumerable<PlanFault> Night(LintScope scope)
    {
        var clock = new NightClock(scope.Plan);
        var reserve = $"a rollback needs {DurationText.Of(clock.Reserve)} (planned {DurationText.Of(scope.Plan.Guidance.Length)}, "
            + $"recheck {DurationText.Of(scope.Plan.Guidance.Recheck)}, margin {DurationText.Of(scope.Plan.Guidance.Margin)})";
        if (scope.Plan.Window.Opens == scope.Plan.Window.Closes)
        {
            yield return new PlanFault(PlanFile.Plan, "window", "window-empty", "the window opens and closes at the same time: write two times");
            yield break;
        }
        if (clock.LatestSafeRollback <= TimeSpan.Zero)
        {
            yield return new PlanFault(PlanFile.Plan, "rollback", "rollback-does-not-fit",
                $"{reserve} and the window is {DurationText.Of(clock.Window)}: no moment of the night would be safe, widen the window");
        }
        if (clock.Planned > clock.Window)
        {
            yield return new PlanFault(PlanFile.Plan, "window", "does-not-fit-window",
                $"the phases from kick-off on take {DurationText.Of(clock.Planned)} and the window is {DurationText.Of(clock.Window)}: "
                + $"shorten by {DurationText.Of(clock.Planned - clock.Window)} or widen the window; {reserve}");
        }
    }

    private static IEnumerable<PlanFault> Evening(LintScope scope)
    {
        var window = scope.Plan.Window;
        var clock = new NightClock(scope.Plan);
        if (window.Opens == window.Closes)
        {
            yield break;
        }
        var before = scope.Phases.Zip(clock.Phases).Where(p => !p.Second.IsNight && p.Second.FromKickOff is not null).ToList();
        foreach (var (at, time) in before)
        {
            if (at.Phase.Start is { Kind: PhaseStartKind.Clock, At: { } start } && IsInside(window, start))
            {
                yield return at.Fault("starts", "start-inside-window",
                    $"{start:HH\\:mm} lies inside the window {window.Opens:HH\\:mm}-{window.Closes:HH\\:mm}: write a time before {window.Opens:HH\\:mm}");
                continue;
            }
            var end = time.FromKickOff!.Value + at.Phase.Planned;
            if (end > TimeSpan.Zero)
            {
                yield return at.Fault("planned", "ends-after-kick-off",
                    $"it would end at {clock.At(end):HH\\:mm}, after the kick-off at {window.Opens:HH\\:mm}: begin earlier or shorten it");
            }
            var next = before.FirstOrDefault(n => n.First.Index == at.Index + 1);
            if (next.First is not null && next.Second.FromKickOff < end && end <= TimeSpan.Zero)
            {
                yield return next.First.Fault("starts", "starts-before-previous-ends",
                    $"it begins at {clock.At(next.Second.FromKickOff!.Value):HH\\:mm}, and phase {at.Phase.Id} before it ends at {clock.At(end):HH\\:mm}: begin later");
            }
        }
    }

    private static bool IsInside(Window window, TimeOnly time) =>
        window.Opens < window.Closes ? time >= window.Opens && time < window.Closes : time >= window.Opens || time < window.Closes;
}
