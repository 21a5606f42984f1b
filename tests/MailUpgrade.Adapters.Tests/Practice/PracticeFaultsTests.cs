using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Practice.Remote;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

public sealed class PracticeFaultsTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    private const string Contract = """
        masters-not-upgraded ldap-down cert-expired licence-expired licence-over-limit activation-unreachable no-recent-backup backup-empty integrity-errors repo-unreachable repo-extra-fails package-fails package-lock zmcontrol-stop-fails mysql-upgrade-crash
        slapd-start-fails mailboxd-slow-start mailboxd-dead zmsetup-killed ng-prompt-missing unknown-prompt prompt-twice slow-output installer-slow far-volume-hangs far-volume-lost s3-credentials-lost uidvalidity-changed messages-lost share-lost filter-lost proxy-502 logger-stopped disk-full
        backup-running cron-integrity-check other-admin version-mixed snapshot-fails snapshot-noop purge-running mail-arrives reboot clock-off login-refused rate-limited plan-edited snapshot-lost clock-back second-process chat-down state-disk-full
        """;

    /// <summary>Beside the contract's: a backup that does not end, damage that sampling must name, mail that waits or is lost, ties that a sandbox must not have, schedules that are due, the owner's stop file.</summary>
    private const string Further = "backup-abort-noop backup-slow blob-missing gal-lost login-storm mail-waits queue-lost quota-drift schedule-due signature-lost stop-file suite-licence-lost way-out-open web-down wrong-host";

    private readonly PracticeFaults _faults = new(shared.Cluster.Folder, FaultCatalogue.Load(), shared.Cluster.Clock);

    [Fact]
    public void Every_fault_of_the_contract_is_there_and_none_that_nobody_knows_of() =>
        Assert.Equal(
            $"{Contract} {Further}".Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            FaultCatalogue.Load().Kinds.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_fault_is_a_file_that_hosts_read_until_it_is_cleared()
    {
        _faults.Set("mailboxd-slow-start", "mbs1", new Dictionary<string, string> { ["seconds"] = "30" });
        _faults.Set("mailboxd-slow-start", "mbs1", new Dictionary<string, string> { ["seconds"] = "90" });
        var file = Path.Combine(shared.Cluster.Folder.FaultsOf("mbs1"), "mailboxd-slow-start");
        Assert.Equal("seconds=90\n", File.ReadAllText(file));
        var set = Assert.Single(_faults.List(), f => f.Id == "mailboxd-slow-start");
        Assert.Equal(("mbs1", "90"), (set.Host, set.Parameters["seconds"]));
        _faults.Clear("mailboxd-slow-start", "mbs1");
        _faults.Clear("mailboxd-slow-start", "mbs1");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_host_of_true_packages_takes_no_fault_that_would_have_no_effect_on_it()
    {
        using var folder = new TemporaryCluster();
        Directory.CreateDirectory(Path.Combine(folder.Root, "hosts", "mbs1", "disk"));
        File.WriteAllText(Path.Combine(folder.Root, "hosts", "mbs1", "env"), "");
        var faults = new PracticeFaults(new ClusterFolder(folder.Root), FaultCatalogue.Load(), TimeProvider.System);
        var refused = Assert.Throws<FaultException>(() => faults.Set("messages-lost", "mbs1", new Dictionary<string, string> { ["count"] = "3" }));
        Assert.Contains("mbs1 runs true packages: it would have no effect there. There are clock-off, disk-full,", refused.Message, StringComparison.Ordinal);
        Assert.All(FaultCatalogue.OnTrueMachines, id => faults.Set(id, "mbs1", new Dictionary<string, string>()));
    }

    private sealed class TemporaryCluster : IDisposable
    {
        public string Root { get; } = Directory.CreateTempSubdirectory("mu-faults-").FullName;

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }

    [Fact]
    public void A_fault_of_the_bots_own_world_has_no_host()
    {
        _faults.Set("chat-down", null, new Dictionary<string, string> { ["channel"] = "web" });
        Assert.True(_faults.IsSet("chat-down"));
        Assert.Null(Assert.Single(_faults.List(), f => f.Id == "chat-down").Host);
        _faults.Clear("chat-down", null);
        Assert.False(_faults.IsSet("chat-down"));
    }

    [Theory]
    [InlineData("mailbox-dead", "mbs1", "", "no fault 'mailbox-dead'. Near: mailboxd-dead")]
    [InlineData("../../env", "mbs1", "", "no fault")]
    [InlineData("mailboxd-dead", null, "", "add --host, one of ldap1, mbs1")]
    [InlineData("mailboxd-dead", "mbs9", "", "no host 'mbs9'")]
    [InlineData("mailboxd-dead", "../mbs1", "", "no host '../mbs1'")]
    [InlineData("plan-edited", "mbs1", "", "leave out --host")]
    [InlineData("mailboxd-dead", "mbs1", "seconds=3", "has no parameter 'seconds'. It takes none.")]
    [InlineData("mailboxd-slow-start", "mbs1", "minutes=3", "It takes: seconds.")]
    [InlineData("mailboxd-slow-start", "mbs1", "seconds=soon", "seconds=soon is not a whole number from 1 to")]
    [InlineData("mailboxd-slow-start", "mbs1", "seconds=-1", "is not a whole number")]
    [InlineData("unknown-prompt", "mbs1", "text=a\u0007b", "one line of 1 to 200 characters")]
    public void What_cannot_be_set_is_said_with_what_to_write(string id, string? host, string parameter, string says)
    {
        var given = parameter.Length == 0 ? [] : new Dictionary<string, string> { [parameter.Split('=')[0]] = parameter.Split('=')[1] };
        var error = Assert.Throws<FaultException>(() => _faults.Set(id, host, given));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_of_all_spares_nobody_but_the_bot_and_ends_with_zero()
    {
        var hosts = new PracticeHosts(shared.Cluster.Folder, shared.Cluster.Clock);
        Task<AskResult> Ask(FleetHost host) => hosts.AskAsync(host, new HostScript("true", "x", false), TimeSpan.FromHours(12), CancellationToken.None);
        _faults.Cut(PracticeFaults.AllHosts, TimeSpan.FromDays(1));
        foreach (var host in shared.Cluster.Fleet.Hosts)
        {
            await Assert.ThrowsAsync<HostUnreachableException>(() => Ask(host));
        }

        Assert.Equal(0, (await Ask(FleetHost.BotItself)).ExitStatus);
        _faults.Cut(PracticeFaults.AllHosts, TimeSpan.Zero);
        Assert.Equal(0, (await Ask(shared.Cluster.Host("mbs1"))).ExitStatus);
        Assert.Throws<FaultException>(() => _faults.Cut("mbs9", TimeSpan.FromMinutes(1)));
        Assert.Throws<FaultException>(() => _faults.Cut("mbs1", TimeSpan.FromMinutes(-1)));
    }
}
