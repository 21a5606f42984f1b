using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Benchmarks.Fanout;

/// <summary>The benchmark asks nothing of the bot's own machine.</summary>
internal sealed class NoHosts : IHosts
{
    public Task<AskResult> AskAsync(FleetHost host, HostScript script, TimeSpan limit, CancellationToken ct) => throw new NotSupportedException();

    public Task StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct) => throw new NotSupportedException();

    public Task<TicketEnd> AttachAsync(FleetHost host, Ticket ticket, long fromOffset, OutputSink onOutput, CancellationToken ct) => throw new NotSupportedException();

    public Task<TicketStatus> StatusAsync(FleetHost host, Ticket ticket, CancellationToken ct) => throw new NotSupportedException();

    public Task AnswerAsync(FleetHost host, Ticket ticket, int number, string text, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct) => throw new NotSupportedException();
}
