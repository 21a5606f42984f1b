using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Adapters.Probes.Web;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes.Standard;

/// <summary>Any mail system that speaks the standard protocols: accounts from LDAP or a file, mailboxes over IMAP as an administrator or with test passwords.</summary>
public sealed class StandardSystem(SampleJob job, MailAccess access, WireLimits limits) : IMailSystem, IFlowSystem
{
    private readonly WebProbes _web = new(access, limits.Time);
    private readonly StandardAccounts _accounts = new(job, access, limits);

    /// <inheritdoc/>
    public MailAccess Access => access;

    /// <inheritdoc/>
    public IReadOnlyList<string> NotSetUp =>
    [
        .. job.Knowledge.PortOf(job.Fleet, "pop3") is null ? ["way-pop3"] : Array.Empty<string>(),
        .. access.TestPasswords.Count == 0 ? ["way-submission"] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccountFacts>> AccountsAsync(CancellationToken ct) => new StandardDirectory(job, access, limits).AccountsAsync(ct);

    /// <inheritdoc/>
    public Task<AccountState> ReadAsync(AccountFacts account, AccountState? before, CancellationToken ct) => _accounts.ReadAsync(account, before, ct);

    /// <inheritdoc/>
    public Task<(IReadOnlyList<VolumeState> Blobs, IReadOnlyList<string> NotLookedAt)> BlobsAsync(IReadOnlyList<AccountFacts> sample, int perVolume, CancellationToken ct) =>
        Task.FromResult<(IReadOnlyList<VolumeState>, IReadOnlyList<string>)>(([], []));

    /// <inheritdoc/>
    public Task<VolumeState> ReadBlobAsync(VolumeState before, CancellationToken ct) => Task.FromResult(before);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ServiceState>> ServicesAsync(CancellationToken ct) => new HostServices(job, access, limits, _web).ReadAsync(ct);

    /// <inheritdoc/>
    public async Task<bool> HasProbeAsync(AccountFacts account, string messageId, CancellationToken ct)
    {
        await using var imap = await _accounts.EnterAsync(account, ct);
        await imap.ExamineAsync("INBOX");
        return (await imap.FindAsync(messageId)).Count > 0;
    }

    /// <inheritdoc/>
    public async Task<int> RemoveProbeAsync(AccountFacts account, string messageId, CancellationToken ct)
    {
        await using var imap = await _accounts.EnterAsync(account, ct);
        return await imap.RemoveAsync(messageId);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _web.Dispose();
        return ValueTask.CompletedTask;
    }
}
