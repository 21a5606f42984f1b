using System.Diagnostics;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Mail;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

public sealed class PracticeClusterTests
{
    [Fact]
    public async Task The_mail_service_is_found_again_by_one_who_did_not_start_it_and_is_stopped_by_it()
    {
        await using var test = await TestCluster.CreateAsync();
        await test.Cluster.StartAsync(CancellationToken.None);
        var pid = PidOf(test);
        var another = new PracticeCluster(test.Folder, test.Fleet, TestCluster.ServiceCommand);
        Assert.True(another.IsRunning);
        await another.StartAsync(CancellationToken.None);
        Assert.Equal(pid, PidOf(test));
        await another.StopAsync(CancellationToken.None);
        Assert.False(test.Cluster.IsRunning);
        Assert.False(File.Exists(test.Folder.Pid));
    }

    [Fact]
    public async Task It_lives_in_a_session_of_its_own_and_is_light()
    {
        await using var test = await TestCluster.CreateAsync(accounts: 600);
        await test.Cluster.StartAsync(CancellationToken.None);
        var pid = PidOf(test);
        var stat = (await File.ReadAllTextAsync($"/proc/{pid}/stat")).Split(") ")[1].Split(' ');
        Assert.Equal((pid, pid), (stat[2], stat[3]));
        // The runtime's own files are mapped by every .NET process of the machine and counted once: its share is what it costs.
        var share = File.ReadLines($"/proc/{pid}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.InRange(int.Parse(share, System.Globalization.CultureInfo.InvariantCulture), 1, 60 * 1024);
    }

    [Fact]
    public async Task A_second_service_on_the_same_folder_gives_up()
    {
        await using var test = await TestCluster.CreateAsync();
        await test.Cluster.StartAsync(CancellationToken.None);
        var pid = PidOf(test);
        using var second = Process.Start(new ProcessStartInfo(TestCluster.ServiceCommand[0], [.. TestCluster.ServiceCommand.Skip(1), test.Folder.Root]) { RedirectStandardError = true })!;
        await second.WaitForExitAsync();
        Assert.Equal(PracticeMailService.ServedAlready, second.ExitCode);
        Assert.Equal(pid, PidOf(test));
    }

    [Fact]
    public async Task One_that_holds_the_folder_and_has_not_said_so_yet_is_waited_for()
    {
        await using var test = await TestCluster.CreateAsync();
        Task start;
        await using (new FileStream(test.Folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            start = test.Cluster.StartAsync(CancellationToken.None);
            while (!start.IsCompleted && !(File.Exists(test.Folder.Log) && (await File.ReadAllTextAsync(test.Folder.Log)).Contains("Another process serves", StringComparison.Ordinal)))
            {
                await Task.Yield();
            }
        }
        await start;
        Assert.True(test.Cluster.IsRunning);
    }

    [Fact]
    public async Task A_pid_file_of_another_process_stops_nobody_and_hides_nothing()
    {
        await using var test = await TestCluster.CreateAsync();
        using var stranger = Process.Start("sleep", "3600");
        await File.WriteAllTextAsync(test.Folder.Pid, $"{stranger.Id} 1 {(await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id")).Trim()}\n");
        Assert.False(test.Cluster.IsRunning);
        await test.Cluster.StopAsync(CancellationToken.None);
        Assert.False(stranger.HasExited);
        await test.Cluster.StartAsync(CancellationToken.None);
        Assert.True(test.Cluster.IsRunning);
        stranger.Kill();
    }

    [Fact]
    public async Task It_ends_itself_when_its_folder_is_gone()
    {
        var test = await TestCluster.CreateAsync();
        await test.Cluster.StartAsync(CancellationToken.None);
        using var service = Process.GetProcessById(int.Parse(PidOf(test), System.Globalization.CultureInfo.InvariantCulture));
        Directory.Delete(test.Folder.Root, recursive: true);
        await service.WaitForExitAsync(new CancellationTokenSource(Hang.After).Token);
    }

    [Fact]
    public async Task A_service_that_cannot_start_says_why()
    {
        await using var test = await TestCluster.CreateAsync();
        var broken = new PracticeCluster(test.Folder, test.Fleet, ["/bin/sh", "-c", "echo no such luck; exit 3"]);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => broken.StartAsync(CancellationToken.None));
        Assert.Contains("no such luck", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Making_it_again_changes_no_mail_and_no_login()
    {
        await using var test = await TestCluster.CreateAsync();
        var files = new[] { Path.Combine(test.Folder.RootOf("mbs1"), "opt/zimbra/store/practice-accounts"), Path.Combine(test.Folder.Secrets, "admin") };
        var before = files.Select(File.ReadAllText).ToList();
        await test.Cluster.CreateAsync(new ClockDefinition(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow(), 1), CancellationToken.None);
        Assert.Equal(before, files.Select(File.ReadAllText));
    }

    [Fact]
    public async Task Six_hundred_accounts_take_less_than_two_megabytes_and_ldap_knows_them()
    {
        await using var test = await TestCluster.CreateAsync(accounts: 600);
        var seeds = Directory.GetFiles(test.Folder.Hosts, "practice-accounts", SearchOption.AllDirectories);
        Assert.Equal(3, seeds.Length);
        Assert.InRange(seeds.Sum(s => new FileInfo(s).Length), 100_000, 2_000_000);
        var ledger = await File.ReadAllLinesAsync(Path.Combine(test.Folder.RootOf("ldap1"), "opt/zimbra/data/ldap/practice/accounts"));
        Assert.Equal(600, ledger.Length);
        Assert.Matches("^user001@example\\.co\\.id mbs1\\.example\\.co\\.id 1 0 [1-9][0-9]+$", ledger[0]);
    }

    [Fact]
    public async Task The_clock_of_the_hosts_is_the_one_that_was_set()
    {
        await using var test = await TestCluster.CreateAsync();
        var real = TimeProvider.System.GetUtcNow();
        test.Cluster.SetClock(new ClockDefinition(new DateTimeOffset(2018, 12, 29, 16, 0, 0, TimeSpan.Zero), real, 600));
        Assert.InRange(test.Clock.GetUtcNow(), new DateTimeOffset(2018, 12, 29, 16, 0, 0, TimeSpan.Zero), new DateTimeOffset(2018, 12, 30, 16, 0, 0, TimeSpan.Zero));
        Assert.Contains("CLOCK_SPEED=600", await File.ReadAllTextAsync(test.Folder.Clock), StringComparison.Ordinal);
    }

    private static string PidOf(TestCluster test) => File.ReadAllText(test.Folder.Pid).Split(' ')[0];
}
