using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>A mail system as a sampler sees it. All members only read, but for those of probe mail; they may be repeated.</summary>
public interface IMailSystem : IAsyncDisposable
{
    /// <summary>Every account.</summary>
    /// <exception cref="HostUnreachableException">Nobody can tell now.</exception>
    Task<IReadOnlyList<AccountFacts>> AccountsAsync(CancellationToken ct);

    /// <summary>State of an account.</summary>
    /// <param name="account">Which.</param>
    /// <param name="before">Its earlier state: then the very same messages are read again.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="HostUnreachableException">Nobody can tell now.</exception>
    /// <exception cref="Wire.RateRefusedException">It was asked too fast.</exception>
    Task<AccountState> ReadAsync(AccountFacts account, AccountState? before, CancellationToken ct);

    /// <summary>Blobs of each storage volume, and what of them could not be looked at (codes as in a sample's outcome).</summary>
    Task<(IReadOnlyList<VolumeState> Blobs, IReadOnlyList<string> NotLookedAt)> BlobsAsync(IReadOnlyList<AccountFacts> sample, int perVolume, CancellationToken ct);

    /// <summary>The same blob again.</summary>
    Task<VolumeState> ReadBlobAsync(VolumeState before, CancellationToken ct);

    /// <summary>Services of hosts: login pages, certificates, the directory.</summary>
    Task<IReadOnlyList<ServiceState>> ServicesAsync(CancellationToken ct);

    /// <summary>Ways that are not set up, by code.</summary>
    IReadOnlyList<string> NotSetUp { get; }

    /// <summary>Whether a probe mail has come into an account's Inbox.</summary>
    Task<bool> HasProbeAsync(AccountFacts account, string messageId, CancellationToken ct);

    /// <summary>Takes a probe mail away for good; how many copies are still there afterwards.</summary>
    Task<int> RemoveProbeAsync(AccountFacts account, string messageId, CancellationToken ct);
}
