using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Drills.Play.Peers;
using MailUpgrade.Service.Drills.Script;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>A drill with the configuration that it is played with, all of it without faults.</summary>
internal sealed record PreparedDrill(DrillFile Drill, string PlanPath, string FleetPath, Plan Plan, Fleet Fleet, Team Team)
{
    /// <summary>Reads everything.</summary>
    /// <returns>The drill, or every fault of every file.</returns>
    public static (PreparedDrill? Drill, IReadOnlyList<string> Faults) Of(DrillRequest request, DrillTools tools)
    {
        var read = DrillReader.Load(request.File);
        var config = new ConfigFolder(request.Config);
        if (read.Draft is not { } draft)
        {
            return (null, Lines(read.Faults));
        }
        var drill = draft with { Speed = request.Speed ?? draft.Speed, Fleet = request.Fleet ?? draft.Fleet };
        if (drill.Plan.Length == 0 || drill.Fleet.Length == 0)
        {
            return (null, Lines(read.Faults));
        }
        var check = PlanCheck.Of(config, drill.Plan, drill.Fleet);
        if (check.Plan.Value is not { } plan || check.Fleet.Value is not { } fleet || check.Team.Value is not { } team)
        {
            return (null, Lines(read.Faults.Concat(check.Faults)));
        }
        var names = DrillCheck.Check(request.File, drill, plan, fleet, team, tools.WorldOf("", fleet).Faults);
        var faults = read.Faults.Concat(names).OrderBy(f => f.Line).Concat(check.Faults).ToList();
        if (fleet.Kind is not (FleetKind.Practice or FleetKind.Lab))
        {
            faults.Add(new FileFault(
                request.File, read.Lines.LineOf("fleet"), "fleet", "bad-value", $"{fleet.Id} is no practice or lab fleet: a drill is never played on people's mail"));
        }
        if (fleet.Kind == FleetKind.Lab && drill.Speed > 60)
        {
            faults.Add(new FileFault(
                request.File, read.Lines.LineOf("speed"), "speed", "bad-value", $"speed {drill.Speed} is too fast for real links: {fleet.Id} is played at 60 or less; add --speed 60"));
        }
        foreach (var missing in drill.Channels.Values.Distinct().Select(DrillPeers.Missing).OfType<string>())
        {
            faults.Add(new FileFault(request.File, read.Lines.LineOf("channels"), "channels", "peer-missing", missing));
        }
        if (drill.Speed > 60 && drill.Channels.Values.Any(c => c != "web"))
        {
            faults.Add(new FileFault(
                request.File, read.Lines.LineOf("speed"), "speed", "bad-value", $"speed {drill.Speed} is too fast for real chat protocols: play it at 60 or less; add --speed 60"));
        }
        return faults.Count > 0
            ? (null, Lines(faults))
            : (new PreparedDrill(drill, config.PlanPath(drill.Plan), config.FleetPath(drill.Fleet), plan, fleet, team), []);
    }

    private static IReadOnlyList<string> Lines(IEnumerable<FileFault> faults) => [.. faults.Select(f => f.ToString())];
}
