using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Local;

/// <summary>
/// Work on this machine: every command is a real process, with the same <c>ticket.sh</c> that runs on hosts over ssh, so that it is
/// found again after a kill of the bot.
/// </summary>
/// <param name="runClock">Limits and the ledger go by it.</param>
public abstract class LocalHosts(TimeProvider runClock) : IHosts
{
    // A limit counts on the run clock, but at 600 times the speed a second of this machine's own slowness is ten minutes:
    // nothing is called hung before this has passed on the wire clock too.
    private static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(5);

    // A call of the ticket program takes milliseconds; cancel waits some seconds for the group.
    private static readonly TimeSpan TicketLimit = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<AskResult> AskAsync(FleetHost host, HostScript script, TimeSpan limit, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watch = LimitAsync(limit, end, done.Token);
        var result = await CallAsync(host, TicketProgram.Ask(script.Text), group: true, end.Token);
        await done.CancelAsync();
        await watch;
        ct.ThrowIfCancellationRequested();
        return result;
    }

    /// <inheritdoc/>
    public async Task StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct)
    {
        var answer = await TicketAsync(host, p => p.Start(ticket, script, runClock.GetUtcNow()), ct);
        TicketReply.Start(host, ticket, answer);
    }

    /// <inheritdoc/>
    public Task<TicketEnd> AttachAsync(FleetHost host, Ticket ticket, long fromOffset, OutputSink onOutput, CancellationToken ct)
    {
        var place = PlaceOf(host);
        return new TicketFollower(place.Program.FolderOf(ticket), place.BootIdFile, () => ThrowIfCut(host), c => StatusAsync(host, ticket, c))
            .FollowAsync(ticket, fromOffset, onOutput, ct);
    }

    /// <inheritdoc/>
    public async Task<TicketStatus> StatusAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        var answer = await TicketAsync(host, p => p.Status(ticket), ct);
        return TicketReply.Status(answer)
            ?? throw new HostUnreachableException($"{host.Name} gave no status of {ticket.Name}: {TicketReply.LastLine(answer)}");
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is typed into a program that has ended; attaching tells its end.</remarks>
    /// <exception cref="InvalidOperationException">The ticket was never started here.</exception>
    public async Task AnswerAsync(FleetHost host, Ticket ticket, int number, long asked, string text, CancellationToken ct)
    {
        var answer = await TicketAsync(host, p => p.Answer(ticket, number, asked, text), ct);
        TicketReply.Answer(host, ticket, answer);
    }

    /// <inheritdoc/>
    /// <remarks>True for a ticket that has ended or was never started: nothing of it runs.</remarks>
    public async Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        var answer = await TicketAsync(host, p => p.Cancel(ticket), ct);
        return TicketReply.Cancel(host, ticket, answer);
    }

    /// <inheritdoc/>
    public async Task<bool> CleanAsync(FleetHost host, string run, CancellationToken ct) =>
        TicketReply.Clean(host, await TicketAsync(host, p => p.Clean(run), ct));

    /// <summary>Drops program and output of an ended ticket. Its name stays taken, its end stays known.</summary>
    /// <returns>False while it runs.</returns>
    public async Task<bool> ForgetAsync(FleetHost host, Ticket ticket, CancellationToken ct) =>
        TicketReply.Word(await TicketAsync(host, p => p.Forget(ticket), ct)) is "forgotten" or "unknown";

    private async Task<string> TicketAsync(FleetHost host, Func<TicketProgram, string> program, CancellationToken ct)
    {
        // Not ended by ct: half a start is worse than a late one. The waiting ends, the program goes on.
        using var limit = new CancellationTokenSource(TicketLimit);
        var call = CallAsync(host, program(PlaceOf(host).Program), group: false, limit.Token);
        var result = await call.WaitAsync(ct);
        return result.Kind == EndKind.Lost
            ? throw new HostUnreachableException($"{host.Name} did not answer within {TicketLimit.TotalSeconds:0} s.")
            : result.Output;
    }

    /// <summary>Where the work of a host is done.</summary>
    /// <exception cref="HostUnreachableException">There is no such host.</exception>
    protected abstract LocalPlace PlaceOf(FleetHost host);

    /// <summary>A link that can be cut is looked at before a call, after it, and while output is followed.</summary>
    /// <exception cref="HostUnreachableException">It is cut now, or the host is down.</exception>
    protected virtual void ThrowIfCut(FleetHost host)
    {
    }

    private async Task<AskResult> CallAsync(FleetHost host, string program, bool group, CancellationToken end)
    {
        ThrowIfCut(host);
        var place = PlaceOf(host);
        var result = await ShellCall.RunAsync(place.Shell, place.Folder, place.Environment, program, group, end);
        // The answer of a host whose link went down meanwhile never arrived.
        ThrowIfCut(host);
        return result;
    }

    private async Task LimitAsync(TimeSpan limit, CancellationTokenSource end, CancellationToken done)
    {
        try
        {
            await Task.WhenAll(Task.Delay(limit, runClock, done), Task.Delay(LeastLimit, done));
            await end.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // It ended in time.
        }
    }
}
