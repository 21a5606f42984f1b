using System.Text;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>Makes the whole program that goes to a host: assignments, then the script with its library.</summary>
public static class ScriptText
{
    /// <summary>Program text for a step on a host.</summary>
    public static string For(RunState run, RunFiles files, Step step, StepState state, FleetHost host, string script)
    {
        var text = new StringBuilder();
        void Set(string name, string value) =>
            text.Append(name).Append("='").Append(value.Replace("'", "'\\''", StringComparison.Ordinal)).Append("'\n");

        Set("MU_HOST", host.Name);
        Set("MU_SITE", host.Site);
        Set("MU_ROLES", string.Join(',', host.Roles));
        Set("MU_RUN", run.Id);
        Set("MU_PHASE", state.Phase);
        Set("MU_STEP", state.Name);
        Set("MU_ATTEMPT", state.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set("MU_FROM", files.Plan.FromVersion);
        Set("MU_TO", files.Plan.ToVersion);
        Set("MU_DOMAIN", files.Fleet.Domain);
        Set("MU_TESTERS", string.Join(' ', files.Fleet.Testers));
        Set("MU_SET", SetIds.Of(run.Id, step, state.Phase));
        Set("MU_VOLUMES", string.Join('\n', host.Volumes.Select(v => $"{v.Name} {v.Path} {v.Kind}")));
        Set("MU_FLEET", string.Join('\n', files.Fleet.Hosts.Select(h => $"{h.Name} {h.Address} {h.Site} {string.Join(',', h.Roles)}")));
        foreach (var (name, value) in step.With)
        {
            Set("MU_WITH_" + name.Replace('-', '_').ToUpperInvariant(), value);
        }
        return text.Append(script).ToString();
    }
}
