using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Probes.Web;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>A Zimbra cluster: SOAP as an administrator who acts for users, IMAP beside it, the other ways with test accounts.</summary>
public sealed class ZimbraSystem : IMailSystem, IFlowSystem
{
    private readonly SampleJob _job;
    private readonly WireLimits _limits;
    private readonly SoapClient _soap;
    private readonly WebProbes _web;
    private readonly IReadOnlyList<FleetHost> _stores;
    private readonly SemaphoreSlim _entering = new(1, 1);
    private string? _token;

    /// <summary>Reaches nothing yet.</summary>
    /// <exception cref="InvalidOperationException">The fleet has no mailbox host.</exception>
    public ZimbraSystem(SampleJob job, MailAccess access, WireLimits limits)
    {
        (_job, Access, _limits) = (job, access, limits);
        _stores = SamplingKnowledge.HostsOf(job.Fleet, job.Knowledge.Mailbox);
        if (_stores.Count == 0)
        {
            throw new InvalidOperationException($"Fleet {job.Fleet.Id} has no host with a role of {string.Join(", ", job.Knowledge.Mailbox)}: nothing to sample.");
        }
        _soap = new SoapClient(access, Port("admin"), Port("web"), limits.Time);
        _web = new WebProbes(access, limits.Time);
    }

    /// <inheritdoc/>
    public MailAccess Access { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> NotSetUp => Access.TestPasswords.Count > 0 ? [] : ["way-pop3", "way-submission", "way-mobile", "way-calendar"];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountFacts>> AccountsAsync(CancellationToken ct) => await new ZimbraDirectory(_soap, _stores, await TokenAsync(ct)).AccountsAsync(ct);

    /// <inheritdoc/>
    public async Task<AccountState> ReadAsync(AccountFacts account, AccountState? before, CancellationToken ct) =>
        await new ZimbraAccounts(_soap, _web, Access, _job, _limits, await TokenAsync(ct)).ReadAsync(account, before, ct);

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<VolumeState> Blobs, IReadOnlyList<string> NotLookedAt)> BlobsAsync(IReadOnlyList<AccountFacts> sample, int perVolume, CancellationToken ct)
    {
        var blobs = new ZimbraBlobs(_soap, await TokenAsync(ct), _job.Knowledge.Purged);
        var left = new List<string>();
        var found = new List<VolumeState>();
        foreach (var store in perVolume == 0 ? [] : _stores)
        {
            await _job.Hold.OffAsync(ct);
            found.AddRange(await blobs.FindAsync(store, [.. sample.Where(a => a.Host == store.Name)], perVolume, left, ct));
        }
        return (found, left);
    }

    /// <inheritdoc/>
    public async Task<VolumeState> ReadBlobAsync(VolumeState before, CancellationToken ct) => before.Item.Length == 0 ? before
        : await new ZimbraBlobs(_soap, await TokenAsync(ct), _job.Knowledge.Purged).ReadAsync(_job.Fleet.HostOf(before.Host), before.Volume, before.Account, before.Item, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ServiceState>> ServicesAsync(CancellationToken ct) => new HostServices(_job, Access, _limits, _web).ReadAsync(ct);

    /// <inheritdoc/>
    public async Task<bool> HasProbeAsync(AccountFacts account, string messageId, CancellationToken ct) => (await (await MessagesAsync(account, ct)).WithIdAsync(messageId, ct)).Count > 0;

    /// <inheritdoc/>
    public async Task<int> RemoveProbeAsync(AccountFacts account, string messageId, CancellationToken ct)
    {
        var host = _job.Fleet.HostOf(account.Host);
        var token = await _soap.DelegateAsync(host, await TokenAsync(ct), account.Address, ct);
        var messages = new ZimbraMessages(_soap, host, token, new Dictionary<string, string>(), []);
        if (await messages.WithIdAsync(messageId, ct) is { Count: > 0 } ids)
        {
            await _soap.MailAsync(host, token, "MsgActionRequest", new JsonObject { ["action"] = new JsonObject { ["id"] = string.Join(',', ids), ["op"] = "delete" } }, ct);
        }
        return (await messages.WithIdAsync(messageId, ct)).Count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _soap.Dispose();
        _web.Dispose();
        _entering.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Port(string service) => _job.Knowledge.PortOf(_job.Fleet, service)
        ?? throw new InvalidOperationException($"Pack {_job.Pack.Id} has no port '{service}' in its sampling.");

    private async Task<ZimbraMessages> MessagesAsync(AccountFacts account, CancellationToken ct)
    {
        var host = _job.Fleet.HostOf(account.Host);
        return new ZimbraMessages(_soap, host, await _soap.DelegateAsync(host, await TokenAsync(ct), account.Address, ct), new Dictionary<string, string>(), []);
    }

    private async Task<string> TokenAsync(CancellationToken ct)
    {
        await _entering.WaitAsync(ct);
        try
        {
            return _token ??= await _soap.LoginAsync(_stores[0], ct);
        }
        catch (MailFaultException fault)
        {
            throw new HostUnreachableException($"The administrator cannot log in at {_stores[0].Name}: {fault.Code}.", fault);
        }
        finally
        {
            _entering.Release();
        }
    }
}
