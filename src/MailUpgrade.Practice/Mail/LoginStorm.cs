using System.Globalization;
using System.Text;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// The fault <c>login-storm</c>: so many refusals beside 60 logins stand in a store's audit log, in mailboxd's words, once for each time it is set; while it
/// is set the host's load is 9.
/// </summary>
internal sealed class LoginStorm(ClusterFolder cluster, string host)
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(7);
    private readonly StoreFaults _faults = new(cluster.FaultsOf(host));

    /// <summary>Plays what was set since the last look.</summary>
    /// <param name="whoTries">Accounts of the store; asked only when there is something to play.</param>
    public void Play(Func<IReadOnlyList<string>> whoTries)
    {
        var log = Path.Combine(cluster.RootOf(host), "opt/zimbra/log/audit.log");
        var fault = new FileInfo(Path.Combine(cluster.FaultsOf(host), "login-storm"));
        var load = Path.Combine(cluster.RootOf(host), "proc/loadavg");
        var mark = Path.Combine(cluster.Host(host), "played-login-storm");
        if (!fault.Exists)
        {
            if (File.Exists(mark))
            {
                File.Delete(load);
                File.Delete(mark);
            }
            return;
        }
        var stamp = fault.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture);
        if ((File.Exists(mark) && File.ReadAllText(mark) == stamp) || whoTries() is not { Count: > 0 } accounts)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(load)!);
        File.WriteAllText(load, "9.00 1.00 1.00 1/100 1000\n");
        Write(log, accounts, _faults.Number("login-storm", "count", 40));
        File.WriteAllText(mark, stamp);
    }

    private void Write(string log, IReadOnlyList<string> accounts, int refused)
    {
        const int logins = 60;
        var head = new PracticeClock(cluster).GetUtcNow().ToOffset(Zone).ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        for (var n = 0; n < logins + refused; n++)
        {
            var who = accounts[n % accounts.Count];
            text.Append(CultureInfo.InvariantCulture, $"{head} {(n < logins ? "INFO " : "WARN ")} [ImapSSLServer-{n}] [ip=192.0.2.{1 + (n % 250)};] security - cmd=Auth; account={who}; protocol=imap;")
                .Append(n < logins ? "" : $" error=authentication failed for [{who}], invalid password;").Append('\n');
        }
        File.AppendAllText(log, text.ToString());
    }
}
