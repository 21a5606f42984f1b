using System.Diagnostics;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Remote;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>What happens when the bot is killed with kill -9: played by a process that starts everything and is killed.</summary>
public sealed class StarterKilledTests
{
    [Fact]
    public async Task Service_and_tickets_live_on_and_are_found_when_the_starter_is_killed()
    {
        await using var test = await TestCluster.CreateAsync();
        var info = new ProcessStartInfo(TestCluster.ServiceCommand[0], [TestCluster.ServiceCommand[1], "start-and-wait", test.Folder.Root]) { RedirectStandardOutput = true };
        using var starter = Process.Start(info)!;
        Assert.Equal("started", await starter.StandardOutput.ReadLineAsync());
        starter.Kill();
        await starter.WaitForExitAsync();

        Assert.True(test.Cluster.IsRunning);
        var hosts = new PracticeHosts(test.Folder, test.Clock);
        var ticket = new Ticket("run-1", "install.mbs1.1");
        Assert.True((await hosts.StatusAsync(test.Host("mbs1"), ticket, CancellationToken.None)).Running);
        await hosts.AnswerAsync(test.Host("mbs1"), ticket, 1, 0, "go on", CancellationToken.None);
        var end = await hosts.AttachAsync(test.Host("mbs1"), ticket, 0, (_, _) => ValueTask.CompletedTask, CancellationToken.None);
        Assert.Equal(new TicketEnd(EndKind.Exited, 0, "go on\n".Length), end);
        Assert.Single(await File.ReadAllLinesAsync(test.Folder.LedgerOf("mbs1")));
    }
}
