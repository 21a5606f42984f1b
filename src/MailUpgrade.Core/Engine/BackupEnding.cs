using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Engine;

/// <summary>Ends the backup that attempts before began. The step has failed either way; proven to be at rest only where the provider's script says so.</summary>
internal sealed class BackupEnding(RunCoordinator run, IHosts hosts, LastWords words, Reach reach, TicketWork work, EngineTimings timings)
{
    /// <summary>Orders it once, also over a crash.</summary>
    /// <param name="step">The backup.</param>
    /// <param name="state">The attempt that ends it.</param>
    /// <param name="isFresh">This process has recorded its start, so the host cannot know its ticket yet.</param>
    /// <param name="host">Where it runs.</param>
    /// <param name="text">The provider's program; null where it cannot end a backup.</param>
    /// <param name="ct">The attempt is over.</param>
    public async Task<Outcome> RunAsync(Step step, StepState state, bool isFresh, FleetHost host, string? text, CancellationToken ct)
    {
        if (text is null)
        {
            return NotEnded(null, $"provider {run.Files.Fleet.BackupProvider} cannot end a backup: it is waited for");
        }
        var (own, before) = (TicketWork.TicketOf(run.State.Id, state.Name, state.Attempt), TicketWork.TicketOf(run.State.Id, state.Name, state.Attempt - 1));
        var isKnown = !isFresh && (await StatusAsync(own)).Known;
        if (!isKnown && (await StatusAsync(before)).Running)
        {
            return NotEnded(null, $"the program of the attempt before still runs on {host.Name}");
        }
        TicketEnd end;
        try
        {
            end = isKnown ? await work.FollowAsync(host, own, step, state, ct)
                : await work.RunAsync(host, step, state, new HostScript(text, state.Name, false), ct);
        }
        catch (NotStartedException forbidden)
        {
            return NotEnded(null, forbidden.Message);
        }
        return end is { Kind: EndKind.Exited, ExitStatus: 0 } ? Outcome.Failed(null, await words.OfAsync(state, "the backup was ended", ct))
            : NotEnded(end.ExitStatus, await words.WhyAsync(step, state, end, ct));

        Outcome NotEnded(int? exit, string why) => Outcome.Failed(exit, why) with { Verdict = "inconclusive" };

        Task<TicketStatus> StatusAsync(Ticket ticket) =>
            reach.AskAsync(state.Name, state.Attempt, timings.ExpectedCall, () => hosts.StatusAsync(host, ticket, ct), ct);
    }
}
