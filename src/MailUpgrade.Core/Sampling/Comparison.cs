namespace MailUpgrade.Core.Sampling;

/// <summary>What a comparison came to.</summary>
/// <param name="Findings">Differences without a good reason, in the order of accounts, volumes and services.</param>
/// <param name="Explained">Differences that have one: how many, by cause.</param>
/// <param name="Unjudged">Accounts of which nothing can be said, <c>ADDRESS: CODE</c>.</param>
public sealed record Comparison(IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, int> Explained, IReadOnlyList<string> Unjudged);

/// <summary>What is no difference.</summary>
/// <param name="Purged">Folders that the mail system empties itself.</param>
/// <param name="DoorsOpen">Mail may have come in.</param>
public sealed record ComparisonRules(IReadOnlyList<string> Purged, bool DoorsOpen);
