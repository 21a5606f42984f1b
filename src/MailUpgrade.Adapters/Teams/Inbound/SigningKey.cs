using Microsoft.IdentityModel.Tokens;

namespace MailUpgrade.Adapters.Teams.Inbound;

/// <summary>A key that may sign inbound tokens.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Key">RSA, at least 2048 bits.</param>
/// <param name="Endorsements">Channels for which it may speak; none means for no channel.</param>
public sealed record SigningKey(string Id, SecurityKey Key, IReadOnlyList<string> Endorsements);
