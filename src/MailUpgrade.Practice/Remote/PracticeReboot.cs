using System.Diagnostics;
using System.Globalization;
using MailUpgrade.Adapters.Local;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Remote;

/// <summary>
/// The fault <c>reboot</c> of practice hosts: whoever turns to the host next finds it gone. Its programs are killed, the boot id is
/// another one, <c>boot.sh</c> plays what a boot does, and for <c>seconds</c> of the run clock nobody gets in.
/// </summary>
internal sealed class PracticeReboot(ClusterFolder cluster, TimeProvider runClock)
{
    private const double DefaultSeconds = 60;
    private readonly Lock _one = new();

    /// <summary>Plays it if it is asked for; once for each time the fault is set.</summary>
    public void PlayIfAsked(string host)
    {
        var asked = Path.Combine(cluster.FaultsOf(host), "reboot");
        if (!File.Exists(asked))
        {
            return;
        }

        lock (_one)
        {
            if (!File.Exists(asked))
            {
                return;
            }

            var seconds = File.ReadLines(asked).Select(l => l.Split('=', 2)).Where(p => p is ["seconds", _])
                .Select(p => double.Parse(p[1], CultureInfo.InvariantCulture)).FirstOrDefault(DefaultSeconds);
            var until = runClock.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds();
            ClusterFiles.Write(cluster.LinkOf(host), until.ToString(CultureInfo.InvariantCulture));
            KillPrograms(host);
            ClusterFiles.Write(Path.Combine(cluster.Host(host), "boot-id"), Guid.NewGuid() + "\n");
            Boot(host);
            File.Delete(asked);
        }
    }

    private void KillPrograms(string host)
    {
        var tickets = Path.Combine(cluster.Host(host), "tickets");
        if (!Directory.Exists(tickets))
        {
            return;
        }

        foreach (var mark in Directory.EnumerateFiles(tickets, "pid", SearchOption.AllDirectories).Select(ProcessMark.Read).OfType<ProcessMark>())
        {
            // The boot id of a ticket is the practice host's own.
            if ((mark with { BootId = ProcessMark.OfThisProcess().BootId }).Lives)
            {
                _ = Signals.SendToGroup(mark.Pid, Signals.Kill);
            }
        }
    }

    private void Boot(string host)
    {
        var info = new ProcessStartInfo(cluster.On, [host, "sh", "-c", "exec sh \"$MU_ROOT/opt/zimbra/.practice/boot.sh\""]) { UseShellExecute = false };
        using var boot = Process.Start(info)!;
        boot.WaitForExit();
    }
}
