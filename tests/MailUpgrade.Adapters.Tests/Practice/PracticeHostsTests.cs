using MailUpgrade.Adapters.Tests.Hosts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Remote;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

public sealed class PracticeHostsTests(SharedCluster shared) : ShellHostsContract, IClassFixture<SharedCluster>
{
    [Fact]
    public async Task The_link_comes_back_by_itself_when_its_time_on_the_run_clock_is_over()
    {
        var cluster = shared.Cluster;
        var hosts = new PracticeHosts(cluster.Folder, cluster.Clock);
        await File.WriteAllTextAsync(cluster.Folder.LinkOf("mbs1"), $"{cluster.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds()}");
        await Assert.ThrowsAsync<HostUnreachableException>(() => hosts.AskAsync(cluster.Host("mbs1"), Script("true"), TimeSpan.FromHours(1), CancellationToken.None));
        await File.WriteAllTextAsync(cluster.Folder.LinkOf("mbs1"), $"{cluster.Clock.GetUtcNow().AddSeconds(-1).ToUnixTimeMilliseconds()}");
        Assert.Equal(0, (await hosts.AskAsync(cluster.Host("mbs1"), Script("true"), TimeSpan.FromHours(1), CancellationToken.None)).ExitStatus);
    }

    [Fact]
    public async Task Programs_see_their_host_and_nothing_of_the_bots_environment()
    {
        Environment.SetEnvironmentVariable("MU_TEST_TOKEN", "b0t-token");
        var cluster = shared.Cluster;
        var hosts = new PracticeHosts(cluster.Folder, cluster.Clock);
        var host = cluster.Host("mbs1");
        var answer = await hosts.AskAsync(host, Script("echo \"$MU_ROOT $MU_ADDR $MU_CLUSTER\"; env"), TimeSpan.FromHours(1), CancellationToken.None);
        Assert.StartsWith($"{cluster.Folder.RootOf("mbs1")} {host.Address} {cluster.Folder.Root}\n", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("b0t-token", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bot_itself_works_in_a_neutral_folder_with_a_plain_path()
    {
        var cluster = shared.Cluster;
        var hosts = new PracticeHosts(cluster.Folder, cluster.Clock);
        var answer = await hosts.AskAsync(FleetHost.BotItself, Script("echo \"$MU_CLUSTER $PATH ${MU_ROOT-none}\"; pwd"), TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Equal($"{cluster.Folder.Root} /usr/local/bin:/usr/bin:/bin none\n{cluster.Folder.Bot}\n", answer.Output);
    }

    [Fact]
    public async Task A_forgotten_ticket_keeps_its_end_and_is_not_started_again()
    {
        var cluster = shared.Cluster;
        var hosts = new PracticeHosts(cluster.Folder, cluster.Clock);
        var host = cluster.Host("mbs1");
        var before = File.Exists(cluster.Folder.LedgerOf("mbs1")) ? (await File.ReadAllLinesAsync(cluster.Folder.LedgerOf("mbs1"))).Length : 0;
        await hosts.StartAsync(host, Ticket(), Script("echo hello; exit 4"), CancellationToken.None);
        await hosts.AttachAsync(host, Ticket(), 0, (_, _) => ValueTask.CompletedTask, CancellationToken.None);
        Assert.True(await hosts.ForgetAsync(host, Ticket(), CancellationToken.None));
        await hosts.StartAsync(host, Ticket(), Script("echo hello; exit 4"), CancellationToken.None);
        Assert.Equal(new TicketEnd(EndKind.Exited, 4, 6), (await hosts.StatusAsync(host, Ticket(), CancellationToken.None)).End);
        Assert.Equal(before + 1, (await File.ReadAllLinesAsync(cluster.Folder.LedgerOf("mbs1"))).Length);
    }

    [Fact]
    public async Task Twenty_questions_at_once_do_not_wait_for_each_other()
    {
        var cluster = shared.Cluster;
        var hosts = new PracticeHosts(cluster.Folder, cluster.Clock);
        // Each waits until all have begun: were they asked one after another, none would ever answer.
        var meet = Path.Combine(cluster.Folder.Root, "meet");
        Directory.CreateDirectory(meet);
        var script = Script($": > {meet}/$$; while test $(ls {meet} | wc -l) -lt 20; do sleep 0.01; done; echo all");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hosts.AskAsync(cluster.Host("mbs1"), script, TimeSpan.FromHours(12), CancellationToken.None)));
        Assert.All(answers, a => Assert.Equal("all\n", a.Output));
    }

    protected override Task<HostsUnderTest> CreateAsync() => Task.FromResult<HostsUnderTest>(new UnderTest(shared.Cluster));

    private sealed class UnderTest(TestCluster cluster) : HostsUnderTest
    {
        public override IHosts Hosts { get; } = new PracticeHosts(cluster.Folder, cluster.Clock);

        public override FleetHost Host => cluster.Host("mbs1");

        public override Task ForbidAsync(string? why) => ForbidAsync(Path.Combine(cluster.Folder.RootOf("mbs1"), "etc/mailupgrade.stop"), why);

        public override IHosts Another() => new PracticeHosts(cluster.Folder, cluster.Clock);

        public override Task CutAsync() =>
            File.WriteAllTextAsync(cluster.Folder.LinkOf("mbs1"), $"{cluster.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds()}");

        public override Task MendAsync()
        {
            File.Delete(cluster.Folder.LinkOf("mbs1"));
            return Task.CompletedTask;
        }

        public override Task RebootAsync() => File.WriteAllTextAsync(Path.Combine(cluster.Folder.Host("mbs1"), "boot-id"), "another\n");

        public override async Task<IReadOnlyList<string>> LedgerAsync() =>
            File.Exists(cluster.Folder.LedgerOf("mbs1")) ? await File.ReadAllLinesAsync(cluster.Folder.LedgerOf("mbs1")) : [];

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
