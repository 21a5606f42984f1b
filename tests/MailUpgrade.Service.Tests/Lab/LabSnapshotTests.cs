using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Whether a snapshot can be made, tried on a true store.</summary>
[Collection("lab")]
public sealed class LabSnapshotTests
{
    [LongLabFact]
    public void It_is_made_proven_and_deleted_again_or_the_reason_is_said()
    {
        LabShell.Reset();
        var faults = new PracticeFaults(new ClusterFolder(LabShell.Cluster), FaultCatalogue.Load(), TimeProvider.System);
        var script = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "config/providers/btrfs/snapshot-probe.sh"));
        Tried("a snapshot of mbs1 can be made: ");
        foreach (var (fault, says) in new[]
        {
            ("snapshot-fails", "no snapshot of mbs1 can be made: the storage refuses it"),
            ("snapshot-noop", "no snapshot of mbs1 can be made: the storage says yes and makes nothing"),
        })
        {
            faults.Set(fault, "mbs1", new Dictionary<string, string>());
            Tried(says);
            faults.Clear(fault, "mbs1");
        }
        Tried("a snapshot of mbs1 can be made: ");

        void Tried(string says)
        {
            Assert.StartsWith(says, LabShell.Said("mbs1", $". /etc/mailupgrade-host; MU_HOST=mbs1 MU_SET=r1-probe\n{script}"), StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(LabShell.Cluster, "snapshots/r1-probe-mbs1")));
        }
    }
}
