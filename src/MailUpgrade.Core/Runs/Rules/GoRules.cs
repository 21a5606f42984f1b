using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>The permit, and go or no-go at a gate.</summary>
internal static class GoRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene) =>
        s.HasKickedOff ? AtGate(s, c, scene)
        : c is NoGo no ? Withdraw(s, no)
        : Seal(s, c, scene);

    private static Decision Seal(RunState s, PersonCommand c, Scene scene)
    {
        if (s.Ready?.Who == c.Actor)
        {
            return Run.No(RefusalCodes.OwnRequest, ("command", "go"), ("who", TeamRoles.Supervisor));
        }
        if (c.Seen is { } seen && s.Ready is { } asked && seen.Seq < asked.Seq)
        {
            return Run.No(RefusalCodes.Stale, ("command", "go"));
        }
        if (s.Status == RunStatus.Waiting)
        {
            return Run.No(RefusalCodes.AlreadyDecided, ("command", "go"), ("by", s.Permit!.By));
        }
        if (scene.FreezeOf(s.KickOff) is { } freeze)
        {
            return StartRules.Frozen(freeze);
        }
        if (scene.Now >= s.KickOff)
        {
            return Run.No(RefusalCodes.MissedStart);
        }
        if (scene.OnDisk is { } disk && (disk.Plan != s.PlanHash || disk.Fleet != s.FleetHash))
        {
            return Run.No(RefusalCodes.PlanChanged, ("what", disk.Plan != s.PlanHash ? "plan" : "fleet"));
        }
        var missing = Facts.Missing(s, scene, all: false).ToList();
        if (s.Ready is null)
        {
            missing.Add("ready:");
        }
        if (missing.Count > 0)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", string.Join(',', missing)));
        }
        var due = scene.Plan.Phases.Where(p => p.BeginsBeforeKickOff)
            .Where(p => s.PhaseOf(p.Id).Status != PhaseStatus.Succeeded).Select(p => p.Id);
        return Votes.Cast(s, scene, c, new Ballot(FoldDecisions.GoKey, Quorums.Permit, "") { Already = [s.Ready!.Who] }, _ =>
        [
            new PermitSealed(
                s.PlanHash, s.FleetHash, s.KickOff, s.KickOff + scene.Plan.StartGrace,
                [.. s.Evidence.Values.Select(e => $"{e.Name}={e.SetId}").Order(StringComparer.Ordinal)], [.. due],
                [.. s.Issues.Where(i => i.IsOpen).Select(i => i.Number)])
            {
                Zone = scene.Plan.Zone,
                Sides = [.. scene.Plan.Phases.Where(p => p.Gate is not null || p.Silence != SilenceRule.Hold).Select(p => $"{p.Id}={SideOf(p.Silence)}")],
            },
        ]);
    }

    /// <summary>The side to which silence goes, as the permit binds it.</summary>
    private static string SideOf(SilenceRule rule) => rule == SilenceRule.ProposeRollback ? "propose-rollback" : "hold";

    private static Decision Withdraw(RunState s, NoGo c) =>
        s.Status == RunStatus.Waiting || s.Ready is not null
            ? Run.Yes(new PermitVoided("no-go", c.Reason))
            : Run.No(RefusalCodes.NotReady, ("missing", "ready:"));

    private static Decision AtGate(RunState s, PersonCommand c, Scene scene)
    {
        var open = s.Gates.Values.FirstOrDefault(g => g.Side is null);
        if (open is null)
        {
            return s.Gates.Values.OrderByDescending(g => g.Seq).FirstOrDefault() is { } last
                ? Run.No(RefusalCodes.AlreadyDecided, ("command", c.Word), ("by", last.By ?? RunCommand.Bot))
                : Run.No(RefusalCodes.NotReady, ("missing", "gate:"));
        }
        if (c.Seen is { } seen && seen.Seq < open.Seq)
        {
            return Run.No(RefusalCodes.Stale, ("command", c.Word));
        }
        if (s.Acceptance?.Who == c.Actor)
        {
            return Run.No(RefusalCodes.OwnRequest, ("command", c.Word), ("who", TeamRoles.Supervisor));
        }
        if (c is NoGo no)
        {
            return Run.Yes(
                new GateDecided(open.Opened.Phase, "no-go"), new RunPaused("hold", null, no.Reason));
        }
        return s.Status == RunStatus.Paused
            ? Run.No(RefusalCodes.NotReady, ("missing", "resume:"))
            : Votes.Cast(
                s, scene, c, new Ballot(FoldDecisions.GoKey, Quorums.Permit, "") { Seats = scene.Plan.PhaseOf(open.Opened.Phase).Gate!.Seats },
                _ => [new GateDecided(open.Opened.Phase, "go")]);
    }
}
