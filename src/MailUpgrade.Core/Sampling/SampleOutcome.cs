namespace MailUpgrade.Core.Sampling;

/// <summary>Outcome of one sampling.</summary>
/// <param name="Hash">SHA-256 hex of the baseline data.</param>
/// <param name="Accounts">Accounts read.</param>
/// <param name="OutOf">Accounts that exist.</param>
/// <param name="Findings">Differences; for a baseline what cannot be read now and so not be compared later.</param>
/// <param name="NotLookedAt">What was left out: codes of <see cref="NotLookedAt"/> with what they are about.</param>
public sealed record SampleOutcome(string Hash, int Accounts, int OutOf, IReadOnlyList<Finding> Findings, IReadOnlyList<string> NotLookedAt)
{
    /// <summary>What the random part can show; null where none was drawn.</summary>
    public SampleStrength? Strength { get; init; }

    /// <summary>Blobs read per storage volume.</summary>
    public IReadOnlyList<BlobCount> Blobs { get; init; } = [];

    /// <summary>Differences that have a reason: how many, by cause.</summary>
    public IReadOnlyDictionary<string, int> Explained { get; init; } = new Dictionary<string, int>();

    /// <summary>Accounts that could not be judged, with the code why: refused for rate, no answer in time.</summary>
    public IReadOnlyList<string> Inconclusive { get; init; } = [];
}

/// <summary>Blobs read on one storage volume.</summary>
/// <param name="Host">Fleet name.</param>
/// <param name="Volume">Name.</param>
/// <param name="Read">How many.</param>
/// <param name="Failed">Of these could not be read, or differ.</param>
public sealed record BlobCount(string Host, string Volume, int Read, int Failed);
