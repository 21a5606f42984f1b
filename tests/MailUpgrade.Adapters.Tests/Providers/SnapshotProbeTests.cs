using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>Can a snapshot be made now? Provider <c>directory</c> tries it: a fault, a broken store or too little room fails the check, and nothing stays.</summary>
public sealed class SnapshotProbeTests : IDisposable
{
    private readonly ProviderBox _box = new([]);

    public SnapshotProbeTests() => _box.Sh("mkdir -p hosts/a/root/etc hosts/a/root/mnt hosts/a/faults snapshots/r1-early/a bin; echo debian > hosts/a/root/etc/os-release; head -c 300000 /dev/zero > hosts/a/root/big");

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("", 0, "a snapshot of a can be made: tried and removed again, ")]
    [InlineData("mkdir -p snapshots/r1-probe-a/root; echo half > snapshots/r1-probe-a/root/x", 0, "a snapshot of a can be made: tried and removed again, ")] // what an earlier one left
    [InlineData("printf 'for at; do :; done; /bin/mkdir -p ${at%%/*}; rmdir ${at%%/*}; exec /bin/mkdir $at' > bin/mkdir; chmod 755 bin/mkdir", 0, "a snapshot of a can be made: ")] // another host's has just gone
    [InlineData(": > hosts/a/faults/snapshot-fails", 2, "no snapshot of a can be made: the storage refuses it, no space left for it")]
    [InlineData(": > hosts/a/faults/snapshot-noop", 2, "no snapshot of a can be made: the storage says yes and makes nothing")]
    [InlineData("rm -r snapshots; : > snapshots", 2, "no snapshot of a can be made: ")]
    [InlineData("rm -r hosts/a/root/etc", 2, "no snapshot of a can be made: nothing of its disk can be read")]
    [InlineData("echo 'echo store 9999 9799 200 99% /' > bin/df; chmod 755 bin/df", 2, "no snapshot of a can be made: its disk holds 0 MiB, 0 MiB are left on the store")]
    [InlineData("echo 'echo no such device' > bin/df; chmod 755 bin/df", 2, "no snapshot of a can be made: what its disk holds and what is left on the store cannot be told")]
    [InlineData("printf 'case $* in *-r*) test ! -e %s/snapshots/r1-probe-a/probe ;; esac' $PWD > bin/rm; chmod 755 bin/rm", 1, "a snapshot of a can be made, but its probe cannot be removed: r1-probe-a stays on the store")]
    public void It_is_tried(string before, int code, string first)
    {
        _box.Sh(before);
        var answer = Probe("MU_SET=r1-probe");
        Assert.True(answer.Code == code, answer.Said);
        Assert.StartsWith(first, answer.Said, StringComparison.Ordinal);
        if (code != 1)
        {
            Assert.Equal("", _box.Sh("ls -d snapshots/r1-probe-a").Said is var left && left.StartsWith("ls:", StringComparison.Ordinal) ? "" : left);
        }
        if (code == 0)
        {
            Assert.Equal("early\n", _box.Sh("ls -d snapshots/r1-early/a && echo early").Said.Split("a\n")[1]); // sets of the night are not touched
        }
    }

    [Theory]
    [InlineData("", "is not known")]
    [InlineData("MU_SET=../a", "that is no name of a set")]
    public void Without_the_name_of_a_set_nothing_is_known(string set, string says)
    {
        var (code, said) = Probe(set);
        Assert.Equal(3, code);
        Assert.Contains(says, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_provider_of_snapshots_that_we_ship_can_be_asked()
    {
        var providers = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "config/providers"), "snapshot-create.sh", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).ToList();
        Assert.Equal(3, providers.Count);
        Assert.All(providers, p => Assert.True(File.Exists(Path.Combine(p, "snapshot-probe.sh")), p));
        foreach (var plan in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "config/plans")))
        {
            Assert.Contains("script: snapshot-probe\n", File.ReadAllText(plan), StringComparison.Ordinal);
        }
    }

    private (int Code, string Said) Probe(string set)
    {
        var script = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "config/providers/directory/snapshot-probe.sh"));
        return _box.Sh($"MU_HOST=a MU_CLUSTER=$PWD MU_ROOT=$PWD/hosts/a/root {set}\n{script.Replace("PATH=/usr/bin:/bin", $"PATH={_box.Folder}/bin:/usr/bin:/bin", StringComparison.Ordinal)}");
    }
}
