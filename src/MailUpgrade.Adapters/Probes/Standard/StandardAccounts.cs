using System.Globalization;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Pop3;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes.Standard;

/// <summary>Reads mailboxes over IMAP, and counts over POP3 where that is set up. Asks only; changes nothing.</summary>
internal sealed class StandardAccounts(SampleJob job, MailAccess access, WireLimits limits)
{
    private readonly Fleet _fleet = job.Fleet;
    private volatile bool _knowsSize = true;

    /// <summary>A connection that is logged in as the account.</summary>
    public async Task<ImapClient> EnterAsync(AccountFacts account, CancellationToken ct)
    {
        var imap = await ImapClient.ConnectAsync(Target(account, "imap") ?? throw new InvalidOperationException($"Pack {job.Pack.Id} has no port 'imap' in its sampling."), limits, ct);
        try
        {
            await imap.FoldersAsync(LoginOf(account.Address), withSize: false, logOut: false);
            return imap;
        }
        catch
        {
            await imap.DisposeAsync();
            throw;
        }
    }

    public async Task<AccountState> ReadAsync(AccountFacts account, AccountState? before, CancellationToken ct)
    {
        var ways = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var state = await OverImapAsync(account, before, ct);
            ways["way-imap"] = AccountState.Ok;
            await OtherWaysAsync(account, ways, ct);
            return state with { Ways = ways };
        }
        catch (MailFaultException fault) when (fault.Code.StartsWith(SlowCodes.NoAnswer, StringComparison.Ordinal))
        {
            return Empty(account, AccountState.Ok) with { Unjudged = fault.Code };
        }
        catch (MailFaultException fault)
        {
            await OtherWaysAsync(account, ways, ct);
            return Empty(account, fault.Code) with { Ways = ways };
        }
    }

    private async Task<AccountState> OverImapAsync(AccountFacts account, AccountState? before, CancellationToken ct)
    {
        var target = Target(account, "imap") ?? throw new InvalidOperationException($"Pack {job.Pack.Id} has no port 'imap' in its sampling, or host {account.Host} is not of the fleet.");
        await using var imap = await ImapClient.ConnectAsync(target, limits, ct);
        var folders = await imap.FoldersAsync(LoginOf(account.Address), _knowsSize, logOut: false);
        _knowsSize &= folders.Count == 0 || folders.Any(f => f.SizeBytes >= 0);
        var used = await imap.QuotaAsync();
        MessageState? oldest = null;
        IReadOnlyList<MessageState> newest = [];
        var unjudged = "";
        if (before is { Login: AccountState.Ok, Unjudged.Length: 0 })
        {
            (oldest, newest) = await AgainAsync(imap, account, folders, before, ct);
        }
        else
        {
            try
            {
                (oldest, newest) = await FirstAsync(imap, folders);
            }
            catch (HostUnreachableException)
            {
                // Servers hang up over a message that they cannot read; the account can then not be compared later, and that is said.
                unjudged = "a message cannot be read";
            }
        }
        return new AccountState(
            account.Address, account.Id, account.Host, AccountState.Ok, used ?? -1,
            [.. folders.Select(f => new FolderState(f.Path, f.Messages, f.SizeBytes, f.Unseen, f.UidValidity, f.UidNext)).OrderBy(f => f.Path, StringComparer.Ordinal)], oldest)
        { Newest = newest, Unjudged = unjudged };
    }

    /// <summary>The oldest and the newest of the Inbox, and the oldest of the largest other folder.</summary>
    private async Task<(MessageState? Oldest, IReadOnlyList<MessageState> Newest)> FirstAsync(ImapClient imap, IReadOnlyList<ImapFolder> folders)
    {
        MessageState? oldest = null;
        var newest = new List<MessageState>();
        var most = _fleet.Mail.Sample.Messages;
        var kept = folders.Where(f => f.Messages > 0 && !job.Knowledge.Purged.Contains(f.Path)).ToList();
        if (kept.FirstOrDefault(f => f.Path == "Inbox") is { } inbox)
        {
            var count = await imap.ExamineAsync(inbox.Name);
            oldest = await OneAsync(imap, inbox.Path, "1", byUid: false);
            var from = Math.Max(2, count - most + 1);
            if (most > 0 && from <= count)
            {
                newest.AddRange((await imap.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"{from}:{count}"), byUid: false)).Select(m => State(inbox.Path, m)));
            }
        }
        if (most > 0 && kept.Where(f => f.Path != "Inbox").MaxBy(f => f.Messages) is { } largest)
        {
            await imap.ExamineAsync(largest.Name);
            var first = await OneAsync(imap, largest.Path, "1", byUid: false);
            if (first is not null && oldest is not null)
            {
                newest.Add(first);
            }
            oldest ??= first;
        }
        return (oldest, newest);
    }

    private async Task<(MessageState? Oldest, IReadOnlyList<MessageState> Newest)> AgainAsync(
        ImapClient imap, AccountFacts account, IReadOnlyList<ImapFolder> folders, AccountState before, CancellationToken ct)
    {
        var wanted = before.Newest.Append(before.Oldest).OfType<MessageState>().ToList();
        var read = new Dictionary<(string Folder, string Id), MessageState>();
        var whole = true;
        foreach (var folder in wanted.GroupBy(m => m.Folder, StringComparer.Ordinal).TakeWhile(_ => whole))
        {
            if (folders.FirstOrDefault(f => f.Path == folder.Key) is not { } name)
            {
                continue;
            }
            try
            {
                await imap.ExamineAsync(name.Name);
                foreach (var message in await imap.ReadAsync(string.Join(',', folder.Select(m => m.Id).Distinct()), byUid: true))
                {
                    whole &= message.Uid >= 0;
                    var state = State(folder.Key, message);
                    read[(state.Folder, state.Id)] = state;
                }
            }
            catch (HostUnreachableException)
            {
                whole = false;
            }
        }
        foreach (var old in whole ? [] : wanted.Where(m => !read.ContainsKey((m.Folder, m.Id)) && folders.Any(f => f.Path == m.Folder)))
        {
            read[(old.Folder, old.Id)] = await AloneAsync(account, folders.First(f => f.Path == old.Folder).Name, old, ct);
        }
        MessageState Now(MessageState old) => read.GetValueOrDefault((old.Folder, old.Id)) ?? old with { SizeBytes = 0, Read = "gone" };
        return (before.Oldest is { } oldest ? Now(oldest) : null, [.. before.Newest.Select(Now)]);
    }

    /// <summary>One message on a connection of its own: a server that says no to several, or hangs up over one, so says which it is.</summary>
    private async Task<MessageState> AloneAsync(AccountFacts account, string folder, MessageState old, CancellationToken ct)
    {
        await using var imap = await EnterAsync(account, ct);
        await imap.ExamineAsync(folder);
        try
        {
            return await OneAsync(imap, old.Folder, old.Id, byUid: true) ?? old with { SizeBytes = 0, Read = "gone" };
        }
        catch (HostUnreachableException)
        {
            return old with { SizeBytes = 0, Read = "unreadable" };
        }
    }

    private static async Task<MessageState?> OneAsync(ImapClient imap, string folder, string set, bool byUid) =>
        await imap.ReadAsync(set, byUid) switch
        {
            [] => null,
            [{ Uid: < 0 }, ..] when byUid => new MessageState(folder, set, 0, "unreadable"),
            [var one, ..] => State(folder, one),
        };

    private async Task OtherWaysAsync(AccountFacts account, Dictionary<string, string> ways, CancellationToken ct)
    {
        if (access.TestPasswords.TryGetValue(account.Address, out var password))
        {
            if (Target(account, "pop3") is { } pop3)
            {
                ways["way-pop3"] = await ProbeCode.OfAsync(async () => await Pop3Client.CountAsync(pop3, limits, account.Address, password, ct));
            }
            foreach (var mta in SamplingKnowledge.HostsOf(_fleet, job.Knowledge.Mta).Take(1))
            {
                if (access.TargetOf(mta, job.Knowledge.PortOf(_fleet, "submission")) is { } submission)
                {
                    ways["way-submission"] = await ProbeCode.OfAsync(async () =>
                    {
                        await using var sender = await MailSender.ConnectAsync(submission, limits, lmtp: false, ct);
                        await sender.LoginAsync(account.Address, password);
                        await sender.QuitAsync();
                    });
                }
            }
        }
    }

    private WireTarget? Target(AccountFacts account, string service) =>
        _fleet.Hosts.FirstOrDefault(h => h.Name == account.Host) is { } host ? access.TargetOf(host, job.Knowledge.PortOf(_fleet, service)) : null;

    private ImapLogin LoginOf(string address) =>
        access.TestPasswords.TryGetValue(address, out var own) ? new ImapLogin(address, null, own)
        : new ImapLogin(address, access.Admin, access.AdminPassword ?? throw new InvalidOperationException("The fleet's mail has neither an admin nor a test account for IMAP."));

    private static MessageState State(string folder, ImapMessage m) => new(folder, m.Uid.ToString(CultureInfo.InvariantCulture), m.SizeBytes, m.Read);

    private static AccountState Empty(AccountFacts account, string login) => new(account.Address, account.Id, account.Host, login, -1, [], null);
}
