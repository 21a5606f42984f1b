using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>A practice cluster of few hosts in a folder of its own, on addresses that no other test uses.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private static int _count;

    private TestCluster(ClusterFolder folder, Fleet fleet)
    {
        (Folder, Fleet) = (folder, fleet);
        Cluster = new PracticeCluster(folder, fleet, ServiceCommand);
    }

    public static IReadOnlyList<string> ServiceCommand { get; } =
        [Environment.ProcessPath!, typeof(TestCluster).Assembly.Location, "practice-cluster", "run"];

    public ClusterFolder Folder { get; }

    public Fleet Fleet { get; }

    public PracticeCluster Cluster { get; }

    public PracticeClock Clock => new(Folder);

    public FleetHost Host(string name) => Fleet.HostOf(name);

    public static async Task<TestCluster> CreateAsync(int accounts = 60, double speed = 60)
    {
        var n = Interlocked.Increment(ref _count);
        var net = $"127.{100 + (Environment.ProcessId % 100)}.{n}";
        FleetHost On(string name, int last, string role, string site = "near") => new(name, $"{net}.{last}", site, [role], []);
        var fleet = new Fleet(
            "test",
            FleetKind.Practice,
            "example.co.id",
            "en",
            [new Site("near", new LocalText("Near", "Dekat"), null, null, 22)],
            [On("ldap1", 1, "ldap-master"), On("mta1", 3, "mta"), On("proxy1", 5, "proxy"), On("mbs1", 11, "mailbox"), On("mbs4", 14, "mailbox"), On("mbs6", 16, "mailbox")],
            "directory",
            "directory",
            [$"{net}.200"],
            accounts);
        var made = new TestCluster(new ClusterFolder(Directory.CreateTempSubdirectory("mu-cluster-").FullName), fleet);
        await made.Cluster.CreateAsync(
            new ClockDefinition(new DateTimeOffset(2018, 12, 29, 11, 0, 0, TimeSpan.Zero), TimeProvider.System.GetUtcNow(), speed), CancellationToken.None);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAsync(CancellationToken.None);
        Directory.Delete(Folder.Root, recursive: true);
    }
}
