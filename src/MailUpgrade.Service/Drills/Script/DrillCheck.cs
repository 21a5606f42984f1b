using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Service.Drills.Script;

/// <summary>Holds a drill against the configuration it is played with: people, hosts, phases, steps and faults that do not exist.</summary>
internal static class DrillCheck
{
    private const int MostAdded = 9;

    public static IReadOnlyList<FileFault> Check(
        string file, DrillFile drill, Plan plan, Fleet fleet, Team team, IReadOnlyCollection<string> faults)
    {
        var found = new List<FileFault>();
        var hosts = fleet.Hosts.Select(h => h.Name).ToList();
        var phases = plan.Phases.Append(plan.Rollback).ToList();
        // Steps that people add during the night have names of their own.
        var added = Enumerable.Range(1, MostAdded).SelectMany(n => hosts.Select(h => $"{Core.Runs.Rules.Present.IdOf(n)}/{h}"));
        var steps = phases.SelectMany(p => p.Steps).SelectMany(s => StepNames(s, fleet)).Concat(added).ToList();

        foreach (var line in drill.Script)
        {
            switch (line)
            {
                case DrillLine.Say { By: var by }:
                    Known(line.Line, "person", by, team.People.Select(p => p.Id));
                    break;
                case DrillLine.Press { By: var by }:
                    Known(line.Line, "person", by, team.People.Select(p => p.Id));
                    break;
                case DrillLine.Wait { Condition: var condition }:
                    Condition(line.Line, condition);
                    break;
                case DrillLine.Cut { Host: not DrillLine.Everywhere and var host }:
                    Known(line.Line, "host", host, hosts);
                    break;
                case DrillLine.Hands { Host: var host }:
                    Known(line.Line, "host", host, hosts);
                    break;
                case DrillLine.Fault { Name: var name, Host: var host }:
                    Fault(line.Line, name, host);
                    break;
                case DrillLine.Clear { Name: var name, Host: var host }:
                    Fault(line.Line, name, host);
                    break;
            }
        }
        foreach (var expectation in drill.Expect)
        {
            switch (expectation)
            {
                case Expectation.Holds { Condition: var condition }:
                    Condition(expectation.Line, condition);
                    break;
                case Expectation.HostIs { Host: var host }:
                    Known(expectation.Line, "host", host, hosts);
                    break;
                case Expectation.Ran { Step: var step }:
                    Known(expectation.Line, "step", step, steps);
                    break;
            }
        }
        return found;

        void Condition(int line, Condition condition)
        {
            if (condition is Script.Condition.Phase { Id: var id })
            {
                Known(line, "phase", id, phases.Select(p => p.Id));
            }
            else if (condition is Script.Condition.Step { Name: var name })
            {
                Known(line, "step", name, steps);
            }
        }

        void Fault(int line, string name, string? host)
        {
            if (host is not null)
            {
                Known(line, "host", host, hosts);
            }
            if (faults.Count > 0)
            {
                Known(line, "fault", name, faults);
            }
        }

        void Known(int line, string what, string name, IEnumerable<string> known)
        {
            var all = known.ToList();
            if (all.Contains(name))
            {
                return;
            }
            var near = FileNames.Nearest(name, all) is { } meant ? $"did you mean '{meant}'?" : $"write one of {string.Join(", ", all.Take(24))}";
            found.Add(new FileFault(file, line, "", "unknown-name", $"no {what} '{FileNames.Shown(name)}': {near}"));
        }
    }

    private static IEnumerable<string> StepNames(Step step, Fleet fleet) =>
        step.Hosts is null ? [step.Id] : step.Hosts.In(fleet).Select(h => $"{step.Id}/{h.Name}");
}
