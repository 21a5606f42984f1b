using System.Globalization;
using System.Text;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// What can befall an MTA's queue: <c>mail-waits</c> puts so many messages into it that no one outside takes while the fault is set
/// (where its text names a store they are for accounts of that store, which takes them when it can),
/// <c>queue-lost</c> takes the oldest out of it without a word. Each plays once for each time it is set.
/// </summary>
internal sealed class QueueFaults(ClusterFolder cluster, string host, MailDirectory directory)
{
    private readonly StoreFaults _faults = new(cluster.FaultsOf(host));

    /// <summary>Mail to the outside is not taken by anybody.</summary>
    public bool OutsideWaits => _faults.Has("mail-waits");

    /// <summary>Plays what was set since the last look.</summary>
    /// <param name="spool">Folder of the queue.</param>
    /// <param name="accept">Takes a message for one recipient.</param>
    public void Play(string spool, Action<string, string, byte[]> accept)
    {
        if (IsNew("mail-waits"))
        {
            Done("mail-waits");
            var homes = directory.StoreOf(_faults.Text("mail-waits", "text"))?.Accounts.Select(a => a.Address).Order(StringComparer.Ordinal).ToList() ?? [];
            for (var n = 1; n <= _faults.Number("mail-waits", "count", 20); n++)
            {
                var to = homes.Count > 0 ? homes[n % homes.Count] : string.Create(CultureInfo.InvariantCulture, $"partner{n}@example.net");
                var message = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"From: <user0001@example.co.id>\r\nTo: <{to}>\r\nSubject: order {n}\r\n\r\nAs agreed.\r\n"));
                accept("user0001@example.co.id", to, message);
            }
        }
        if (IsNew("queue-lost") && Directory.Exists(spool) && Directory.GetFiles(spool).Order(StringComparer.Ordinal).Take(_faults.Number("queue-lost", "count", 1)).ToList() is { Count: > 0 } lost)
        {
            Done("queue-lost");
            lost.ForEach(File.Delete);
        }
    }

    private bool IsNew(string fault) => _faults.Has(fault) && Stamp(fault) != (File.Exists(Mark(fault)) ? File.ReadAllText(Mark(fault)) : "");

    private void Done(string fault) => File.WriteAllText(Mark(fault), Stamp(fault));

    private string Stamp(string fault) => File.GetLastWriteTimeUtc(Path.Combine(cluster.FaultsOf(host), fault)).Ticks.ToString(CultureInfo.InvariantCulture);

    // Beside the host's root, so that a restored snapshot does not play it again.
    private string Mark(string fault) => Path.Combine(cluster.Host(host), "played-" + fault);
}
