using System.Globalization;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>Finding and taking away probe mail: the only thing that a probe ever changes, and only what it sent itself.</summary>
public static class ImapProbeMail
{
    /// <summary>UIDs in the folder that is open now.</summary>
    public static async Task<IReadOnlyList<long>> FindAsync(this ImapClient imap, string messageId)
    {
        var found = new List<long>();
        await imap.CommandAsync($"UID SEARCH HEADER Message-ID {ImapLogin.Quoted(messageId)}\r\n", "search refused", r =>
        {
            var t = r.Tokens;
            if (t.Next() != ImapTokens.Kind.Word || !t.Is("*"u8) || t.Next() != ImapTokens.Kind.Word || !t.Is("SEARCH"u8))
            {
                return;
            }
            while (t.Next() == ImapTokens.Kind.Word && t.Number() is { } uid && found.Count < 100)
            {
                found.Add(uid);
            }
        });
        return found;
    }

    /// <summary>Takes it out of the Inbox for good, and nothing else (UID EXPUNGE, RFC 4315). How many copies are left.</summary>
    public static async Task<int> RemoveAsync(this ImapClient imap, string messageId)
    {
        await imap.CommandAsync("SELECT INBOX\r\n", "folder cannot be opened", _ => { });
        var uids = await imap.FindAsync(messageId);
        if (uids.Count == 0)
        {
            return 0;
        }
        var set = string.Join(',', uids.Select(u => u.ToString(CultureInfo.InvariantCulture)));
        try
        {
            await imap.CommandAsync($"UID STORE {set} +FLAGS.SILENT (\\Deleted)\r\n", "cannot be deleted", _ => { });
            await imap.CommandAsync($"UID EXPUNGE {set}\r\n", "cannot be deleted", _ => { });
        }
        catch (MailFaultException)
        {
            // Counted below: what cannot be taken away is said.
        }
        return (await imap.FindAsync(messageId)).Count;
    }
}
