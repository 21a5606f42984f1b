namespace MailUpgrade.Benchmarks.Sampling;

/// <summary>An account.</summary>
internal sealed record User(string Name, string Password);
