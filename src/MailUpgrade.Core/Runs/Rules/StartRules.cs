using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>Preliminary check, readiness and the date.</summary>
internal static class StartRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene) => c switch
    {
        _ when s.HasKickedOff => Run.No(RefusalCodes.AlreadyRunning, ("command", c.Word)),
        BeginPhase begin => Begin(s, begin, scene),
        DeclareReady => Ready(s, scene),
        SetKickOff set => SetKickOff(s, set, scene),
        _ => new Decision.Ignored(),
    };

    private static Decision Begin(RunState s, BeginPhase c, Scene scene)
    {
        var phase = scene.Plan.Phases.FirstOrDefault(p => p.Start.Command == c.Word);
        if (phase is null)
        {
            return Run.No(RefusalCodes.UnknownCommand, ("command", c.Word));
        }
        if (s.Steps.Values.Any(x => x.Phase == phase.Id && x.Status == StepStatus.Running)
            || s.PhaseOf(phase.Id) is { Status: PhaseStatus.Running })
        {
            return Run.No(RefusalCodes.AlreadyRunning, ("command", c.Word), ("phase", phase.Id));
        }
        var events = new List<RunEvent>();
        if (s.Status == RunStatus.Waiting)
        {
            events.Add(new PermitVoided(RefusalCodes.NotReady, $"/{c.Word} was asked again"));
        }
        if (scene.OnDisk is { } disk && (disk.Plan != s.PlanHash || disk.Fleet != s.FleetHash))
        {
            if (disk.Plan.Length == 0 || disk.Fleet.Length == 0)
            {
                return Run.No(RefusalCodes.PlanChanged, ("what", "unreadable"));
            }
            events.Add(new FilesTaken(disk.Plan, disk.Fleet, disk.Team));
        }
        events.Add(new PhaseStarted(phase.Id));
        return new Decision.Accepted(events);
    }

    private static Decision Ready(RunState s, Scene scene)
    {
        if (s.Status == RunStatus.Waiting || s.Ready is not null)
        {
            return Run.No(RefusalCodes.AlreadyDecided, ("command", "ready"), ("by", s.Ready?.Who ?? s.Permit!.By));
        }
        if (scene.Now >= s.KickOff)
        {
            return Run.No(RefusalCodes.MissedStart);
        }
        var missing = Facts.Missing(s, scene, all: false);
        return missing.Count > 0
            ? Run.No(RefusalCodes.NotReady, ("missing", string.Join(',', missing)))
            : Run.Yes(new ReadyDeclared());
    }

    private static Decision SetKickOff(RunState s, SetKickOff c, Scene scene)
    {
        if (c.Word == "reschedule" && c.Reason.Length == 0)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-reason"));
        }
        var time = c.Time ?? scene.Plan.Window.Opens;
        if (!WindowClock.Contains(scene.Plan.Window, time))
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "outside-window"));
        }
        if (scene.Zone.IsInvalidTime(c.Day.ToDateTime(time)))
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-such-hour"));
        }
        var kickOff = WindowClock.InstantOf(c.Day, time, scene.Zone);
        if (kickOff <= scene.Now)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "in-the-past"));
        }
        if (scene.FreezeOf(kickOff) is { } freeze)
        {
            return Frozen(freeze);
        }
        var set = new KickOffSet(kickOff, WindowClock.Closing(kickOff, scene.Plan.Window, scene.Zone), c.Reason);
        return s.Status == RunStatus.Waiting
            ? Run.Yes(new PermitVoided("rescheduled", c.Reason), set)
            : Run.Yes(set);
    }

    public static Decision Frozen(Freeze freeze) => Run.No(
        RefusalCodes.FrozenDay,
        ("from", freeze.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("through", freeze.Through.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("reason-en", freeze.Reason.En),
        ("reason-id", freeze.Reason.Id));
}
