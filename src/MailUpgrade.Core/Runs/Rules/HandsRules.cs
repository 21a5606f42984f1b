using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>A host in a person's hands, and what was found there made a step for the others.</summary>
internal static class HandsRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene) => c switch
    {
        _ when !s.HasKickedOff => Run.No(RefusalCodes.NotReady, ("missing", "kick-off:")),
        TakeOver take => Take(s, take, scene),
        GiveBack give => Give(s, give, scene),
        Amend amend => Add(s, amend, scene),
        _ => new Decision.Ignored(),
    };

    private static Decision Take(RunState s, TakeOver c, Scene scene) =>
        scene.Fleet.Hosts.All(h => h.Name != c.Host) ? NoHost(c, scene.Fleet.Hosts.Select(h => h.Name))
        : s.TakenOver.TryGetValue(c.Host, out var has) ? Run.No(RefusalCodes.AlreadyDecided, ("command", c.Word), ("by", has.Who))
        : Run.Yes(new HostTakenOver(c.Host, c.Reason));

    private static Decision Give(RunState s, GiveBack c, Scene scene)
    {
        var host = c.Host.Length == 0 && s.TakenOver.Count == 1 ? s.TakenOver.Keys.First() : c.Host;
        if (s.TakenOver.IsEmpty || (host.Length > 0 && scene.Fleet.Hosts.Any(h => h.Name == host) && !s.TakenOver.ContainsKey(host)))
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "takeover:" + host));
        }
        if (!s.TakenOver.ContainsKey(host))
        {
            return NoHost(c, s.TakenOver.Keys.Order(StringComparer.Ordinal));
        }
        var steps = Anew(s, scene, host);
        IEnumerable<RunEvent> goesOn = s.Pause?.Cause is "failure" or "unknown" && s.Undecided.All(x => steps.Contains(x.Name)) ? [new RunResumed()] : [];
        return new Decision.Accepted([new HostGivenBack(host, c.Note, steps), .. goesOn]);
    }

    /// <summary>
    /// What must be read anew: what failed or nobody could prove, and the last thing that was proven in the phase, for a person has
    /// been there since. What runs is asked by its ticket anyway.
    /// </summary>
    private static List<string> Anew(RunState s, Scene scene, string host)
    {
        var phase = Progressing(s, scene);
        var mine = s.Steps.Values.Where(x => x.Host == host && x.Phase == phase && x.Attempt > 0).ToList();
        var last = mine.Where(x => x.Status == StepStatus.Succeeded && Facts.StepOf(scene.Plan, x.Name) is { } step
            && (step.Kind == StepKind.Check || step.VerifyScript is not null)).MaxBy(x => x.EndedSeq);
        return [.. mine.Where(x => x.Status is StepStatus.Failed or StepStatus.Unknown).Concat(last is null ? [] : [last])
            .OrderBy(x => x.EndedSeq).Select(x => x.Name)];
    }

    private static string? Progressing(RunState s, Scene scene) =>
        s.Status == RunStatus.RollingBack || s.PausedFrom == RunStatus.RollingBack ? scene.Plan.Rollback.Id : NextWork.Current(s, scene.Plan)?.Id;

    private static Decision Add(RunState s, Amend c, Scene scene)
    {
        var phase = scene.Plan.Phases.FirstOrDefault(p => p.Steps.Any(x => x.Id == c.Step));
        if (phase is null)
        {
            return Bad(c, "no-such-step", ("steps", string.Join(',', scene.Plan.Phases.SelectMany(p => p.Steps).Select(x => x.Id))));
        }
        var step = phase.Steps.First(x => x.Id == c.Step);
        var of = scene.HostsOf(step).OfType<string>().ToList();
        var rest = of.Where(h => s.StepOf(step.NameOn(h)).Attempt == 0).ToList();
        var hosts = c.Hosts is ["rest"] ? rest : c.Hosts;
        if (hosts.Count == 0 || hosts.Any(h => !of.Contains(h)))
        {
            return NoHost(c, c.Hosts is ["rest"] ? rest : of);
        }
        var late = s.PhaseOf(phase.Id).Status is PhaseStatus.Succeeded or PhaseStatus.Skipped || phase.BeginsBeforeKickOff
            || s.Status == RunStatus.RollingBack || s.PausedFrom == RunStatus.RollingBack;
        var begun = c.Place == "before" ? hosts.Where(h => !rest.Contains(h)).ToList() : [];
        if (late || begun.Count > 0)
        {
            return Bad(c, "already-begun", ("steps", string.Join(',', late ? [c.Step] : begun.Select(step.NameOn))));
        }
        var line = $"amend {c.Place} {c.Step} {string.Join(',', hosts)} {c.Text}";
        return Votes.Cast(s, scene, c, new Ballot(line, Quorums.Amend, ""), _ => [new PlanAmended(s.Amendments.Count + 1, c.Place, c.Step, hosts, c.Text)]);
    }

    private static Decision NoHost(PersonCommand c, IEnumerable<string> hosts) => Bad(c, "no-such-host", ("hosts", string.Join(',', hosts)));

    private static Decision Bad(PersonCommand c, string problem, (string, string) fact) =>
        Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", problem), fact);
}
