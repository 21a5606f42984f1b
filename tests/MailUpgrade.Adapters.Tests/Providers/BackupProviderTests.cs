using MailUpgrade.Adapters.Tests.Zimbra;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>Backup providers: by the mail system's own commands on simulated hosts, by true restic and rsync on folders.</summary>
public sealed class BackupProviderTests(PackHost host) : IClassFixture<PackHost>
{
    [Fact]
    public async Task A_session_of_zmbackup_is_begun_once_and_proven_by_its_accounts_and_not_by_its_status()
    {
        Assert.Equal((2, "there is no backup of mbs1 in set r1-backup\n"), await host.BackupAsync("mbs1", "zmbackup", "verify"));
        var (exit, first) = await host.BackupAsync("mbs1", "zmbackup", "create");
        Assert.True(exit == 0, first);
        var label = File.ReadAllText(Path.Combine(host.Test.Folder.RootOf("mbs1"), "var/lib/mailupgrade-backups/r1-backup")).Trim();
        Assert.Contains($"session {label} of mbs1 ended: ", first, StringComparison.Ordinal);
        var again = await host.BackupAsync("mbs1", "zmbackup", "create");
        Assert.DoesNotContain("begins", again.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(Path.Combine(host.Test.Folder.RootOf("mbs1"), "opt/zimbra/backup/sessions")));
        Assert.Equal(0, (await host.BackupAsync("mbs1", "zmbackup", "verify")).Exit);
        Assert.Contains("r1-backup " + label + " completed", (await host.BackupAsync("mbs1", "zmbackup", "list")).Output, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(host.Test.Folder.FaultsOf("mbs1"), "backup-empty"), string.Empty);
        var empty = await host.BackupAsync("mbs1", "zmbackup", "verify");
        Assert.Equal(2, empty.Exit);
        Assert.Matches("holds 0 of [0-9]+ accounts", empty.Output);
        File.Delete(Path.Combine(host.Test.Folder.FaultsOf("mbs1"), "backup-empty"));
        Assert.Equal(2, (await host.BackupAsync("mbs1", "zmbackup", "restore")).Exit);
        Assert.Equal(0, (await host.BackupAsync("mbs1", "zmbackup", "delete")).Exit);
        Assert.Equal(2, (await host.BackupAsync("mbs1", "zmbackup", "verify")).Exit);
    }

    [Fact]
    public async Task A_session_is_ended_by_its_own_command_and_only_a_proof_counts()
    {
        const string at = "mbs6";
        var note = Path.Combine(host.Test.Folder.RootOf(at), "var/lib/mailupgrade-backups/r1-backup");
        Assert.Equal(0, (await host.BackupAsync(at, "zmbackup", "abort")).Exit);
        var label = await BeginAsync();
        Assert.Equal(3, (await host.BackupAsync(at, "zmbackup", "verify")).Exit);
        Set("backup-abort-noop");
        var unmoved = await host.BackupAsync(at, "zmbackup", "abort");
        Assert.True(unmoved.Exit == 3, unmoved.Output);
        Assert.StartsWith($"session {label} of {at} still runs after zmbackupabort: ", unmoved.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(note));
        Clear("backup-abort-noop");
        Set("no-recent-backup");
        Set("backup-empty");
        var noOlder = await host.BackupAsync(at, "zmbackup", "abort");
        Assert.Equal((3, $"nothing runs on {at} any more, but no older full backup is whole\n"), noOlder);
        Clear("backup-empty");
        Clear("no-recent-backup");
        Set("backup-running");
        var other = await host.BackupAsync(at, "zmbackup", "abort");
        Assert.Equal(3, other.Exit);
        Assert.Contains("was not begun by this set", other.Output, StringComparison.Ordinal);
        Clear("backup-running");
        var (exit, said) = await host.BackupAsync(at, "zmbackup", "abort");
        Assert.True(exit == 0, said);
        Assert.Matches($"^no full backup runs on {at} any more, session {label} is 'aborted'; full-[0-9.]+ is whole\n$", said);
        Assert.False(File.Exists(note));
        Assert.Equal(0, (await host.BackupAsync(at, "zmbackup", "abort")).Exit);

        // A session of its own: made here, since the provider would wait for its end.
        async Task<string> BeginAsync()
        {
            Set("backup-slow");
            var begun = (await host.ShellAsync(at, "su - zimbra -c 'zmbackup -f -a all'")).Output.Trim();
            Clear("backup-slow");
            Directory.CreateDirectory(Path.GetDirectoryName(note)!);
            await File.WriteAllTextAsync(note, begun + "\n");
            return begun;
        }

        void Set(string fault) => File.WriteAllText(Path.Combine(host.Test.Folder.FaultsOf(at), fault), fault == "backup-slow" ? "seconds=3000000\n" : "");

        void Clear(string fault) => File.Delete(Path.Combine(host.Test.Folder.FaultsOf(at), fault));
    }

    [Fact]
    public async Task A_scan_is_stopped_by_its_own_command_and_the_scan_of_somebody_else_is_waited_for()
    {
        const string at = "mbs4";
        var note = Path.Combine(host.Test.Folder.RootOf(at), "var/lib/mailupgrade-backups/r1-stopped");
        var begun = (await host.ShellAsync(at, "su - zimbra -c 'zxsuite backup doSmartScan'")).Output;
        var other = await host.BackupAsync(at, "smartscan", "abort", ("MU_SET", "r1-stopped"));
        Assert.True(other.Exit == 3, other.Output);
        Assert.Contains("this set did not begin", other.Output, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        await File.WriteAllTextAsync(note, System.Text.RegularExpressions.Regex.Match(begun, "[0-9a-f]{8}-[0-9a-f-]{27}").Value + "\n");
        Assert.Equal((0, $"no scan runs on {at} any more; its store of backups is valid\n"), await host.BackupAsync(at, "smartscan", "abort", ("MU_SET", "r1-stopped")));
        Assert.False(File.Exists(note));
    }

    [Fact]
    public async Task The_directory_is_dumped_and_a_proxy_has_nothing_to_save()
    {
        Assert.Equal(0, (await host.BackupAsync("ldap1", "zmbackup", "create")).Exit);
        Assert.Matches("dumped: [1-9][0-9]+ entries", (await host.BackupAsync("ldap1", "zmbackup", "verify")).Output);
        var nothing = await host.BackupAsync("proxy1", "zmbackup", "create");
        Assert.Equal((0, "proxy1 has nothing that this provider saves: proxy\n"), nothing);
    }

    [Fact]
    public async Task A_smart_scan_is_begun_once_waited_for_and_its_store_is_looked_into()
    {
        Assert.Equal(2, (await host.BackupAsync("mbs4", "smartscan", "verify")).Exit);
        var (exit, said) = await host.BackupAsync("mbs4", "smartscan", "create");
        Assert.True(exit == 0, said);
        Assert.DoesNotContain("begins", (await host.BackupAsync("mbs4", "smartscan", "create")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await host.BackupAsync("mbs4", "smartscan", "verify")).Exit);
        await SaysAsync("valid=true", "valid=false", async () =>
        {
            var invalid = await host.BackupAsync("mbs4", "smartscan", "verify");
            Assert.Equal(2, invalid.Exit);
            Assert.Contains("not valid or not initialised: false", invalid.Output, StringComparison.Ordinal);
        });
        Directory.Delete(Path.Combine(host.Test.Folder.RootOf("mbs4"), "opt/zimbra/backup/zextras"), recursive: true);
        var gone = await host.BackupAsync("mbs4", "smartscan", "verify");
        Assert.Equal(2, gone.Exit);
        Assert.Contains("cannot be read or is empty", gone.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await host.BackupAsync("mbs4", "smartscan", "restore")).Exit);
    }

    /// <summary>The module's command says something else meanwhile.</summary>
    private async Task SaysAsync(string word, string other, Func<Task> then)
    {
        var command = Path.Combine(host.Test.Folder.RootOf("mbs4"), "opt/zimbra/bin/zxsuite");
        var (own, mode) = (await File.ReadAllTextAsync(command), OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(command));
        File.Delete(command);
        await File.WriteAllTextAsync(command, own.Replace(word, other, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(command, mode);
        }
        await then();
        await File.WriteAllTextAsync(command, own);
    }

    [Theory]
    [InlineData("rsync")]
    [InlineData("restic")]
    public async Task Folders_are_saved_proven_and_brought_back_and_what_shrank_or_was_damaged_is_no_backup(string provider)
    {
        const string at = "mbs6";
        var root = host.Test.Folder.RootOf(at);
        var store = Path.Combine(root, "opt/zimbra/saved");
        var away = Directory.CreateTempSubdirectory("mu-backup-").FullName;
        try
        {
            Assert.Contains("/etc/mailupgrade-backup", (await host.BackupAsync(at, provider, "create")).Output, StringComparison.Ordinal);
            Write("a b.msg", 4000);
            Write("c.msg", 4000);
            File.WriteAllText(Path.Combine(away, "password"), "pw");
            File.WriteAllText(
                Path.Combine(root, "etc/mailupgrade-backup"),
                $"TARGET={away} PATHS=/opt/zimbra/saved\nexport RESTIC_REPOSITORY={away}/repository RESTIC_PASSWORD_FILE={away}/password RESTIC_CACHE_DIR={away}/cache\ntest -d {away}/repository || restic init > /dev/null\n");
            var (exit, said) = await host.BackupAsync(at, provider, "create");
            Assert.True(exit == 0, said);
            Assert.Contains("is there already", (await host.BackupAsync(at, provider, "create")).Output, StringComparison.Ordinal);
            Assert.Equal(0, (await host.BackupAsync(at, provider, "verify")).Exit);
            Assert.Equal(2, (await host.BackupAsync(at, provider, "restore")).Exit);
            var back = Path.Combine(away, "back");
            Assert.Equal(0, (await host.BackupAsync(at, provider, "restore", ("MU_WITH_TARGET", back))).Exit);
            var brought = Directory.GetFiles(back, "*.msg", SearchOption.AllDirectories);
            Assert.Equal(2, brought.Length);
            Assert.All(brought, f => Assert.Equal(File.ReadAllBytes(Path.Combine(store, Path.GetFileName(f))), File.ReadAllBytes(f)));
            File.Delete(Path.Combine(store, "a b.msg"));
            File.Delete(Path.Combine(store, "c.msg"));
            Write("little.msg", 10);
            Assert.Equal(0, (await host.BackupAsync(at, provider, "create", ("MU_SET", "r1-later"))).Exit);
            var shrunk = await host.BackupAsync(at, provider, "verify", ("MU_SET", "r1-later"));
            Assert.Equal(2, shrunk.Exit);
            Assert.Contains("the one before had", shrunk.Output, StringComparison.Ordinal);
            Assert.Equal(0, (await host.BackupAsync(at, provider, "delete", ("MU_SET", "r1-later"))).Exit);
            var member = provider == "rsync" ? Path.Combine(away, "r1-backup", at, "root") : Path.Combine(away, "repository", "data");
            File.Delete(Directory.GetFiles(member, "*", SearchOption.AllDirectories).First(f => new FileInfo(f).Length >= 4000));
            Assert.Equal(2, (await host.BackupAsync(at, provider, "verify")).Exit);
        }
        finally
        {
            File.Delete(Path.Combine(root, "etc/mailupgrade-backup"));
            Directory.Delete(store, recursive: true);
            Directory.Delete(away, recursive: true);
        }

        void Write(string name, int bytes)
        {
            Directory.CreateDirectory(store);
            var noise = new byte[bytes];
            new Random(bytes + name.Length).NextBytes(noise);
            File.WriteAllBytes(Path.Combine(store, name), noise);
        }
    }
}
