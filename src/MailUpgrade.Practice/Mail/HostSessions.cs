using System.Text;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Mail.Soap;

namespace MailUpgrade.Practice.Mail;

/// <summary>Speaks with a client in the way of the port that he came in by.</summary>
internal sealed class HostSessions(ClusterFolder cluster, MailDirectory directory, MailLogins logins, SoapService soap, IReadOnlyDictionary<string, MailQueue> queues)
{
    public Task ServeAsync(PortRole role, string host, WireConnection wire, CancellationToken ct)
    {
        var store = directory.StoreOf(host);
        bool Gateway() => directory.Stores.Any(s => s.Up) && !File.Exists(Path.Combine(cluster.FaultsOf(host), "proxy-502"));
        return role switch
        {
            PortRole.Web => new HttpSession(soap, store, admin: false, Gateway).RunAsync(wire, ct),
            PortRole.Admin => new HttpSession(soap, store, admin: true, Gateway).RunAsync(wire, ct),
            PortRole.Imap => new ImapSession(directory, logins, store, Gateway).RunAsync(wire, ct),
            PortRole.Smtp => new SmtpSession(host, directory.Domain, Known, queues[host].Accept, lmtp: false).RunAsync(wire),
            PortRole.Submission => new SmtpSession(host, directory.Domain, Known, queues[host].Accept, lmtp: false) { Login = soap.IsUser }.RunAsync(wire),
            PortRole.Lmtp => new SmtpSession(host, directory.Domain, Known, Deliver, lmtp: true).RunAsync(wire),
            PortRole.Pop3 => new Pop3Session(host, directory, soap.IsUser).RunAsync(wire),
            PortRole.Memcached => LinesAsync(wire, null, line => line switch
            {
                "version" => "VERSION 1.4.25",
                "flush_all" => "OK",
                "stats" => "STAT curr_items 0\r\nEND",
                "quit" => null,
                _ => "ERROR",
            }),
            PortRole.MySql => GreetAsync(wire),
            _ => WaitAsync(wire),
        };
    }

    private bool? Known(string address) => !directory.LdapUp ? null : directory.Find(address) is not null;

    private void Deliver(string from, IReadOnlyList<string> to, byte[] message)
    {
        foreach (var address in to)
        {
            if (directory.Find(address) is { } home)
            {
                home.Store.Deliver(home.Account, message);
            }
        }
    }

    private static async Task LinesAsync(WireConnection wire, string? greeting, Func<string, string?> answer)
    {
        if (greeting is not null)
        {
            await wire.WriteLineAsync(greeting);
        }

        for (var lines = 0; lines < 1000 && await wire.ReadLineAsync() is { } line; lines++)
        {
            if (answer(line) is not { } text)
            {
                return;
            }

            await wire.WriteLineAsync(text);
        }
    }

    // The first packet of MariaDB's protocol 10, as far as a probe reads it.
    private static async Task GreetAsync(WireConnection wire)
    {
        var text = Encoding.ASCII.GetBytes("10.1.25-MariaDB\0");
        await wire.WriteAsync((byte[])[(byte)(text.Length + 1), 0, 0, 0, 10, .. text]);
        await WaitAsync(wire);
    }

    // Nothing is understood: the client may look until his time is over, and what he says is thrown away.
    private static async Task WaitAsync(WireConnection wire)
    {
        for (var lines = 0; lines < 100 && await wire.ReadLineAsync() is not null; lines++)
        {
        }
    }
}
