using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Brings the logs of a failed installer into the state folder, beside the log of the attempt. Best effort with an end: what could not
/// be had is said, and the failure is told all the same.
/// </summary>
internal sealed class LogCollector(RunCoordinator run, IHosts hosts, IStepLogs logs, TimeProvider wire, EngineTimings timings)
{
    /// <summary>Behind the step's name: the collection has a ticket, a line in the host's ledger and a file of its own.</summary>
    public const string Suffix = ".logs";

    /// <summary>The script begins each file with a line of this and its name.</summary>
    private const string Header = "##### ";

    public async Task CollectAsync(FleetHost host, StepState state, HostScript script, CancellationToken ct)
    {
        var files = new List<string>();
        var reader = new TerminalLine(line =>
        {
            if (line.StartsWith(Header, StringComparison.Ordinal))
            {
                files.Add(line[Header.Length..]);
            }
        });
        string? missing = null;
        using var limit = new CancellationTokenSource(timings.CollectLimit, wire);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var name = state.Name + Suffix;
        try
        {
            var ticket = TicketWork.TicketOf(run.State.Id, name, state.Attempt);
            await hosts.StartAsync(host, ticket, script, either.Token);
            var from = await logs.LengthAsync(run.State.Id, name, state.Attempt, ct);
            var end = await hosts.AttachAsync(
                host, ticket, 0,
                async (at, bytes) =>
                {
                    reader.Take(bytes.Span);
                    if (at + bytes.Length > from)
                    {
                        await logs.AppendAsync(run.State.Id, name, state.Attempt, at, bytes, either.Token);
                    }
                }, either.Token);
            missing = end is { Kind: EndKind.Exited, ExitStatus: 0 } ? null : "the collection did not end well";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            missing = "the collection took too long";
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException or NotStartedException)
        {
            missing = e.Message;
        }
        await logs.CompleteAsync(run.State.Id, name, state.Attempt, ct);
        await run.SubmitAsync(
            new Observe($"collected:{state.Name}:{state.Attempt}:{run.State.Seq}", [new LogsCollected(state.Name, state.Attempt, files, missing)]), ct);
    }
}
