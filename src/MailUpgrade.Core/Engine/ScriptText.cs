using System.Globalization;
using System.Text;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>Makes the whole program that goes to a host: assignments, then the script with its library.</summary>
public static class ScriptText
{
    /// <summary>Program text for a step on a host.</summary>
    public static string For(RunState run, RunFiles files, Step step, StepState state, FleetHost host, string script)
    {
        var text = new StringBuilder();
        var values = StepVariables.OfHost(files.Plan, files.Fleet, host, run.Id)
            .Concat(StepVariables.OfStep(step, state.Phase, state.Host, state.Attempt, run.Id))
            .Append(new("MU_KICKOFF", run.KickOff.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)))
            .Append(new("MU_LEFT_OUT", string.Join(' ', run.LeftOut)));
        foreach (var (name, value) in values)
        {
            text.Append(name).Append('=').Append(StepVariables.Quoted(value)).Append('\n');
        }
        return text.Append(script).ToString();
    }
}
