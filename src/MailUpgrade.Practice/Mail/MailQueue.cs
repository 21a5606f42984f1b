using System.Globalization;
using System.Text;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// An MTA's queue: one file per message and recipient, first line <c>size epoch sender recipient reason</c> (what postqueue prints),
/// then an empty line and the message. It lies below the root prefix, as the spool of a real host does.
/// </summary>
internal sealed class MailQueue(ClusterFolder cluster, string host, MailDirectory directory, TimeProvider runClock)
{
    private readonly Lock _gate = new();
    private readonly MailLog _log = new(cluster, host, runClock);
    private readonly QueueFaults _faults = new(cluster, host, directory);
    private long _latest;
    private int _number;

    /// <summary>Whether this host's own firewall lets it hand mail to a store.</summary>
    public Func<string, bool> Reaches { get; init; } = _ => true;

    private string Spool => Path.Combine(cluster.RootOf(host), "opt/zimbra/data/postfix/spool/practice-queue");

    /// <summary>Takes a message. It is on disk when this returns.</summary>
    public void Accept(string from, IReadOnlyList<string> recipients, byte[] message)
    {
        foreach (var to in recipients)
        {
            Accept(from, to, message);
        }

        Deliver();
    }

    private void Accept(string from, string to, byte[] message)
    {
        Directory.CreateDirectory(Spool);
        var now = NextSecond();
        var name = string.Create(CultureInfo.InvariantCulture, $"{now % 0x1000000:X6}{Interlocked.Increment(ref _number) & 0xFFFF:X4}");
        var head = string.Create(CultureInfo.InvariantCulture, $"{message.Length} {now} {(from.Length > 0 ? from : "MAILER-DAEMON")} {to} connect to store: Connection refused\n\n");
        var fresh = Path.Combine(cluster.Host(host), name + ".new");
        using (var file = new FileStream(fresh, FileMode.Create))
        {
            file.Write(Encoding.UTF8.GetBytes(head));
            file.Write(message);
            file.Flush(flushToDisk: true);
        }

        // The log first: a message in the queue that no log knows of would be one from nowhere.
        lock (_gate)
        {
            _log.Taken(name, from, message);
            File.Move(fresh, Path.Combine(Spool, name), overwrite: true);
        }
    }

    /// <summary>Hands on what can be delivered now: the MTA runs and the recipient's store is up. What cannot stays.</summary>
    public void Deliver()
    {
        lock (_gate)
        {
            _faults.Play(Spool, Accept);
            if (!Directory.Exists(Spool) || !File.Exists(Path.Combine(cluster.ServicesOf(host), "mta")))
            {
                return;
            }

            foreach (var path in Directory.GetFiles(Spool))
            {
                try
                {
                    DeliverOne(path);
                }
                catch (Exception)
                {
                    // The store or the queue is being copied or taken away, so files are half there: the next look tries again,
                    // and one message never stops the others.
                }
            }
        }
    }

    /// <summary>A clock that is set back a little does not make a later message the older one.</summary>
    private long NextSecond()
    {
        lock (_gate)
        {
            return _latest = Math.Max(_latest, runClock.GetUtcNow().ToUnixTimeSeconds());
        }
    }

    private void DeliverOne(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        if (end < 0 || Encoding.UTF8.GetString(bytes, 0, end).Split(' ') is not [_, _, _, var to, ..]
            || end + 2 > bytes.Length)
        {
            return;
        }

        var id = Path.GetFileName(path);
        if (!to.EndsWith("@" + directory.Domain, StringComparison.OrdinalIgnoreCase))
        {
            if (!_faults.OutsideWaits)
            {
                File.Delete(path);
                _log.Sent(id, to, "mx.example.net[192.0.2.25]:25");
            }

            return;
        }

        if (directory.Find(to) is not { Store.Up: true } home || !Reaches(home.Store.Host))
        {
            return;
        }

        home.Store.Deliver(home.Account, bytes[(end + 2)..]);
        File.Delete(path);
        _log.Sent(id, to, $"{home.Store.Host}[127.0.0.1]:7025");
    }
}
