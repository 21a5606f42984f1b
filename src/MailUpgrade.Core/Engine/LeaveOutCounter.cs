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
/// Counts what going on without a host means, as soon as somebody proposes it: how many accounts live there and how much mail waits for them, by
/// the pack's own proof that such a host serves again, asked on the hosts that keep its mail. It only reads. What nobody answers is not known.
/// </summary>
public sealed partial class LeaveOutCounter(RunCoordinator run, IHosts hosts, IRunFileSource source, TimeSpan limit)
{
    /// <summary>Works until the run has ended or the service stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!run.State.HasEnded)
        {
            var seen = run.State;
            foreach (var host in Facts.LeftOutAwaited(seen).ToList())
            {
                var since = seen.Proposals.GetValueOrDefault("without " + host)?.Seq ?? 0;
                await run.SubmitAsync(new Observe(string.Create(CultureInfo.InvariantCulture, $"left-out:{host}:{since}"), [await CountAsync(seen, host, ct)]), ct);
            }
            await run.ChangedAsync(seen.Seq, ct);
        }
    }

    private async Task<LeftOutCounted> CountAsync(RunState s, string left, CancellationToken ct)
    {
        var row = AftercareRow.Find(AftercareRow.Of(run.Files.Plan, run.Files.Pack), AftercareRow.LeftOut);
        var keepers = (row?.Hosts?.In(run.Files.Fleet) ?? []).Where(h => h.Name != left && !s.LeftOut.Contains(h.Name)).ToList();
        var answers = row?.Proof is { } proof ? await Task.WhenAll(keepers.Select(h => OneAsync(s, left, proof, h, ct))) : [.. keepers.Select(_ => "")];
        var accounts = answers.Select(a => Figure(Accounts(), a)).OfType<int>().ToList();
        var waiting = answers.Select(a => Figure(Waiting(), a)).ToList();
        return new LeftOutCounted(
            left, accounts.Count == 0 ? null : accounts.Max(), waiting.TrueForAll(w => w is null) ? null : waiting.Sum(),
            [.. keepers.Zip(waiting).Where(x => x.Second is null).Select(x => x.First.Name)]);
    }

    /// <returns>What the host said; empty where it did not answer.</returns>
    private async Task<string> OneAsync(RunState s, string left, string proof, FleetHost host, CancellationToken ct)
    {
        var step = new Step(
            "left-out", new(left, left), StepKind.Run, null, StepOrder.Serial, null, RetryRule.Never, proof, null, null,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["back"] = left }, null, Uninterruptible.No, new(left, left), new(left, left), null, null, null);
        var state = StepState.NotBegun(step.NameOn(host.Name)) with { Phase = "left-out", Host = host.Name, Attempt = 1 };
        try
        {
            if (source.PackScript(s.Id, run.Files, proof) is not { } script)
            {
                return "";
            }
            var answer = await hosts.AskAsync(host, new HostScript(ScriptText.For(s, run.Files, step, state, host, script), state.Name, false), limit, ct);
            return answer.Kind == EndKind.Exited ? answer.Output : "";
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException or FilesUnusableException)
        {
            return "";
        }
    }

    private static int? Figure(Regex pattern, string said) =>
        pattern.Match(said) is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\|[^\n]*\baccounts=(\d{1,9})\b")]
    private static partial Regex Accounts();

    [GeneratedRegex(@"\|[^\n]*\bwaiting=(\d{1,9})\b")]
    private static partial Regex Waiting();
}
