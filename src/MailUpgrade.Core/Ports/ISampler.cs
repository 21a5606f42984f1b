using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Ports;

/// <summary>Takes the state of sampled accounts and compares it. Reads only; may be repeated.</summary>
public interface ISampler
{
    /// <summary>Chooses the sample, reads it and keeps it as the run's baseline, replacing an earlier one.</summary>
    /// <exception cref="HostUnreachableException">The mail service does not answer.</exception>
    Task<SampleOutcome> TakeBaselineAsync(string run, Fleet fleet, CancellationToken ct);

    /// <summary>Reads the accounts of the kept baseline again and names every difference.</summary>
    /// <exception cref="HostUnreachableException">The mail service does not answer.</exception>
    Task<SampleOutcome> CompareAsync(string run, Fleet fleet, CancellationToken ct);
}

/// <summary>Outcome of one sampling.</summary>
/// <param name="Hash">SHA-256 hex of the baseline data.</param>
/// <param name="Accounts">Accounts read.</param>
/// <param name="OutOf">Accounts that exist.</param>
/// <param name="Findings">Differences; empty for a baseline.</param>
/// <param name="NotLookedAt">What was left out, for the report.</param>
public sealed record SampleOutcome(
    string Hash, int Accounts, int OutOf, IReadOnlyList<Finding> Findings, IReadOnlyList<string> NotLookedAt);

/// <summary>A difference with a name.</summary>
/// <param name="Account">Mail address.</param>
/// <param name="What">Folder or figure.</param>
/// <param name="Before">In the baseline.</param>
/// <param name="After">Now.</param>
public sealed record Finding(string Account, string What, string Before, string After);
