using System.Globalization;
using System.Security.Cryptography;
using MailUpgrade.Adapters.Probes.Smtp;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>
/// Sends probe mail: in through every MTA to a test account of every mailbox host, and out from a test account of every mailbox host
/// through every MTA. Waits until it is seen, and takes it away again.
/// </summary>
internal sealed class MailFlow(SampleJob job, IMailSystem system, MailAccess access, TimeProvider wire)
{
    // Wire clock. From accepted to seen: queue, filter, LMTP and index of a cluster that has just been started.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private const int AtOnce = 4;

    private readonly WireLimits _limits = new();
    private readonly List<string> _notTried = [];

    public async Task<FlowOutcome> RunAsync(CancellationToken ct)
    {
        var accounts = (await system.AccountsAsync(ct)).Where(a => access.TestPasswords.ContainsKey(a.Address)).ToList();
        var stores = SamplingKnowledge.HostsOf(job.Fleet, job.Knowledge.Mailbox);
        var mtas = SamplingKnowledge.HostsOf(job.Fleet, job.Knowledge.Mta);
        var targets = new List<AccountFacts>();
        foreach (var store in stores)
        {
            if (accounts.FirstOrDefault(a => a.Host == store.Name) is { } account)
            {
                targets.Add(account);
            }
            else
            {
                _notTried.Add($"no-way:flow to {store.Name}, it has no test account");
            }
        }
        if (job.Fleet.Mail.Outside is null)
        {
            _notTried.Add("no-outside");
        }
        var ways = mtas.SelectMany(mta => targets.Select(target => (Mta: mta, Target: target))).ToList();
        var probes = new IReadOnlyList<FlowProbe>[ways.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, ways.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (n, token) =>
        {
            await job.Hold.OffAsync(token);
            probes[n] = [await InAsync(ways[n].Mta, ways[n].Target, token), .. await OutAsync(ways[n].Mta, ways[n].Target, targets, token)];
        });
        return new FlowOutcome([.. probes.SelectMany(p => p)], [.. _notTried.Distinct()]);
    }

    private async Task<FlowProbe> InAsync(FleetHost mta, AccountFacts to, CancellationToken ct)
    {
        if (access.TargetOf(mta, job.Knowledge.PortOf(job.Fleet, "smtp")) is not { } target)
        {
            return new FlowProbe("in", mta.Name, to.Host, "no port", null, 0);
        }
        return await SendAndSeeAsync("in", mta.Name, to, target with { Tls = TlsMode.None }, null, to.Address, ct);
    }

    private async Task<IReadOnlyList<FlowProbe>> OutAsync(FleetHost mta, AccountFacts from, List<AccountFacts> all, CancellationToken ct)
    {
        if (access.TargetOf(mta, job.Knowledge.PortOf(job.Fleet, "submission")) is not { } target)
        {
            return [];
        }
        var password = access.TestPasswords[from.Address];
        var next = all[(all.IndexOf(from) + 1) % all.Count];
        var probes = new List<FlowProbe> { await SendAndSeeAsync("out", mta.Name, next, target, password, from.Address, ct) };
        if (job.Fleet.Mail.Outside is { } outside)
        {
            var code = await ProbeCode.OfAsync(() => SendAsync(target, password, from.Address, outside, NewId(), ct));
            probes.Add(new FlowProbe("out", mta.Name, "outside", code == AccountState.Ok ? "accepted" : code, null, 0));
        }
        return probes;
    }

    private async Task<FlowProbe> SendAndSeeAsync(string way, string by, AccountFacts to, WireTarget target, string? password, string from, CancellationToken ct)
    {
        var id = NewId();
        var code = await ProbeCode.OfAsync(() => SendAsync(target, password, from, to.Address, id, ct));
        if (code != AccountState.Ok)
        {
            return new FlowProbe(way, by, to.Host, code, null, 0);
        }
        var accepted = wire.GetUtcNow();
        var seen = await SeenAsync(to, id, ct);
        var seconds = (wire.GetUtcNow() - accepted).TotalSeconds;
        return seen ? new FlowProbe(way, by, to.Host, "delivered", Math.Round(seconds, 2), await RemovedAsync(to, id, ct))
            : new FlowProbe(way, by, to.Host, "queued", null, 1); // it may come yet, and then it lies there
    }

    private async Task SendAsync(WireTarget target, string? password, string from, string to, string id, CancellationToken ct)
    {
        await using var sender = await MailSender.ConnectAsync(target, _limits, lmtp: false, ct);
        if (password is not null)
        {
            await sender.LoginAsync(from, password);
        }
        var date = wire.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        await sender.SendAsync(from, to, $"Date: {date}\r\nFrom: <{from}>\r\nTo: <{to}>\r\nMessage-ID: {id}\r\nSubject: probe\r\nAuto-Submitted: auto-generated\r\nX-Probe: mailupgrade\r\n\r\nA probe of the upgrade team. It is deleted by itself.\r\n");
        await sender.QuitAsync();
    }

    private async Task<bool> SeenAsync(AccountFacts to, string id, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                if (await HasAsync(to, id, patience.Token))
                {
                    return true;
                }
                await Task.Delay(Look, wire, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> HasAsync(AccountFacts to, string id, CancellationToken ct)
    {
        try
        {
            return await system.HasProbeAsync(to, id, ct);
        }
        catch (Exception e) when (e is MailFaultException or HostUnreachableException or RateRefusedException)
        {
            return false;
        }
    }

    private async Task<int> RemovedAsync(AccountFacts to, string id, CancellationToken ct)
    {
        try
        {
            return await system.RemoveProbeAsync(to, id, ct);
        }
        catch (Exception e) when (e is MailFaultException or HostUnreachableException or RateRefusedException)
        {
            return 1;
        }
    }

    private static string NewId() => $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}@mailupgrade.invalid>";
}
