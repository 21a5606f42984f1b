using MailUpgrade.Adapters.Tests.Zimbra;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>Ending a backup that is not waited for any more: 0 is the proof that nothing of it runs, and nothing else is.</summary>
public sealed class BackupAbortTests(PackHost host) : IClassFixture<PackHost>
{
    [Fact]
    public async Task A_copy_by_rsync_is_ended_when_none_runs_and_the_older_one_is_named()
    {
        const string at = "mbs6";
        var root = host.Test.Folder.RootOf(at);
        var away = Directory.CreateTempSubdirectory("mu-abort-").FullName;
        using var ps = new PackHostFile(host, at, "usr/bin/ps");
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "opt/zimbra/saved"));
            File.WriteAllText(Path.Combine(root, "opt/zimbra/saved/a.msg"), "mail");
            File.WriteAllText(Path.Combine(root, "etc/mailupgrade-backup"), $"TARGET={away} PATHS=/opt/zimbra/saved\n");
            Processes("");
            Assert.EndsWith("the newest before it: none\n", await AbortAsync(0), StringComparison.Ordinal);
            Assert.Equal(0, (await host.BackupAsync(at, "rsync", "create", ("MU_SET", "r0-older"))).Exit);

            var part = Path.Combine(away, "r1-backup", at + ".part");
            Directory.CreateDirectory(Path.Combine(part, "root"));
            File.WriteAllText(Path.Combine(part, "root/half"), "");
            Processes($"rsync -aHAX --delete -R /./opt/zimbra/saved {away}/r1-backup/mbs6.part/root/");
            Assert.StartsWith("a copy of set r1-backup still runs on mbs6: wait for it", await AbortAsync(3), StringComparison.Ordinal);
            File.WriteAllText(ps.Path, "#!/bin/sh\nexit 1\n");
            Assert.StartsWith("the processes of mbs6 cannot be read", await AbortAsync(3), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(part, "root/half")));

            Processes("rsync -a /home /elsewhere");
            Assert.EndsWith("the newest before it: r0-older with 1 files\n", await AbortAsync(0), StringComparison.Ordinal);
            Assert.False(Directory.Exists(part));
            Assert.Equal(2, (await host.BackupAsync(at, "rsync", "verify")).Exit);
            await AbortAsync(0); // twice
        }
        finally
        {
            File.Delete(Path.Combine(root, "etc/mailupgrade-backup"));
            Directory.Delete(away, recursive: true);
        }

        void Processes(string line) => File.WriteAllText(ps.Path, $"#!/bin/sh\necho 'init'\necho '{line}'\n");

        async Task<string> AbortAsync(int exit)
        {
            var (code, said) = await host.BackupAsync(at, "rsync", "abort");
            Assert.True(code == exit, said);
            return said;
        }
    }

    /// <summary>The words are those of restic 0.14.</summary>
    [Theory]
    [InlineData("restic backup --host mbs6 --tag r1-backup /opt/zimbra", "echo '[]'", 3, "restic still saves on mbs6: wait for it")]
    [InlineData("restic mount /somewhere", "echo '[]'", 0, "restic saves nothing on mbs6 any more; the newest before it: none")]
    [InlineData("", Older, 0, "restic saves nothing on mbs6 any more; the newest before it: 37c07937 of 2026-11-26T03:57:23")]
    [InlineData("", "echo 'Fatal: unable to open config file'; return 1", 3, "restic saves nothing on mbs6 any more, but its repository does not answer: Fatal: unable to open config file")]
    [InlineData("fail", "echo '[]'", 3, "the processes of mbs6 cannot be read")]
    public void A_snapshot_by_restic_is_ended_when_none_is_made_and_the_older_one_is_named(string process, string restic, int exit, string says)
    {
        using var box = new ProviderBox([]);
        var folder = Path.Combine(RepositoryRoot.Path, "config/providers/restic");
        box.Sh("mkdir etc && echo RESTIC_REPOSITORY=x > etc/mailupgrade-backup");
        var answer = box.Sh($"MU_SET=r1-backup MU_HOST=mbs6 MU_ROOT=$PWD\nrestic() {{ {restic}; }}\nps() {{ test '{process}' != fail && echo '{process}'; }}\n{File.ReadAllText(Path.Combine(folder, "lib.sh"))}\n{File.ReadAllText(Path.Combine(folder, "backup-abort.sh"))}");
        Assert.Equal((exit, says + "\n"), answer);
    }

    private const string Older = """
        echo '[{"time":"2026-11-26T03:57:23.094295972Z","tree":"e42c","paths":["/opt/zimbra"],"hostname":"mbs6","username":"root","tags":["r0-older","mailupgrade"],"id":"37c07937b4c8185d","short_id":"37c07937"},{"time":"2026-11-27T03:57:23.094295972Z","tree":"e42c","paths":["/opt/zimbra"],"hostname":"mbs6","username":"root","tags":["r1-backup","mailupgrade"],"id":"40c07937b4c8185d","short_id":"40c07937"}]'
        """;

    [Fact]
    public async Task A_copy_of_a_practice_host_ends_with_its_step_and_what_was_unfinished_is_removed()
    {
        var cluster = ("MU_CLUSTER", Path.GetDirectoryName(host.Test.Folder.Hosts)!);
        var part = Path.Combine(cluster.Item2, "backups/r1-backup/mta1.part");
        Assert.Equal((0, "no copy of set r1-backup is being made on mta1 any more; the newest before it: none\n"), await host.BackupAsync("mta1", "directory", "abort", cluster));
        Assert.Equal(0, (await host.BackupAsync("mta1", "directory", "create", cluster, ("MU_SET", "r0-older"))).Exit);
        Directory.CreateDirectory(Path.Combine(part, "root/opt"));
        Assert.Matches("the newest before it: r0-older of 20[0-9-]+ [0-9:]+\n$", (await host.BackupAsync("mta1", "directory", "abort", cluster)).Output);
        Assert.False(Directory.Exists(part));
        Assert.Equal(2, (await host.BackupAsync("mta1", "directory", "verify", cluster)).Exit);
        Assert.Equal(0, (await host.BackupAsync("mta1", "directory", "verify", cluster, ("MU_SET", "r0-older"))).Exit);
        Assert.Equal(3, (await host.BackupAsync("mta1", "directory", "abort", cluster, ("MU_SET", ""))).Exit);
    }

    [Fact]
    public async Task A_dump_of_the_directory_is_ended_when_no_slapcat_runs_and_a_whole_one_stays()
    {
        const string at = "ldap1";
        var dump = Path.Combine(host.Test.Folder.RootOf(at), "var/lib/mailupgrade-backups/r1-backup.ldap");
        Directory.CreateDirectory(dump + ".part");
        Directory.CreateDirectory(dump);
        using (var ps = new PackHostFile(host, at, "usr/bin/ps"))
        {
            File.WriteAllText(ps.Path, "#!/bin/sh\necho '/opt/zimbra/libexec/zmslapcat /var/lib/mailupgrade-backups/r1-backup.ldap.part'\n");
            Assert.Equal((3, "zmslapcat still runs on ldap1: wait for it\n"), await host.BackupAsync(at, "zmbackup", "abort"));
            File.WriteAllText(ps.Path, "#!/bin/sh\nexit 1\n");
            Assert.Equal((3, "the processes of ldap1 cannot be read\n"), await host.BackupAsync(at, "zmbackup", "abort"));
            Assert.True(Directory.Exists(dump + ".part"));
        }
        Assert.Equal((0, "no dump of the directory runs on ldap1 any more\n"), await host.BackupAsync(at, "zmbackup", "abort"));
        Assert.False(Directory.Exists(dump + ".part"));
        Assert.True(Directory.Exists(dump));
        Assert.Equal((0, "proxy1 has nothing that this provider saves\n"), await host.BackupAsync("proxy1", "zmbackup", "abort"));
    }
}
