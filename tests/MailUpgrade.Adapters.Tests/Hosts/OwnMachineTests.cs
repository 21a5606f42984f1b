using System.Text;
using MailUpgrade.Adapters.Local;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Hosts;

/// <summary>Looks from outside a real cluster run on the bot's own machine, found again by their ticket like any others.</summary>
public sealed class OwnMachineTests : IDisposable
{
    private static readonly Ticket Probe = new("run-1", "probe-closed.1");

    private readonly string _folder = Directory.CreateTempSubdirectory("own-machine-").FullName;

    [Fact]
    public async Task What_was_started_before_a_kill_is_found_by_its_ticket_and_not_started_again()
    {
        await Machine().StartAsync(FleetHost.BotItself, Probe, Script("echo from outside; exit 2"), CancellationToken.None);
        await Machine().StartAsync(FleetHost.BotItself, Probe, Script("echo from outside; exit 2"), CancellationToken.None);
        var said = new StringBuilder();
        var end = await Machine().AttachAsync(
            FleetHost.BotItself, Probe, 0, (_, bytes) => { said.Append(Encoding.UTF8.GetString(bytes.Span)); return ValueTask.CompletedTask; }, CancellationToken.None);
        Assert.Equal((new TicketEnd(EndKind.Exited, 2, 13), "from outside\n"), (end, said.ToString()));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder, "own", "ledger")));
    }

    [Fact]
    public async Task A_program_sees_a_plain_path_a_neutral_folder_and_nothing_of_the_bots_environment()
    {
        Environment.SetEnvironmentVariable("MU_OWN_TOKEN", "own-t0ken");
        var answer = await Machine().AskAsync(FleetHost.BotItself, Script("echo \"$PATH ${MU_ROOT-none} ${MU_PORTS-none} ${MU_OWN_TOKEN-none}\"; pwd"), TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Equal($"/usr/local/bin:/usr/bin:/bin none none none\n{Path.Combine(_folder, "own")}\n", answer.Output);
    }

    [Fact]
    public async Task No_other_host_is_served()
    {
        var host = FleetHost.BotItself with { Name = "mbs1" };
        await Assert.ThrowsAsync<HostUnreachableException>(() => Machine().AskAsync(host, Script("true"), TimeSpan.FromHours(1), CancellationToken.None));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private OwnMachine Machine() => new(Path.Combine(_folder, "own"), TimeProvider.System);

    private static HostScript Script(string text) => new(text, "probe-closed", false);
}
