using System.Globalization;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Counts what a rollback after the point of no return would lose, as soon as somebody proposes it: the way back's step with
/// <c>counts: loss</c> is asked on its hosts. Without that count no second name is taken. A host that does not answer is named, never guessed.
/// </summary>
public sealed partial class LossCounter(RunCoordinator run, IHosts hosts, IRunFileSource source, TimeSpan limit)
{
    /// <summary>Key and value by which a plan's step is found.</summary>
    public static readonly KeyValuePair<string, string> Mark = new("counts", "loss");

    /// <summary>Works until the run has ended or the service stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!run.State.HasEnded)
        {
            var seen = run.State;
            if (Facts.LossIsAwaited(seen, run.Scene) && StepOf(run.Files.Plan) is { } step)
            {
                var counted = await CountAsync(seen, step, ct);
                await run.SubmitAsync(new Observe($"loss:{seen.Proposals["rollback"].Seq}", [counted]), ct);
            }
            await run.ChangedAsync(seen.Seq, ct);
        }
    }

    /// <summary>The plan's counting step, or null.</summary>
    public static Step? StepOf(Plan plan) => plan.Rollback.Steps.FirstOrDefault(s => s.With.Contains(Mark));

    private async Task<LossCounted> CountAsync(RunState s, Step step, CancellationToken ct)
    {
        var names = run.Scene.HostsOf(step).OfType<string>().Where(h => !s.LeftOut.Contains(h)).ToList();
        var answers = await Task.WhenAll(names.Select(name => OneAsync(s, step, name, ct)));
        return new LossCounted(
            answers.Sum(a => a?.Messages ?? 0), answers.Sum(a => a?.Accounts ?? 0), [.. names.Zip(answers).Where(x => x.Second is null).Select(x => x.First)]);
    }

    private async Task<(int Messages, int Accounts)?> OneAsync(RunState s, Step step, string name, CancellationToken ct)
    {
        var host = run.Files.Fleet.HostOf(name);
        var state = s.StepOf(step.NameOn(name)) with { Phase = run.Files.Plan.Rollback.Id, Host = name };
        var text = ScriptText.For(s, run.Files, step, state, host, source.ScriptOf(s.Id, run.Files, step, step.Script!));
        try
        {
            var answer = await hosts.AskAsync(host, new HostScript(text, state.Name, false), limit, ct);
            return answer is { Kind: EndKind.Exited, ExitStatus: 0 or 1 } && Figures().Match(answer.Output) is { Success: true } found
                ? (int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture)) : null;
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\|\s*messages=(\d{1,9}) accounts=(\d{1,9})")]
    private static partial Regex Figures();
}
