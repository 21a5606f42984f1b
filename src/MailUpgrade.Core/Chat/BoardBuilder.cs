using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat;

/// <summary>What the board needs beside run and scene.</summary>
/// <param name="Speed">Of the run clock.</param>
/// <param name="LastLine">Last output line of a step, redacted, or null.</param>
/// <param name="Version">Version of a host as last seen, or null.</param>
/// <param name="People">Who can be picked.</param>
/// <param name="PersonaNeedsKey">Picking asks for a key.</param>
/// <param name="Me">Who looks.</param>
public sealed record BoardExtras(
    double Speed, Func<string, string?> LastLine, Func<string, string?> Version, IReadOnlyList<Person> People, bool PersonaNeedsKey, Person? Me)
{
    /// <summary>The reader may say and press.</summary>
    public bool MaySpeak { get; init; } = true;

    /// <summary>The reader is the screen on the wall.</summary>
    public bool IsWall { get; init; }
}

/// <summary>Makes the board from the run. Pure.</summary>
public static class BoardBuilder
{
    /// <summary>The board in the reader's language, or in the run's where nobody is known.</summary>
    public static BoardView Of(RunState s, Scene scene, BoardExtras extras)
    {
        var say = new Speech(extras.Me?.Language ?? s.Language, scene.Zone);
        var headline = Headline.Of(s, scene, say);
        var next = NextDecision.Of(s, scene, say);
        return new BoardView(
            s.Language, RunOf(s, scene, say, extras.Speed), new BoardHeadline(headline.Sign, headline.Text),
            next is null ? null : new BoardNext(next.Who, next.Text),
            Phases(s, scene, say), [.. scene.Fleet.Hosts.Select(h => Host(s, scene, h, extras))],
            [.. extras.People.Select(p => new BoardPerson(p.Id, p.Name, p.Roles))], extras.PersonaNeedsKey,
            extras.Me is { } me ? new BoardMe(me.Id, me.Name, me.Roles, me.Language) { MaySpeak = extras.MaySpeak } : null)
        { Wall = extras.IsWall, Aftercare = AftercareOf(s, scene) };
    }

    private static BoardAftercare AftercareOf(RunState s, Scene scene)
    {
        var shown = AftercareDesk.Shown(scene.Book, s.Id);
        return new BoardAftercare(shown.Count(e => e.IsOpen), shown.Count(e => e.IsLate(scene.Now)), shown.Count(e => !e.IsOpen));
    }

    private static BoardRun RunOf(RunState s, Scene scene, Speech say, double speed)
    {
        var left = s.HasEnded ? 0 : Math.Max(0, (long)(s.WindowCloses - scene.Now).TotalMinutes);
        return new BoardRun(
            s.Id, s.Status.Word(), s.Mode, say.Say(scene.Plan.Title), s.PlanHash, scene.Fleet.Id, scene.Plan.Zone, Local(scene.Now, scene), speed,
            Local(s.KickOff, scene), Local(s.WindowCloses, scene), left,
            Progress.RollbackSafeUntil(s, scene) is { } safe ? Local(safe, scene) : null,
            Progress.BehindPlan(s, scene) is { } behind ? (long)Math.Truncate(behind.TotalMinutes) : null);
    }

    private static List<BoardPhase> Phases(RunState s, Scene scene, Speech say)
    {
        var phases = scene.Plan.Phases.Zip(PlannedTimes.Of(scene.Plan, s.KickOff, scene.Zone))
            .Select(x => Phase(s, scene, say, x.First, x.Second.Start, x.Second.End)).ToList();
        var back = scene.Plan.Rollback;
        if (s.PhaseOf(back.Id).StartedAt is { } started)
        {
            phases.Add(Phase(s, scene, say, back, started, started + scene.Plan.Guidance.Length));
        }
        return phases;
    }

    private static BoardPhase Phase(RunState s, Scene scene, Speech say, Phase phase, DateTimeOffset start, DateTimeOffset end)
    {
        var state = s.PhaseOf(phase.Id);
        var (done, total) = Progress.Steps(s, scene, phase);
        return new BoardPhase(
            phase.Id, say.Say(phase.Title), state.Status.Word(), Local(start, scene), Local(end, scene), Local(state.StartedAt, scene),
            Local(state.EndedAt, scene), phase.IsPointOfNoReturn, done, total)
        { RehearsedMinutes = Rehearsed(s, scene, phase.Id) };
    }

    /// <summary>From kick-off on a run goes by what was measured until then; before it the book has the newest.</summary>
    private static double? Rehearsed(RunState s, Scene scene, string phase) =>
        s.Rehearsed is { } bound ? bound.PhaseMinutes.TryGetValue(phase, out var minutes) ? minutes : null
        : Measured.Of(scene.Book, s.PlanHash).Usual(phase) is { } usual ? Math.Round(usual.TotalMinutes, 1) : null;

    /// <summary>What needs somebody first, then what runs, then what the host has done in the present phase.</summary>
    private static BoardHost Host(RunState s, Scene scene, FleetHost host, BoardExtras extras)
    {
        var current = Progress.Current(s, scene.Plan)?.Id;
        var mine = s.Steps.Values.Where(x => x.Host == host.Name && x.Attempt > 0)
            .OrderByDescending(x => x.StartedAt).ThenBy(x => x.Name, StringComparer.Ordinal).ToList();
        var step = s.Undecided.LastOrDefault(x => x.Host == host.Name)
            ?? mine.Find(x => x.Status == StepStatus.Running)
            ?? mine.Find(x => x.Phase == current && x.Status is StepStatus.Succeeded or StepStatus.Skipped && !s.HasEnded);
        var word = step?.Status switch
        {
            null => "idle",
            StepStatus.Running when step.Flags.HasFlag(StepFlags.LinkLost) => "unknown",
            StepStatus.Skipped => "succeeded",
            { } status => status.Word(),
        };
        return new BoardHost(
            host.Name, host.Site, host.Roles, word, step?.Name, step is null ? null : extras.LastLine(step.Name), extras.Version(host.Name))
        { VersionBefore = scene.Plan.FromVersion, VersionAfter = scene.Plan.ToVersion, Services = ServicesOf(mine, scene.Plan) };
    }

    /// <summary>An installer starts some by itself, so that after it nothing is known until a step has started and checked them.</summary>
    private static string? ServicesOf(IReadOnlyList<StepState> mine, Plan plan)
    {
        // Of steps that ended in the same second the later one of the plan counts.
        var order = plan.Phases.Append(plan.Rollback).SelectMany(p => p.Steps).Select((s, i) => (s, i)).ToDictionary(x => x.s.Id, x => x.i);
        var ended = mine.Where(x => x is { Status: StepStatus.Succeeded, EndedAt: not null })
            .Select(x => (x.EndedAt, Step: Facts.StepOf(plan, x.Name))).Where(x => x.Step is not null && order.ContainsKey(x.Step.Id));
        foreach (var (_, step) in ended.OrderByDescending(x => x.EndedAt).ThenByDescending(x => order[x.Step!.Id]))
        {
            switch (step)
            {
                case { Kind: StepKind.Install }:
                    return null;
                case { Script: { } script } when script.StartsWith("services/stop", StringComparison.Ordinal):
                    return "stopped";
                case { Script: { } script } when script.StartsWith("services/start", StringComparison.Ordinal):
                    return "running";
                default:
                    continue;
            }
        }
        return null;
    }

    private static DateTimeOffset Local(DateTimeOffset at, Scene scene)
    {
        var whole = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), at.Offset);
        return TimeZoneInfo.ConvertTime(whole, scene.Zone);
    }

    private static DateTimeOffset? Local(DateTimeOffset? at, Scene scene) => at is { } known ? Local(known, scene) : null;
}
