using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Books;

/// <summary>What of a run belongs into the book and is not there yet. Pure; asked again it finds nothing new.</summary>
public static class Outliving
{
    /// <summary>Facts to be kept.</summary>
    public static IReadOnlyList<BookEvent> Of(RunState run, Scene scene, BookState known) =>
        [.. Rehearsal(run, scene, known), .. WayBack(run, scene, known), .. Issues(run, known), .. Night(run, known), .. Aftercare(run, scene, known)];

    /// <summary>Issues of earlier runs of a plan that nobody has closed, as the next run opens them.</summary>
    public static IReadOnlyList<IssueOpened> StillOpen(BookState known, string plan) =>
    [
        .. known.Issues.Where(i => i.PlanId == plan && i.Remedy is null)
            .Select((i, n) => new IssueOpened(n + 1, i.Text, i.Blocking, i.Step, i.Run, i.Number)),
    ];

    private static IEnumerable<BookEvent> Rehearsal(RunState run, Scene scene, BookState known)
    {
        if (run is { Mode: "rehearsal", Status: RunStatus.Completed } && known.Rehearsals.All(r => r.Run != run.Id))
        {
            yield return new RehearsalPassed(
                run.Id, run.PlanHash,
                run.Phases.Values.Where(p => p is { StartedAt: not null, EndedAt: not null })
                    .OrderBy(p => p.Id, StringComparer.Ordinal).ToDictionary(p => p.Id, p => Minutes(p.StartedAt, p.EndedAt)),
                run.Steps.Values.Where(s => s is { StartedAt: not null, EndedAt: not null, Status: StepStatus.Succeeded })
                    .OrderBy(s => s.Name, StringComparer.Ordinal).ToDictionary(s => s.Name, s => Minutes(s.StartedAt, s.EndedAt)),
                run.PlanId, run.FleetId, NotRehearsedList.Of(run, scene));
        }
    }

    private static IEnumerable<BookEvent> WayBack(RunState run, Scene scene, BookState known)
    {
        if (run is { Mode: "rehearsal", Status: RunStatus.RolledBack } && known.WaysBack.All(w => w.Run != run.Id)
            && run.PhaseOf(scene.Plan.Rollback.Id) is { StartedAt: { } from, EndedAt: { } to })
        {
            yield return new WayBackMeasured(run.Id, run.PlanHash, Minutes(from, to));
        }
    }

    private static IEnumerable<BookEvent> Issues(RunState run, BookState known) => run.Issues
        .Select(i => new IssueKept(i.FromRun ?? run.Id, i.FromNumber ?? i.Number, run.PlanId, i.Step, i.Text, i.Blocking, i.Remedy))
        .Where(i => !known.Issues.Contains(i));

    /// <summary>A date that people set; the one that the bot chose by itself is no appointment.</summary>
    private static IEnumerable<BookEvent> Night(RunState run, BookState known)
    {
        if (run.Appointment is { } set && known.Nights.GetValueOrDefault((run.PlanId, run.FleetId)) is var before
            && (before is null || before.KickOff != set.KickOff || before.Reason != set.Reason))
        {
            yield return new NightScheduled(run.PlanId, run.FleetId, set.KickOff, set.WindowCloses, set.Reason);
        }
    }

    private static IEnumerable<BookEvent> Aftercare(RunState run, Scene scene, BookState known) =>
        known.Ended.All(e => e.Run != run.Id) && AftercareList.Of(run, scene.Plan, scene.Fleet, scene.Pack) is { } listed ? [listed] : [];

    private static double Minutes(DateTimeOffset? from, DateTimeOffset? to) => Math.Round((to!.Value - from!.Value).TotalMinutes, 2);
}
