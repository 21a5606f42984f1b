using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Practice.Remote;

/// <summary>
/// Hosts that are folders of this machine: every command is a real process, run through the cluster's <c>on</c>, with the same
/// <c>ticket.sh</c> that runs on real hosts. The bot's own machine is the host <c>bot</c>.
/// </summary>
/// <param name="cluster">Folder of the cluster.</param>
/// <param name="runClock">Limits, cuts and ledger go by it.</param>
public sealed class PracticeHosts(ClusterFolder cluster, TimeProvider runClock) : IHosts
{
    // A limit counts on the run clock, but at 600 times the speed a second of this machine's own slowness is ten minutes:
    // nothing is called hung before this has passed on the wire clock too.
    private static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(5);

    // A call of the ticket program takes milliseconds; cancel waits some seconds for the group.
    private static readonly TimeSpan TicketLimit = TimeSpan.FromSeconds(30);

    private readonly PracticeLink _link = new(cluster, runClock);

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
        var folder = ProgramOf(host).FolderOf(ticket);
        return new TicketFollower(folder, BootIdOf(host), () => _link.ThrowIfCut(host), c => StatusAsync(host, ticket, c))
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
    public async Task AnswerAsync(FleetHost host, Ticket ticket, int number, string text, CancellationToken ct)
    {
        var answer = await TicketAsync(host, p => p.Answer(ticket, number, text), ct);
        switch (TicketReply.Word(answer))
        {
            case "typed" or "already" or "ended":
                return;
            case "barred":
                throw new AnswerBarredException($"{host.Name} does not type {TicketReply.LastLine(answer)["barred ".Length..].TrimEnd()}");
            case "unknown":
                throw new InvalidOperationException($"{ticket.Name} was never started on {host.Name}.");
            default:
                throw new HostUnreachableException($"{host.Name} did not take an answer for {ticket.Name}: {TicketReply.LastLine(answer)}");
        }
    }

    /// <inheritdoc/>
    /// <remarks>True for a ticket that has ended or was never started: nothing of it runs.</remarks>
    public async Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        var answer = await TicketAsync(host, p => p.Cancel(ticket), ct);
        return TicketReply.Word(answer) switch
        {
            "cancelled" or "ended" or "unknown" => true,
            "refused" => false,
            _ => throw new HostUnreachableException($"{host.Name} could not end {ticket.Name}: {TicketReply.LastLine(answer)}"),
        };
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
        var call = CallAsync(host, program(ProgramOf(host)), group: false, limit.Token);
        var result = await call.WaitAsync(ct);
        return result.Kind == EndKind.Lost
            ? throw new HostUnreachableException($"{host.Name} did not answer within {TicketLimit.TotalSeconds:0} s.")
            : result.Output;
    }

    private async Task<AskResult> CallAsync(FleetHost host, string program, bool group, CancellationToken end)
    {
        _link.ThrowIfCut(host);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MU_CLUSTER"] = cluster.Root,
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
            ["LANG"] = "C",
        };
        AskResult result;
        if (host.Name == HostSelector.Bot)
        {
            Directory.CreateDirectory(cluster.Bot);
            environment["HOME"] = cluster.Bot;
            // Probes from outside need the ports as they are mapped on the hosts; the same real port is mapped alike on all of them.
            environment["MU_PORTS"] = string.Join(
                ' ', cluster.HostNames().SelectMany(n => PracticeHost.Read(cluster, n).Ports).DistinctBy(p => p.Key).Select(p => $"{p.Key}={p.Value}"));
            result = await ShellCall.RunAsync(["/bin/sh"], cluster.Bot, environment, program, group, end);
        }
        else if (File.Exists(cluster.EnvOf(host.Name)))
        {
            result = await ShellCall.RunAsync([cluster.On, host.Name, "sh"], cluster.Root, environment, program, group, end);
        }
        else
        {
            throw new HostUnreachableException($"{host.Name} does not exist in {cluster.Root}.");
        }

        // The answer of a host whose link went down meanwhile never arrived.
        _link.ThrowIfCut(host);
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

    private TicketProgram ProgramOf(FleetHost host)
    {
        var folder = host.Name == HostSelector.Bot ? cluster.Bot : cluster.Host(host.Name);
        var stop = host.Name == HostSelector.Bot ? TicketProgram.StopFile : Path.Combine(cluster.RootOf(host.Name), TicketProgram.StopFile.TrimStart('/'));
        return new(Path.Combine(folder, "tickets"), Path.Combine(folder, "ledger"), BootIdOf(host), stop);
    }

    private string BootIdOf(FleetHost host) =>
        host.Name == HostSelector.Bot ? TicketProgram.LinuxBootId : Path.Combine(cluster.Host(host.Name), "boot-id");
}
