using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Tells a check which mounts of its host the snapshot provider holds, so that the check can compare them with what is mounted there. For
/// providers that work from the bot's own machine; one that works on the host itself sees its mounts. Asks the provider's action
/// <c>mounts</c>, which only reads.
/// </summary>
/// <param name="hosts">Its hosts.</param>
/// <param name="source">Scripts of its copies.</param>
public sealed class CoveredMounts(IHosts hosts, IRunFileSource source)
{
    /// <summary>Key of <see cref="Step.With"/>; its value <c>snapshot</c> asks for the mounts.</summary>
    public const string Key = "mounts";

    private const string Action = "mounts";
    private const string Create = "create";

    // Run clock: from the question to its answer.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Assignments that go before the check's program: <c>MU_COVERED</c>, one mount point a line, or <c>MU_COVERED_FAULT</c> where the provider
    /// does not tell; nothing where the step does not ask, or no snapshot of the plan is made from the bot's machine.
    /// </summary>
    public async Task<string> BeforeAsync(RunState run, RunFiles files, Step step, StepState state, FleetHost host, CancellationToken ct)
    {
        var create = files.Plan.Phases.SelectMany(p => p.Steps).FirstOrDefault(s => s is { Kind: StepKind.Snapshot, Script: Create, Hosts.IsBot: true });
        if (create is null || !step.With.TryGetValue(Key, out var of) || of != "snapshot")
        {
            return "";
        }
        string fault;
        try
        {
            var text = ScriptText.For(run, files, create, state, host, source.ScriptOf(run.Id, files, create, Action));
            var answer = await hosts.AskAsync(FleetHost.BotItself, new HostScript(text, state.Name, false), Limit, ct);
            var lines = answer.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var mounts = lines.Where(l => l.StartsWith('/')).ToList();
            if (answer is { Kind: EndKind.Exited, ExitStatus: 0 } && mounts.Count > 0)
            {
                return $"MU_COVERED={StepVariables.Quoted(string.Join('\n', mounts))}\n";
            }
            fault = lines.FirstOrDefault() ?? "it says nothing";
        }
        catch (Exception e) when (e is HostUnreachableException or IOException)
        {
            fault = e.Message;
        }
        return $"MU_COVERED_FAULT={StepVariables.Quoted(fault)}\n";
    }
}
