using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Faults as a real host shows them: one command over ssh each, before, while it is set, and after.</summary>
[Collection("lab")]
public sealed class LabFaultTests : IDisposable
{
    // What the host answers differs while the fault is set, and is as before when it is cleared. Installers have their drills in drills/lab.
    private static readonly (string Fault, string Parameters, string Host, string Command)[] Looks =
    [
        ("cert-expired", "", "ldap1", "su - zimbra -c 'zmcertmgr viewdeployedcrt'"),
        ("licence-expired", "", "mbs1", "su - zimbra -c 'zmlicense -p'"),
        ("activation-unreachable", "", "mbs1", "su - zimbra -c 'zmlicense --ping'"),
        ("no-recent-backup", "", "mbs1", "su - zimbra -c zmbackupquery | cut -c 1-40"),
        ("backup-empty", "", "mbs1", "su - zimbra -c zmbackupquery"),
        ("backup-running", "", "mbs1", "ps -ef | grep -c '[B]ackupUtil'"),
        ("cron-integrity-check", "", "mbs1", "ps -ef | grep -c '[z]mdbintegrityreport'"),
        ("purge-running", "", "mbs1", "ps -ef | grep -ci '[p]urge'"),
        ("other-admin", "", "mbs1", "who"),
        ("version-mixed", "", "mbs1", "su - zimbra -c 'zmcontrol -v'"),
        ("repo-unreachable", "", "mbs1", "apt-get update"),
        ("package-lock", "", "mbs1", "apt-get update"),
        ("disk-full", "", "mbs1", "df -Pk /opt/zimbra | awk 'END { print $4 < 300000 }'"),
        ("clock-off", "minutes=1000000", "mbs1", "date +%Y"),
        ("way-out-open", "", "mbs1", "nc -z -w 2 192.0.2.9 25; echo $?"),
        ("stop-file", "text=not-tonight", "mbs1", "cat /etc/mailupgrade.stop"),
        ("far-volume-lost", "", "mbs4", "mountpoint /mnt/far-hsm"),
        ("far-volume-hangs", "", "mbs4", "timeout 2 df /mnt/far-hsm > /dev/null; echo $?"),
        ("logger-stopped", "", "logger1", "su - zimbra -c 'zmcontrol status' | grep logger"),
        ("ldap-down", "", "ldap1", "su - zimbra -c 'zmcontrol status' | grep -c Running"), // last: the others ask it
    ];

    public void Dispose() => LabShell.Reset();

    [LongLabFact]
    public async Task A_fault_is_seen_on_the_real_host_while_it_is_set_and_not_after()
    {
        LabShell.Reset();
        var faults = new PracticeFaults(new ClusterFolder(LabShell.Cluster), FaultCatalogue.Load(), TimeProvider.System);
        var wrong = new List<string>();
        foreach (var look in Looks)
        {
            var before = LabShell.Said(look.Host, look.Command);
            faults.Set(look.Fault, look.Host, look.Parameters.Split('=') is [var key, var value] ? new Dictionary<string, string> { [key] = value } : new Dictionary<string, string>());
            if (!await LabShell.ComesAsync(() => LabShell.Said(look.Host, look.Command) != before))
            {
                wrong.Add($"{look.Fault} on {look.Host} shows nothing: {before}");
            }
            faults.Clear(look.Fault, look.Host);
            if (look.Fault == "ldap-down")
            {
                LabShell.Said(look.Host, "su - zimbra -c 'zmcontrol start'");
            }
            if (!await LabShell.ComesAsync(() => LabShell.Said(look.Host, look.Command) == before))
            {
                wrong.Add($"{look.Fault} on {look.Host} stays: {LabShell.Said(look.Host, look.Command)}");
            }
        }
        Assert.Equal([], wrong);
    }
}
