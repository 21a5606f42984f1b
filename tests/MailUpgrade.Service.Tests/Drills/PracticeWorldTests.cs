using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Service.Drills.Play;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

public sealed class PracticeWorldTests : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("world").FullName;
    private readonly ClusterFolder cluster;
    private readonly DrillWorld world;

    public PracticeWorldTests()
    {
        cluster = new ClusterFolder(Path.Combine(state, "practice", "small"));
        world = PracticeWorld.Of(state, new Fleet("small", FleetKind.Practice, "example.co.id", "en", [], [], "copy", "copy", [], 0));
        Directory.CreateDirectory(cluster.FaultsOf("mbs3"));
        File.WriteAllText(cluster.EnvOf("mbs3"), "");
    }

    [Fact]
    public void A_fault_is_a_file_with_its_values_and_clearing_removes_it_twice()
    {
        var file = Path.Combine(cluster.FaultsOf("mbs3"), "mailboxd-slow-start");
        world.SetFault("mailboxd-slow-start", "mbs3", new Dictionary<string, string> { ["seconds"] = "90" });
        Assert.Equal("seconds=90\n", File.ReadAllText(file));
        world.ClearFault("mailboxd-slow-start", "mbs3");
        world.ClearFault("mailboxd-slow-start", "mbs3");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_cut_says_until_when_on_the_run_clock()
    {
        world.Cut("mbs3", DateTimeOffset.FromUnixTimeMilliseconds(1546100000123));
        Assert.Equal("1546100000123", File.ReadAllText(cluster.LinkOf("mbs3")));
    }

    [Fact]
    public void Starts_are_counted_in_the_hosts_own_ledgers()
    {
        File.WriteAllText(cluster.LedgerOf("mbs3"), "upgrade-store/mbs3 upgrade-store.mbs3.1 1\nupgrade-store/mbs30 x 2\nstop/mbs3 x 3\nupgrade-store/mbs3 y 4\n");
        Assert.Equal(2, world.StartsOf("upgrade-store/mbs3"));
        Assert.Equal(0, world.StartsOf("upgrade-store/mbs4"));
    }

    [Fact]
    public async Task Where_nothing_runs_there_is_nothing_to_end() => await world.StopAsync(default);

    public void Dispose() => Directory.Delete(state, recursive: true);
}
