using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MailUpgrade.Adapters.Teams.Inbound;

/// <summary>A token that holds by itself; what it says of the activity is still to be compared.</summary>
/// <param name="ServiceUrl">Where it says that answers go.</param>
/// <param name="Endorsements">Channels for which its key may speak.</param>
public sealed record BotToken(string ServiceUrl, IReadOnlyList<string> Endorsements);

/// <summary>
/// The rules for a token that the Bot Connector shows (learn.microsoft.com, Bot Framework REST authentication), stricter than
/// Microsoft's own library in four points: no <c>exp</c>, a key without endorsements, any algorithm but RS256, and tokens of the
/// emulator are refused.
/// </summary>
public sealed class BotTokenCheck(TeamsSettings settings, SigningKeys keys, TimeProvider wire)
{
    /// <summary>How far two clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const int LongestToken = 16 * 1024;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    /// <summary>Whether the header of a request shows a token that holds.</summary>
    /// <param name="authorization">Header <c>Authorization</c>, or null.</param>
    /// <param name="ct">Of the request.</param>
    /// <returns>The token, or why not: for the log, never for the caller.</returns>
    public async Task<(BotToken? Token, string Why)> CheckAsync(string? authorization, CancellationToken ct)
    {
        const string Scheme = "Bearer ";
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true || authorization.Length > LongestToken)
        {
            return (null, "no bearer token");
        }
        JsonWebToken token;
        try
        {
            token = handler.ReadJsonWebToken(authorization[Scheme.Length..].Trim());
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or SecurityTokenException or FormatException)
        {
            return (null, "token cannot be read");
        }
        if (token.Alg != SecurityAlgorithms.RsaSha256)
        {
            return (null, $"signed by {token.Alg}, not by RS256");
        }
        if (string.IsNullOrEmpty(token.Kid) || await keys.FindAsync(token.Kid, ct) is not { } key)
        {
            return (null, "its key is not one of the issuer's");
        }
        if (key.Endorsements.Count == 0)
        {
            return (null, "its key is endorsed for no channel");
        }
        var result = await handler.ValidateTokenAsync(token, RulesFor(key));
        if (!result.IsValid)
        {
            return (null, WhyNot(token, result.Exception));
        }
        return token.TryGetPayloadValue<string>("serviceurl", out var service) && !string.IsNullOrEmpty(service)
            ? (new BotToken(service, key.Endorsements), "") : (null, "no serviceurl claim");
    }

    private TokenValidationParameters RulesFor(SigningKey key) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        ValidIssuer = settings.Issuer,
        ValidateIssuer = true,
        ValidAudience = settings.AppId,
        ValidateAudience = true,
        RequireExpirationTime = true,
        ValidateLifetime = true,
        LifetimeValidator = (notBefore, expires, _, _) => Holds(notBefore, expires),
    };

    private bool Holds(DateTime? notBefore, DateTime? expires)
    {
        var now = wire.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } begin || begin - Skew <= now) && (notBefore is not { } from || from < end);
    }

    /// <summary>A clock that is off is the likeliest fault of a machine, and the only one that the bot's owner mends here.</summary>
    private string WhyNot(JsonWebToken token, Exception? fault)
    {
        var now = wire.GetUtcNow().UtcDateTime;
        return token.ValidFrom != DateTime.MinValue && token.ValidFrom - Skew > now
            ? $"valid only in {(token.ValidFrom - now).TotalMinutes:0} min: this machine's clock may be slow"
            : token.ValidTo != DateTime.MinValue && token.ValidTo + Skew < now
            ? $"expired {(now - token.ValidTo).TotalMinutes:0} min ago: this machine's clock may be fast"
            : fault?.GetType().Name ?? "not valid";
    }
}
