using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>Folders of one account over IMAP, as an administrator who acts for the user.</summary>
internal sealed class FoldersOverImap(MailAccess access, TimeSpan limit)
{
    public async Task<IReadOnlyDictionary<string, (long UidValidity, int Messages)>> ReadAsync(FleetHost host, string address, CancellationToken ct)
    {
        await using var imap = await ImapClient.ConnectAsync(access.TargetOf(host, 7143)!, new WireLimits { Time = limit }, ct);
        return (await imap.FoldersAsync(new ImapLogin(address, access.Admin, access.AdminPassword!), withSize: false, logOut: true)).ToDictionary(f => f.Path, f => (f.UidValidity, f.Messages));
    }
}
