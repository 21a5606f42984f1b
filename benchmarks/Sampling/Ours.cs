using System.Globalization;
using System.Net;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Wire;

namespace MailUpgrade.Benchmarks.Sampling;

/// <summary>The probe's own client.</summary>
internal static class Ours
{
    private static readonly WireLimits Limits = new();

    public static async Task ListAsync(User user, int n, int port)
    {
        await using var imap = await ImapClient.ConnectAsync(Target(n, port), Limits, CancellationToken.None);
        Check(await imap.FoldersAsync(new ImapLogin(user.Name, null, user.Password), withSize: false, logOut: true));
    }

    public static async Task ReadAsync(User user, int n, int port)
    {
        await using var imap = await ImapClient.ConnectAsync(Target(n, port), Limits, CancellationToken.None);
        Check(await imap.FoldersAsync(new ImapLogin(user.Name, null, user.Password), withSize: false, logOut: false));
        var count = await imap.ExamineAsync("INBOX");
        await imap.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, count - 4)}:{count}"), byUid: false);
    }

    private static WireTarget Target(int n, int port) => new("dovecot", new IPEndPoint(new IPAddress([127, 0, 60, (byte)(1 + (n % 5))]), port), "dovecot", TlsMode.None);

    private static void Check(IReadOnlyList<ImapFolder> folders)
    {
        if (folders.Count < 3)
        {
            throw new InvalidOperationException("folders are missing");
        }
    }
}
