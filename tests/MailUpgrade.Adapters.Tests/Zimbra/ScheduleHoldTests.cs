using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>What the plugin starts by itself (HSM moves, deduplication, SmartScan) stays still from the doors on, and comes back as it was.</summary>
public sealed class ScheduleHoldTests(PackHost host) : IClassFixture<PackHost>
{
    [Fact]
    public async Task Schedules_that_fall_due_behind_closed_doors_begin_nothing_and_the_new_plugin_gets_them_back()
    {
        var was = Properties("mbs1");
        Assert.Contains("ZxPowerstore_MoveScheduling {\"cron-enabled\":true,\"cron-pattern\":\"15 2 * * 3\"}", was);
        await PassesAsync("mbs1", "holds/hold.sh", "held until it is given back: ZxPowerstore_MoveScheduling");
        Assert.DoesNotContain(Properties("mbs1"), p => p.Contains("true", StringComparison.Ordinal));
        await PassesAsync("mbs1", "holds/check-held.sh", "schedules=4");
        await NothingBeginsAsync("mbs1", "holds/check-held.sh");

        await PassesAsync("mbs1", "plugin/save.sh");
        await NothingBeginsAsync("mbs1", "plugin/check-saved.sh");
        await PassesAsync("mbs1", "plugin/out.sh");
        await PassesAsync("mbs1", "plugin/check-out.sh");
        await PassesAsync("mbs1", "holds/hold.sh", "no plugin is in place"); // again before the final set: nothing is lost by it
        await PassesAsync("mbs1", "holds/check-held.sh");

        NgComesTo("mbs1", "ZxBackup_PurgeScheduling {\"cron-enabled\":true,\"cron-pattern\":\"0 5 * * *\"}");
        await PassesAsync("mbs1", "plugin/in.sh", "held until it is given back: ZxBackup_PurgeScheduling");
        await NothingBeginsAsync("mbs1", "plugin/check-in.sh");
        Assert.Contains("schedule powerstoreMoveScheduler of mbs1 is not held", await AfterAsync("mbs1", "hsm setProperty powerstoreMoveScheduler '{\"cron-enabled\":true,\"cron-pattern\":\"15 2 * * 3\"}'", "plugin/check-in.sh"), StringComparison.Ordinal);
        await PassesAsync("mbs1", "plugin/in.sh");

        await FailsAsync("mbs1", "holds/check-released.sh", "is not given back");
        await PassesAsync("mbs1", "holds/release.sh", "schedules of the plugin are as before");
        await PassesAsync("mbs1", "holds/check-released.sh", "schedules=");
        Assert.Equal(was.Append("ZxBackup_PurgeScheduling {\"cron-enabled\":true,\"cron-pattern\":\"0 5 * * *\"}").Order(StringComparer.Ordinal), Properties("mbs1"));
        host.FallDue("mbs1", "* * * * *");
        Assert.Contains("doMoveBlobs", (await host.ShellAsync("mbs1", "su - zimbra -c 'zxsuite hsm getAllOperations'")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_abort_the_old_plugin_gets_its_schedules_back()
    {
        var was = Properties("mbs4");
        await PassesAsync("mbs4", "holds/hold.sh");
        await PassesAsync("mbs4", "holds/hold.sh"); // said again: the first note stays
        Assert.NotEqual(was, Properties("mbs4"));
        await FailsAsync("mbs4", "holds/check-released.sh", "the schedule ZxPowerstore_MoveScheduling of mbs4 is not given back");
        await PassesAsync("mbs4", "holds/release.sh");
        await PassesAsync("mbs4", "holds/check-released.sh");
        Assert.Equal(was, Properties("mbs4"));
    }

    [Fact]
    public async Task A_schedule_that_is_on_or_lost_and_a_plugin_that_says_nothing_are_no_hold()
    {
        await PassesAsync("mbs6", "holds/hold.sh");
        Assert.Contains("the schedule ZxBackup_DoSmartScanOnStartup of mbs6 is not held", await AfterAsync("mbs6", "backup setProperty ZxBackup_DoSmartScanOnStartup true", "holds/check-held.sh"), StringComparison.Ordinal);
        await FailsAsync("mbs6", "plugin/save.sh", "the schedule ZxBackup_DoSmartScanOnStartup of mbs6 is not held");
        await PassesAsync("mbs6", "holds/hold.sh");
        await PassesAsync("mbs6", "holds/check-held.sh");
        Assert.Contains("the schedule deduplicateAfterScheduledMoveBlobs of mbs6 is another one: later", await AfterAsync("mbs6", "hsm setProperty deduplicateAfterScheduledMoveBlobs later", "holds/check-held.sh"), StringComparison.Ordinal);
        var kept = Properties("mbs6");
        File.WriteAllLines(PropertiesOf("mbs6"), kept.Where(p => !p.StartsWith("dedup", StringComparison.Ordinal)));
        await FailsAsync("mbs6", "holds/check-held.sh", "the schedule deduplicateAfterScheduledMoveBlobs of mbs6 is lost");
        await FailsAsync("mbs6", "holds/release.sh", "the plugin of mbs6 has no schedule deduplicateAfterScheduledMoveBlobs: it was true");
        await FailsAsync("mbs6", "holds/check-released.sh", "the plugin of mbs6 has no schedule deduplicateAfterScheduledMoveBlobs");

        using var suite = new PackHostFile(host, "mbs6", "opt/zimbra/bin/zxsuite");
        host.Says("mbs6", "zxsuite", "ERROR: no answer", exit: 1);
        await FailsAsync("mbs6", "holds/check-held.sh", "the plugin of mbs6 does not tell its schedules");
        await FailsAsync("mbs6", "holds/hold.sh", "they are not held");
        await FailsAsync("mbs6", "holds/release.sh", "its schedules are not given back");
        await FailsAsync("mbs6", "holds/check-released.sh", "its schedules are not given back");
        await FailsAsync("mbs6", "checks/collisions.sh", "they could not be held");
    }

    [Fact]
    public async Task A_schedules_value_is_read_as_on_off_or_no_switch()
    {
        (string Value, string Read)[] values =
        [
            ("{\"cron-pattern\": \"1 2 * * *\", \"cron-enabled\": true}", "on {\"cron-pattern\":\"1 2 * * *\",\"cron-enabled\":false}"),
            ("{\"enabled\":true,\"second\":{\"enabled\":true}}", "on {\"enabled\":false,\"second\":{\"enabled\":false}}"),
            ("{\"cron-enabled\":false,\"cron-pattern\":\"\"}", "off {\"cron-enabled\":false,\"cron-pattern\":\"\"}"),
            ("true", "on false"), ("TRUE", "on FALSE"), ("false", "off false"), ("", "off "),
            ("15 2 * * 1-5", "on "), // a pattern alone: only without it nothing is due
            ("7", "other 7"), ("admin@example.co.id", "other admin@example.co.id"),
        ];
        var library = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "config/packs/zimbra/lib.sh"));
        var said = await PackShell.ShellAsync($"{library}\nzimbra() {{ cat /dev/fd/3; }}\n" + string.Concat(values.Select(v =>
            $"read_schedules 3<< 'TOLD'\n@begin hsm\n    aScheduler   {v.Value}\n@end 0\n@begin backup\n@end 0\nTOLD\nread -r m k v << EOF\n$SCHEDULES\nEOF\noff \"$v\"; echo \"$IS $OFF\"\n")));
        Assert.Equal(values.Select(v => v.Read), said.TrimEnd('\n').Split('\n'));
    }

    private async Task NothingBeginsAsync(string name, string script)
    {
        host.FallDue(name, "* * * * *");
        await PassesAsync(name, script);
        host.FallDue(name, "* * * * *");
        var (_, operations) = await host.ShellAsync(name, "su - zimbra -c 'zxsuite hsm getAllOperations; zxsuite backup getAllOperations'; cat \"$MU_ROOT/opt/zimbra/log/mailbox.log\"");
        Assert.DoesNotContain("doMoveBlobs", operations, StringComparison.Ordinal);
        Assert.DoesNotContain("doSmartScan", operations, StringComparison.Ordinal);
    }

    /// <summary>NG's package with its command, switched on, and with a schedule that the old plugin did not have.</summary>
    private void NgComesTo(string name, string schedule)
    {
        var root = host.Test.Folder.RootOf(name);
        File.AppendAllText(Path.Combine(root, "var/lib/dpkg/practice-packages"), "zimbra-network-modules-ng 8.8.10\n");
        File.Copy(Path.Combine(root, "opt/zimbra/.practice/network/zxsuite"), Path.Combine(root, "opt/zimbra/bin/zxsuite"), overwrite: true);
        var entry = Path.Combine(host.Test.Folder.RootOf("ldap1"), "opt/zimbra/data/ldap/practice/servers", $"{name}.example.co.id");
        File.WriteAllText(entry, File.ReadAllText(entry).Replace("NGEnabled: FALSE", "NGEnabled: TRUE", StringComparison.Ordinal));
        File.AppendAllText(PropertiesOf(name), schedule + "\n");
    }

    private async Task<string> AfterAsync(string name, string words, string script)
    {
        Assert.Equal(0, (await host.ShellAsync(name, $"su - zimbra -c \"zxsuite {words.Replace("\"", "\\\"", StringComparison.Ordinal)}\"")).Exit);
        var (exit, output) = await host.RunAsync(name, script);
        Assert.True(exit == 2, output);
        return output;
    }

    private async Task PassesAsync(string name, string script, string words = "")
    {
        var (exit, output) = await host.RunAsync(name, script);
        Assert.True(exit == 0, $"{script}: {output}");
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    private async Task FailsAsync(string name, string script, string words)
    {
        var (exit, output) = await host.RunAsync(name, script);
        Assert.True(exit != 0, $"{script}: {output}");
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    private string PropertiesOf(string name) => Path.Combine(host.Test.Folder.RootOf(name), "opt/zimbra/conf/zextras/properties");

    private List<string> Properties(string name) => [.. File.ReadAllLines(PropertiesOf(name)).Order(StringComparer.Ordinal)];
}
