using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Core.Ports;

/// <summary>Takes the state of sampled accounts and compares it. What it reads it does not change; may be repeated.</summary>
public interface ISampler
{
    /// <summary>Chooses the sample, reads it and keeps it as the run's baseline, replacing an earlier one.</summary>
    /// <exception cref="HostUnreachableException">The mail service does not answer.</exception>
    Task<SampleOutcome> TakeBaselineAsync(SampleJob job, CancellationToken ct);

    /// <summary>Reads the accounts of the kept baseline again and names every difference.</summary>
    /// <exception cref="HostUnreachableException">The mail service does not answer.</exception>
    Task<SampleOutcome> CompareAsync(SampleJob job, CancellationToken ct);

    /// <summary>Reads one account, or the sampled accounts of one host, and compares what the baseline has of them.</summary>
    /// <exception cref="HostUnreachableException">The mail service does not answer.</exception>
    Task<SampleOutcome> LookAsync(SampleJob job, SampleScope scope, CancellationToken ct);

    /// <summary>Sends probe mail through every way in and between mailbox hosts, waits for it, and takes it away again.</summary>
    /// <exception cref="HostUnreachableException">The mail service does not answer.</exception>
    Task<FlowOutcome> FlowAsync(SampleJob job, CancellationToken ct);
}

/// <summary>What is asked for on demand: one of the two.</summary>
/// <param name="Account">Mail address, or null.</param>
/// <param name="Host">Fleet name of a host, or null.</param>
public sealed record SampleScope(string? Account, string? Host)
{
    /// <summary>As it is said.</summary>
    public string Name => Account ?? $"host {Host}";
}
