using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Local;

/// <summary>The host <c>bot</c> is the bot's own machine; all others are elsewhere.</summary>
/// <param name="elsewhere">Serves every other host.</param>
/// <param name="ownMachine">Serves the host <c>bot</c>.</param>
public sealed class HostsAndOwnMachine(IHosts elsewhere, IHosts ownMachine) : IHosts
{
    /// <inheritdoc/>
    public Task<AskResult> AskAsync(FleetHost host, HostScript script, TimeSpan limit, CancellationToken ct) => Of(host).AskAsync(host, script, limit, ct);

    /// <inheritdoc/>
    public Task StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct) => Of(host).StartAsync(host, ticket, script, ct);

    /// <inheritdoc/>
    public Task<TicketEnd> AttachAsync(FleetHost host, Ticket ticket, long fromOffset, OutputSink onOutput, CancellationToken ct) =>
        Of(host).AttachAsync(host, ticket, fromOffset, onOutput, ct);

    /// <inheritdoc/>
    public Task<TicketStatus> StatusAsync(FleetHost host, Ticket ticket, CancellationToken ct) => Of(host).StatusAsync(host, ticket, ct);

    /// <inheritdoc/>
    public Task AnswerAsync(FleetHost host, Ticket ticket, int number, long asked, string text, CancellationToken ct) =>
        Of(host).AnswerAsync(host, ticket, number, asked, text, ct);

    /// <inheritdoc/>
    public Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct) => Of(host).CancelAsync(host, ticket, ct);

    /// <inheritdoc/>
    public Task<bool> CleanAsync(FleetHost host, string run, CancellationToken ct) => Of(host).CleanAsync(host, run, ct);

    private IHosts Of(FleetHost host) => host.Name == HostSelector.Bot ? ownMachine : elsewhere;
}
