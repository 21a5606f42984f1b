using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>What the pack's scripts make of a host, read one by one. Words that nobody has captured yet lie in fixtures.</summary>
public sealed class PackScriptTests(PackHost host) : IClassFixture<PackHost>
{
    [Fact]
    public async Task A_sound_host_is_fit_and_nothing_on_it_has_changed()
    {
        var ledger = Directory.GetFiles(host.Test.Folder.RootOf("proxy1"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var script in new[] { "checks/precheck.sh", "checks/storage.sh", "checks/collisions.sh" })
        {
            Assert.Equal(0, (await host.RunAsync("proxy1", script)).Exit);
        }
        Assert.Equal(ledger, Directory.GetFiles(host.Test.Folder.RootOf("proxy1"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_backup_of_less_than_half_the_size_of_the_one_before_is_critical_whatever_its_status_says()
    {
        using var kept = new PackHostFile(host, "mbs1", "opt/zimbra/bin/zmbackupquery");
        host.Says("mbs1", "zmbackupquery", Fixture("zmbackupquery-shrunk.txt"));
        Session("full-20181229.053000.001", 10);
        Session("full-20181222.053000.001", 3000);
        var (exit, output) = await host.RunAsync("mbs1", "checks/storage.sh");
        Assert.Equal(2, exit);
        Assert.Matches("newest full backup of mbs1 has 0 MB, the one before had [23] MB", output);
        Session("full-20181229.053000.001", 2900);
        Assert.Equal(0, (await host.RunAsync("mbs1", "checks/storage.sh")).Exit);
    }

    [Fact]
    public async Task A_backup_that_will_be_too_old_when_the_installer_asks_is_said_unless_cron_makes_another()
    {
        using var kept = new PackHostFile(host, "mbs1", "opt/zimbra/bin/zmbackupquery");
        host.Says("mbs1", "zmbackupquery", Fixture("zmbackupquery-shrunk.txt").Replace("2018/12/29 12:30", "2018/12/28 20:00", StringComparison.Ordinal));
        Assert.Equal(0, (await host.RunAsync("mbs1", "checks/storage.sh", ("MU_KICKOFF", At(20)))).Exit); // cron of 12:30 comes before
        using var cron = new PackHostFile(host, "mbs1", "var/spool/cron/crontabs/zimbra");
        File.WriteAllText(cron.Path, "# nothing\n");
        var (exit, output) = await host.RunAsync("mbs1", "checks/storage.sh", ("MU_KICKOFF", At(5)));
        Assert.Equal(1, exit);
        Assert.Matches("will be [23]. hours old when the installer asks", output);

        string At(double hours) => host.Test.Clock.GetUtcNow().AddHours(hours).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("Mail queue is empty", 0, "in order |", " queue=0")]
    [InlineData("-- 12 Kbytes in 1 Request.", 0, "in order |", " queue=1")]
    [InlineData("-- 9001 Kbytes in 499 Requests.", 0, "in order |", " queue=499")]
    [InlineData("-- 9002 Kbytes in 500 Requests.", 1, "500 messages wait on mta1: find out why before the night", " queue=500")]
    [InlineData("-- 900200 Kbytes in 41337 Requests.", 1, "41337 messages wait on mta1", " queue=41337")]
    [InlineData("postqueue: fatal: open /opt/zimbra/common/conf/main.cf: No such file or directory", 3, "cannot read the queue of mta1", " queue=U")]
    public async Task A_queue_that_is_long_before_the_night_is_said_and_one_that_cannot_be_read_proves_nothing(string words, int exit, string says, string figure)
    {
        using var kept = new PackHostFile(host, "mta1", "opt/zimbra/bin/postqueue");
        host.Says("mta1", "postqueue", words);
        var answer = await host.RunAsync("mta1", "checks/storage.sh");
        Assert.True(answer.Exit == exit, answer.Output);
        Assert.Contains(says, answer.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains(figure, answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16.04", "8.8.10", true)]
    [InlineData("18.04", "8.8.10", false)]
    [InlineData("18.04", "8.8.12", true)]
    [InlineData("12.04", "8.8.10", false)]
    public async Task The_operating_system_is_held_against_the_targets_list(string system, string target, bool fits)
    {
        using var release = new PackHostFile(host, "proxy1", "etc/os-release");
        File.WriteAllText(release.Path, $"ID=ubuntu\nVERSION_ID=\"{system}\"\nPRETTY_NAME=\"Ubuntu {system}\"\n");
        var (_, output) = await host.RunAsync("proxy1", "checks/precheck.sh", ("MU_TO", target));
        Assert.Equal(!fits, output.Contains($"runs Ubuntu {system}, which {target} does not support", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'core getVersion'", "        version    2.8.3\n        zimbra_version    8.8.15", 1, "the Suite of mbs1 says it is made for 8.8.15")]
    [InlineData("'core getVersion'", "ERROR: Unable to contact the mailbox server", 2, "the Suite of mbs1 does not answer")]
    [InlineData("'core getLicenseInfo'", "        valid    false", 2, "the licence of the Suite on mbs1 is not valid")]
    [InlineData("'hsm getAllOperations'", "        operationList\n            name    doMoveBlobs", 1, "operations of the Suite run on mbs1: doMoveBlobs")]
    public async Task The_suites_version_licence_and_operations_are_read(string asked, string words, int exit, string first)
    {
        using var kept = new PackHostFile(host, "mbs1", "opt/zimbra/bin/zxsuite");
        var own = File.ReadAllText(kept.Path);
        File.WriteAllText(kept.Path, own.Insert(own.IndexOf('\n', StringComparison.Ordinal) + 1, $"case \"$1 $2\" in {asked}) cat << 'WORDS'\n{words}\nWORDS\nexit 0 ;; esac\n"));
        var answer = await host.RunAsync("mbs1", "checks/precheck.sh");
        Assert.True(answer.Exit == exit, answer.Output);
        Assert.StartsWith(first, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mount_that_no_snapshot_holds_and_no_fleet_names_is_critical()
    {
        Assert.Equal(0, (await host.RunAsync("mbs4", "checks/storage.sh")).Exit);
        var (exit, output) = await host.RunAsync("mbs4", "checks/storage.sh", ("MU_VOLUMES", ""));
        Assert.Equal(2, exit);
        Assert.Contains("/mnt/far-hsm (nfs4) on mbs4 is in no snapshot", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MU_COVERED", "/\n/opt/zimbra", 0, "in order")]
    [InlineData("MU_COVERED", "/", 2, "/opt/zimbra (ext4) on mbs1 is a disk that its snapshot does not hold")]
    [InlineData("MU_COVERED", "/\n/opt/zimbra\n/srv", 1, "said to hold /srv, where nothing is mounted")]
    [InlineData("MU_COVERED_FAULT", "the guest agent does not answer", 3, "is not told: the guest agent does not answer")]
    public async Task A_disk_of_the_guest_that_the_providers_snapshot_does_not_hold_is_critical(string name, string value, int exit, string words)
    {
        var answer = await host.RunAsync("mbs1", "checks/storage.sh", (name, value));
        Assert.True(answer.Exit == exit, answer.Output);
        Assert.Contains(words, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Databases_of_unknown_age_are_checked_well_before_the_window_and_never_near_it()
    {
        using var mark = new PackHostFile(host, "mbs6", "var/lib/mailupgrade/integrity");
        File.Delete(mark.Path);
        var near = await host.RunAsync("mbs6", "checks/integrity.sh", ("MU_KICKOFF", host.Test.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(2, near.Exit);
        Assert.False(File.Exists(mark.Path));
        Assert.Equal(0, (await host.RunAsync("mbs6", "checks/integrity.sh")).Exit);
        Assert.EndsWith(" clean", (await File.ReadAllTextAsync(mark.Path)).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_integrity_check_that_says_nothing_proves_nothing()
    {
        using var mark = new PackHostFile(host, "mbs6", "var/lib/mailupgrade/integrity");
        using var report = new PackHostFile(host, "mbs6", "opt/zimbra/libexec/zmdbintegrityreport");
        File.Delete(mark.Path);
        File.WriteAllText(report.Path, "#!/bin/sh\nexit 0\n");
        Assert.Equal(3, (await host.RunAsync("mbs6", "checks/integrity.sh")).Exit);
    }

    [Fact]
    public async Task What_is_held_is_noted_still_and_given_back_as_it_was()
    {
        Assert.Equal(0, (await host.RunAsync("mbs1", "holds/hold.sh")).Exit);
        Assert.Equal(0, (await host.RunAsync("mbs1", "holds/check-held.sh")).Exit);
        Assert.Contains("monit", await File.ReadAllLinesAsync(State("mbs1", "units")));
        Assert.Equal(2, (await host.RunAsync("mbs1", "holds/check-released.sh")).Exit);
        Assert.Equal(0, (await host.RunAsync("mbs1", "holds/release.sh")).Exit);
        var (exit, output) = await host.RunAsync("mbs1", "holds/check-released.sh");
        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task A_process_that_takes_no_signal_is_named_with_its_volume_and_ends_by_itself_when_that_answers()
    {
        var fault = Path.Combine(host.Test.Folder.FaultsOf("mbs4"), "far-volume-hangs");
        File.WriteAllText(fault, "");
        await host.RunAsync("mbs4", "services/stop.sh");
        var (exit, output) = await host.RunAsync("mbs4", "services/check-stopped.sh");
        Assert.Equal(2, exit);
        Assert.Matches(@"^process java \(2302\) of zimbra hangs on mbs4 \(state D\)", output);
        Assert.Contains("far-hsm at /mnt/far-hsm", output, StringComparison.Ordinal);
        await host.RunAsync("mbs4", "services/stop.sh", ("MU_WITH_FORCE", "yes"));
        Assert.Equal(2, (await host.RunAsync("mbs4", "services/check-stopped.sh")).Exit);
        File.Delete(fault);
        Assert.Equal(0, (await host.RunAsync("mbs4", "services/check-stopped.sh")).Exit);
        await host.RunAsync("mbs4", "services/start.sh");
    }

    [Fact]
    public async Task Doors_are_closed_for_both_protocols_and_half_a_chain_is_not_closed()
    {
        await host.RunAsync("mta1", "doors/close.sh");
        Assert.Equal(0, (await host.RunAsync("mta1", "doors/check-closed.sh")).Exit);
        var six = Path.Combine(host.Test.Folder.RootOf("mta1"), "etc/practice-firewall6.rules");
        Assert.Contains("REJECT", await File.ReadAllTextAsync(six), StringComparison.Ordinal);
        File.WriteAllText(six, "");
        Assert.Equal(2, (await host.RunAsync("mta1", "doors/check-closed.sh")).Exit);
        await host.RunAsync("mta1", "doors/open.sh");
        Assert.Equal(0, (await host.RunAsync("mta1", "doors/check-open.sh")).Exit);
    }

    [Fact]
    public async Task A_customisation_that_is_gone_after_the_upgrade_is_on_the_list()
    {
        await host.RunAsync("mbs6", "inventory/save.sh");
        Assert.Equal(0, (await host.RunAsync("mbs6", "inventory/compare.sh")).Exit);
        Directory.Delete(Path.Combine(host.Test.Folder.RootOf("mbs6"), "opt/zimbra/zimlets-deployed/com_example_crm"), recursive: true);
        var (exit, output) = await host.RunAsync("mbs6", "inventory/compare.sh");
        Assert.Equal(1, exit);
        Assert.Contains("zimlet gone on mbs6: com_example_crm", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_logger_counts_although_zmcontrol_ends_with_zero()
    {
        using var kept = new PackHostFile(host, "proxy1", "opt/zimbra/bin/zmcontrol");
        host.Says("proxy1", "zmcontrol", Fixture("zmcontrol-status-logger-stopped.txt"));
        var (exit, output) = await host.RunAsync("proxy1", "services/check-started.sh");
        Assert.Equal(2, exit);
        Assert.StartsWith("logger is not running on proxy1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_late_rollback_loses_is_what_came_since_the_doors_were_opened_whatever_the_clock_did_and_though_the_log_was_rotated()
    {
        Assert.Contains("|messages=0 accounts=0", (await host.RunAsync("mbs1", "rollback/loss.sh")).Output, StringComparison.Ordinal);
        var log = Path.Combine(host.Test.Folder.RootOf("mbs1"), "opt/zimbra/log/mailbox.log");
        var now = host.Test.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        string Line(int minutes, string who) => $"{now.AddMinutes(minutes):yyyy-MM-dd HH:mm:ss},001 INFO  [LmtpServer-1] [name={who};mid=1;] mailop - Adding Message: id=1, folderName=Inbox.\n";
        File.WriteAllText(log, Line(-40, "a@x") + Line(-30, "a@x"));
        Assert.Equal(0, (await host.RunAsync("mbs1", "doors/open.sh")).Exit);
        File.AppendAllText(log, Line(1, "a@x") + Line(-20, "b@x"));
        Assert.Contains("|messages=2 accounts=2", (await host.RunAsync("mbs1", "rollback/loss.sh")).Output, StringComparison.Ordinal);

        File.Move(log, log + ".2018-12-30");
        File.WriteAllText(log, Line(4, "a@x"));
        Assert.Contains("|messages=3 accounts=2", (await host.RunAsync("mbs1", "rollback/loss.sh")).Output, StringComparison.Ordinal);

        File.Delete(log + ".2018-12-30");
        var (exit, output) = await host.RunAsync("mbs1", "rollback/loss.sh");
        Assert.Equal(1, exit);
        Assert.Contains("is not known: its log of that time is gone", output, StringComparison.Ordinal);
        Assert.DoesNotContain("messages=", output, StringComparison.Ordinal);
    }

    private string State(string name, string file)
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.Test.Folder.RootOf(name), "var/lib/mailupgrade/r1")).FullName;
        return Path.Combine(folder, file);
    }

    private void Session(string label, int kilobytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.Test.Folder.RootOf("mbs1"), "opt/zimbra/backup/sessions", label));
        File.WriteAllBytes(Path.Combine(folder.FullName, "accounts"), new byte[kilobytes * 1024]);
    }

    private static string Fixture(string name) => File.ReadAllText(System.IO.Path.Combine(RepositoryRoot.Path, "tests/MailUpgrade.Adapters.Tests/Zimbra/fixtures", name)).TrimEnd('\n');
}
