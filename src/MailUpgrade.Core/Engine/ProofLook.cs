using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Asks the hosts again for what a permit binds: a record says what was there once, the hosts say what is there now. Reads only; may be
/// called at any time and twice.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="hosts">Its hosts.</param>
/// <param name="source">Scripts of its copies.</param>
public sealed class ProofLook(RunCoordinator run, IHosts hosts, IRunFileSource source)
{
    /// <summary>Key of <see cref="Step.With"/> that tells a provider to look whether the member is there and whole, not to read all of it.</summary>
    public const string QuickKey = "quick";

    private const int AtOnce = 6;
    private const int Tries = 2;

    // Run clock: from a question to its answer.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What is there and what is not.</summary>
    public async Task<Proof> LookAsync(CancellationToken ct)
    {
        var (state, scene) = (run.State, run.Scene);
        var members = scene.Plan.Phases.SelectMany(p => p.Steps)
            .Where(s => s.Evidence is not null && state.Evidence.ContainsKey(s.Evidence) && ProofOf(s) is not null)
            .SelectMany(s => scene.HostsOf(s).OfType<string>().Where(h => state.StepOf(s.NameOn(h)).Status == StepStatus.Succeeded).Select(h => (Step: s, Host: h)))
            .ToList();
        using var few = new SemaphoreSlim(AtOnce);
        var faults = await Task.WhenAll(members.Select(async m =>
        {
            await few.WaitAsync(ct);
            try
            {
                return await FaultAsync(state, m.Step, m.Host, ct);
            }
            finally
            {
                few.Release();
            }
        }));
        var there = members.GroupBy(m => m.Step.Evidence!).Select(g => $"{g.Key}={state.Evidence[g.Key].SetId}: {g.Count()} hosts");
        return new Proof([.. there.Order(StringComparer.Ordinal)], [.. faults.OfType<string>().Order(StringComparer.Ordinal)]);
    }

    /// <summary>The script that proves a member, or null where the plan has none that only reads.</summary>
    private static string? ProofOf(Step step) => step.VerifyScript ?? (step.Script == "verify" ? step.Script : null);

    private async Task<string?> FaultAsync(RunState state, Step step, string host, CancellationToken ct)
    {
        var quick = step with { With = new Dictionary<string, string>(step.With) { [QuickKey] = "yes" } };
        var text = ScriptText.For(
            state, run.Files, quick, state.StepOf(step.NameOn(host)), run.Files.Fleet.HostOf(host), source.ScriptOf(state.Id, run.Files, step, ProofOf(step)!));
        for (var n = 1; ; n++)
        {
            try
            {
                var answer = await hosts.AskAsync(run.Files.Fleet.HostOf(host), new HostScript(text, step.NameOn(host), false), Limit, ct);
                if (Outcome.OfCheck(answer).Word == "succeeded")
                {
                    return null;
                }
                if (answer.Kind == EndKind.Exited || n >= Tries)
                {
                    return $"{step.Evidence} on {host}";
                }
            }
            catch (Exception silent) when (silent is HostUnreachableException or HostBarredException)
            {
                if (n >= Tries)
                {
                    return $"{step.Evidence} on {host} (it does not answer)";
                }
            }
        }
    }
}
