using System.Collections.Concurrent;
using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>
/// Hosts over OpenSSH's own client, as the people who use this already have it configured. The host <c>bot</c> is none of them.
/// </summary>
/// <param name="fleetNow">The fleet that the run goes by, with full paths in its ssh settings (<see cref="SshPaths"/>); asked at the first use of a host.</param>
/// <param name="sockets">Folder of the control sockets (<see cref="ControlFolder"/>).</param>
/// <param name="runClock">Limits of questions and the ledger go by it.</param>
/// <param name="timings">Everything else, wire clock.</param>
/// <param name="places">Where tickets lie on a host.</param>
public sealed class SshHosts(
    Func<Fleet> fleetNow, string sockets, TimeProvider runClock, SshTimings timings, TicketPlaces places) : IHosts, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SshHost> _hosts = new(StringComparer.Ordinal);
    private readonly ColdStarts _cold = new();

    /// <inheritdoc/>
    public async Task<AskResult> AskAsync(FleetHost host, HostScript script, TimeSpan limit, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watch = LimitAsync(limit, end, done.Token);
        try
        {
            return await Of(host).AskAsync(Placed(host) + script.Text, end.Token);
        }
        finally
        {
            await done.CancelAsync();
            await watch;
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct)
    {
        var placed = script with { Text = Placed(host) + script.Text };
        var answer = await Of(host).CallAsync(places.Program.Start(ticket, placed, runClock.GetUtcNow()), ct);
        TicketReply.Start(host, ticket, answer);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The ticket was never started here.</exception>
    public async Task<TicketEnd> AttachAsync(FleetHost host, Ticket ticket, long fromOffset, OutputSink onOutput, CancellationToken ct)
    {
        var offset = fromOffset;
        while (true)
        {
            offset = await Of(host).StreamAsync(places.Program.Attach(ticket, offset), offset, onOutput, ct);
            var status = await StatusAsync(host, ticket, ct);
            if (!status.Known)
            {
                throw new InvalidOperationException($"{ticket.Name} was never started on {host.Name}.");
            }

            if (status.Dropped is { } gap && offset >= gap.From && offset < gap.To)
            {
                offset = gap.To;
            }

            // Ended with more output than was seen: it was written between the look and the end.
            if (status.End is { } end && offset >= end.Length)
            {
                return end;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<TicketStatus> StatusAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        var answer = await Of(host).CallAsync(places.Program.Status(ticket), ct);
        return TicketReply.Status(answer)
            ?? throw new HostUnreachableException($"{host.Name} gave no status of {ticket.Name}: {TicketReply.LastLine(answer)}");
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is typed into a program that has ended; attaching tells its end.</remarks>
    /// <exception cref="InvalidOperationException">The ticket was never started here.</exception>
    public async Task AnswerAsync(FleetHost host, Ticket ticket, int number, long asked, string text, CancellationToken ct)
    {
        var answer = await Of(host).CallAsync(places.Program.Answer(ticket, number, asked, text), ct);
        TicketReply.Answer(host, ticket, answer);
    }

    /// <inheritdoc/>
    /// <remarks>True for a ticket that has ended or was never started: nothing of it runs.</remarks>
    public async Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        var answer = await Of(host).CallAsync(places.Program.Cancel(ticket), ct);
        return TicketReply.Cancel(host, ticket, answer);
    }

    /// <inheritdoc/>
    public async Task<bool> CleanAsync(FleetHost host, string run, CancellationToken ct) =>
        TicketReply.Clean(host, await Of(host).CallAsync(places.Program.Clean(run), ct));

    /// <summary>Opens the connection to the jump host before a host, where there is one. May be called twice.</summary>
    public Task StandJumpAsync(FleetHost host, CancellationToken ct) =>
        SshRoute.To(fleetNow(), host, sockets).Jump is { } jump ? _cold.StandAsync(jump, timings, ct) : Task.CompletedTask;

    /// <summary>Streams the output of a program in a session of its own, raw and as it comes, until it ends with status 0.</summary>
    /// <returns>Bytes.</returns>
    /// <exception cref="LinkLostException">It was cut, or ended with another status.</exception>
    public Task<long> StreamAsync(FleetHost host, string program, OutputSink onOutput, CancellationToken ct) => Of(host).StreamAsync(program, 0, onOutput, ct);

    /// <summary>Ends all connections, those to jump hosts too. A bot that is killed leaves them, and the next one finds them.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Values.Select(h => h.ExitAsync()));
        foreach (var jump in _hosts.Values.Select(h => h.Jump).OfType<SshRoute>().DistinctBy(j => j.Socket).Where(j => File.Exists(j.Socket)))
        {
            using var ssh = SshProcess.Start(jump.Control("exit"));
            await ssh.LastWordsAsync();
        }
    }

    private SshHost Of(FleetHost host) => _hosts.GetOrAdd(host.Name, _ =>
    {
        var fleet = fleetNow();
        return new SshHost(SshRoute.To(fleet, host, sockets), fleet.Ssh.Sudo, timings, _cold);
    });

    // The three things by which scripts may vary. Two of them are nothing on a real host; one of a lab sets them itself.
    private static string Placed(FleetHost host) =>
        $"MU_ROOT=${{MU_ROOT-}} MU_PORTS=${{MU_PORTS-}} MU_ADDR={StepVariables.Quoted(host.Address)}\nexport MU_ROOT MU_PORTS MU_ADDR\n";

    private async Task LimitAsync(TimeSpan limit, CancellationTokenSource end, CancellationToken done)
    {
        try
        {
            await Task.WhenAll(Task.Delay(limit, runClock, done), Task.Delay(timings.LeastLimit, done));
            await end.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // It ended in time.
        }
    }
}
