namespace MailUpgrade.Service.Endpoints.Links;

/// <summary>A way to the page that was given to one person, or to the screen on the wall.</summary>
/// <param name="Id">Random; what links and cookies carry, signed.</param>
/// <param name="Person">Person id; null for the wall, which has no rights at all.</param>
/// <param name="Until">Wire clock: afterwards it opens nothing.</param>
/// <param name="Browser">SHA-256 hex of the secret of the first browser that opened it; null until then.</param>
/// <param name="IsRevoked">It was taken back.</param>
public sealed record BoardLink(string Id, string? Person, DateTimeOffset Until, string? Browser, bool IsRevoked);
