using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Benchmarks.Fanout;

/// <summary>The bot's own way to hosts.</summary>
internal sealed class Ours : IAsyncDisposable
{
    private static readonly HostScript True = new("true", "benchmark", false);
    private readonly Fleet _fleet;
    private readonly SshHosts _hosts;

    public Ours(string work, int port, int count, string sockets)
    {
        _fleet = new Fleet(
            "fanout", FleetKind.Lab, "example.co.id", "en", [new Site("here", new LocalText("Here", "Sini"), null, "root", port)],
            [.. Enumerable.Range(1, count).Select(n => new FleetHost($"h{n}", $"127.0.50.{n}", "here", ["mailbox"], []))], "none", "none", [], 0)
        {
            Ssh = new SshSettings(null, Path.Combine(work, "known"), Path.Combine(work, "key"), Sudo: false),
        };
        _hosts = new SshHosts(() => _fleet, Path.Combine(work, sockets), TimeProvider.System, new SshTimings(), TicketPlaces.Default);
    }

    public Task TrueOnAllAsync() => Task.WhenAll(_fleet.Hosts.Select(TrueAsync));

    public Task TrueOnOneAsync() => TrueAsync(_fleet.Hosts[0]);

    public Task StreamAsync() => _hosts.StreamAsync(_fleet.Hosts[0], "head -c 200000000 /dev/zero", (_, _) => ValueTask.CompletedTask, CancellationToken.None);

    public ValueTask DisposeAsync() => _hosts.DisposeAsync();

    private async Task TrueAsync(FleetHost host)
    {
        var answer = await _hosts.AskAsync(host, True, TimeSpan.FromMinutes(1), CancellationToken.None);
        if (answer.ExitStatus != 0)
        {
            throw new InvalidOperationException($"{host.Name} answered {answer}");
        }
    }
}
